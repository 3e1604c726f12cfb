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
    text: 'The path contains the major version',
    source: `${versions}: the major version in the URI`,
    notTestedReason: 'The partner chooses the base URL, which includes the version',
  },
  pkioverheid: {
    id: 'EDUV-DELIVERY-63',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The client has a PKIoverheid certificate with an OIN, and publishes its key at a jwks_uri',
    source: `${m2m}: PKIoverheid certificate, jwks_uri`,
    notTestedReason:
      "Certificates belong to an environment, not to an implementation on a developer's machine",
  },
  shortTokens: {
    id: 'EDUV-DELIVERY-64',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'Access tokens are valid for at most six hours',
    source: `ours: a limit that the profile advises; ${profile}`,
    notTestedReason: 'The runner does not test token servers',
  },
  earlierVersion: {
    id: 'EDUV-DELIVERY-65',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The server also supports the version before the current one',
    source: `${versions}: t-1 is supported`,
    notTestedReason:
      'A run tests one base URL, which belongs to one version; use a second run for the ' +
      'other version',
  },
  sentAgain: {
    id: 'EDUV-DELIVERY-66',
    level: 'SHOULD',
    actors: senders,
    operations: messages,
    text: 'The client retries a message that was not accepted after 1 minute, 5 minutes and 1 hour',
    source: `ours: the current rules are not published; ${sem}, 5.3.2`,
    notTestedReason: 'The intervals are too long for a test, and no Edu-V source specifies them',
  },
  eduOrgId: {
    id: 'EDUV-DELIVERY-102',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: readOperations,
    text:
      'The Bestelomgeving rejects a call in the context of an unknown school with 400 and ' +
      'status 23',
    source: `${codes}: 0023 edu_org_id unknown`,
    notTestedReason:
      'No source specifies how a call identifies the school in whose context it is made',
  },
} satisfies Record<string, DeliveryRequirement>);
