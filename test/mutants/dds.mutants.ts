import { mutantsOf, type Mutant, type Subject } from './bench.js';

const client = (kind: string) => ({
  clientId: `demo-${kind}`,
  clientSecret: `demo-${kind}-secret`,
});

const subject: Subject = {
  role: 'dds',
  base: '/bokbasen',
  token: '/bokbasen/oauth/token',
  options: {
    clients: {
      store: client('store'),
      subscription: client('subscription'),
      partner: client('partner'),
      library: client('library'),
    },
  },
};

const mutants: Mutant[] = [];

mutantsOf(subject, mutants);
