import { mutantsOf, type Mutant, type Subject } from './bench.js';

const audience = 'https://api.bokbasen.io/orders/';
const client = (kind: string, of = audience) => ({
  clientId: `demo-${kind}`,
  clientSecret: `demo-${kind}-secret`,
  audience: of,
});

const subject: Subject = {
  role: 'bokbasen-orders',
  base: '/bokbasen',
  token: '/bokbasen/oauth/token',
  options: {
    client: { clientId: 'demo', clientSecret: 'demo-secret', audience },
    clients: {
      buyer: client('buyer'),
      seller: client('seller'),
      reader: client('reader'),
      otherAudience: client('store', 'https://api.bokbasen.io/dds/'),
    },
  },
};

const mutants: Mutant[] = [];

mutantsOf(subject, mutants);
