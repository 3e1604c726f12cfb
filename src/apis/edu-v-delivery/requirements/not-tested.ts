import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import {
  callers,
  everyOperation,
  messages,
  readOperations,
  senders,
  servers,
  type DeliveryRequirement,
} from './actors-and-operations.js';

const { versions, m2m, profile, codes, sem } = deliverySources;

/** Requirements that nobody can test from outside, each with its reason. */
export const notTestedRequirements = defineRequirements({
  majorInPath: {
    id: 'EDUV-DELIVERY-61',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The major version stands in the path',
    source: versions,
    notTestedReason:
      'The base of a partner, with the version in it, is not judged: it is given to us',
  },
  privateKeyJwt: {
    id: 'EDUV-DELIVERY-62',
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
    id: 'EDUV-DELIVERY-63',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A client has a PKIoverheid certificate with an OIN, and publishes its key by a jwks_uri',
    source: m2m,
    notTestedReason:
      'Certificates belong to an environment, not to an implementation on one machine',
  },
  shortTokens: {
    id: 'EDUV-DELIVERY-64',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'A token lives for six hours at the most',
    source: profile,
    notTestedReason: 'Token servers are not judged',
  },
  earlierVersion: {
    id: 'EDUV-DELIVERY-65',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The version before the current one is supported too',
    source: versions,
    notTestedReason:
      'One base is given to us, which is that of one version; test the other by a run of its ' +
      'own',
  },
  sentAgain: {
    id: 'EDUV-DELIVERY-66',
    level: 'SHOULD',
    actors: senders,
    operations: messages,
    text: 'A message that was not taken is tried again: after 1 minute, 5 minutes and 1 hour',
    source: `${sem}, 5.3.2; the present rules are not published`,
    notTestedReason: 'The pauses are too long for a test, and no source of Edu-V states them',
  },
  eduOrgId: {
    id: 'EDUV-DELIVERY-102',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text: 'A call in the context of an unknown school is refused with 400 and status 23',
    source: `${codes}: 0023 edu_org_id unknown`,
    notTestedReason: 'No source says how a call names the school in whose context it is',
  },
} satisfies Record<string, DeliveryRequirement>);
