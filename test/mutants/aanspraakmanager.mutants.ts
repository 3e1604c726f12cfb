import { randomUUID } from 'node:crypto';
import { mutantsOf, type Mutant, type Subject } from './bench.js';
import { bodyOf, header, is, message, statusBecomes, successIs } from './changes.js';

const client = (clientId: string) => ({ clientId, clientSecret: `${clientId}-secret` });

const subject: Subject = {
  role: 'aanspraakmanager',
  base: '/aanspraakmanager',
  token: '/aanspraakmanager/oauth2/token',
  options: { clients: { noscope: client('demo-noscope'), dashboard: client('demo-dashboard') } },
  partners: {
    bestelomgeving: {
      baseUrl: '/bestelomgeving',
      tokenUrl: '/bestelomgeving/oauth2/token',
      clientId: 'partner',
      clientSecret: 'partner-secret',
    },
  },
};

const mutants: Mutant[] = [];
void [randomUUID, bodyOf, header, is, message, statusBecomes, successIs];
mutantsOf(subject, mutants);
