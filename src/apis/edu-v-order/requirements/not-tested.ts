import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { orderSources } from '../sources.js';
import {
  callers,
  confirmations,
  everyOperation,
  servers,
  type OrderRequirement,
} from './actors-and-operations.js';

const { api, versions, m2m, profile } = orderSources;

/** Requirements that nobody can test from outside, each with its reason. */
export const notTestedRequirements = defineRequirements({
  handledOnce: {
    id: 'EDUV-ORDER-19',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: confirmations,
    text: 'A confirmation is processed the first time only',
    source: `${api}, responseReferenceId`,
    notTestedReason: 'What a Bestelomgeving makes of a confirmation is not seen from outside',
  },
  majorInPath: {
    id: 'EDUV-ORDER-61',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The major version stands in the path',
    source: versions,
    notTestedReason:
      'The base of a partner, with the version in it, is not judged: it is given to us',
  },
  privateKeyJwt: {
    id: 'EDUV-ORDER-62',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A client proves itself by private_key_jwt',
    source: m2m,
    notTestedReason:
      'Token servers are not judged: a partner on his own machine has no PKIoverheid ' +
      'certificate',
  },
  pkioverheid: {
    id: 'EDUV-ORDER-63',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A client has a PKIoverheid certificate with an OIN, and publishes its key by a jwks_uri',
    source: m2m,
    notTestedReason:
      'Certificates belong to an environment, not to an implementation on one machine',
  },
  shortTokens: {
    id: 'EDUV-ORDER-64',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'A token lives for six hours at the most',
    source: profile,
    notTestedReason: 'Token servers are not judged',
  },
  earlierVersion: {
    id: 'EDUV-ORDER-65',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The version before the current one is supported too',
    source: versions,
    notTestedReason: '0.9.1 was a draft, and is out of scope',
  },
} satisfies Record<string, OrderRequirement>);
