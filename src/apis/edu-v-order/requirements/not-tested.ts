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
    text: 'The Bestelomgeving processes a confirmation once; it ignores repeats',
    source: `${api}, OrderConfirmation.responseReferenceId: a confirmation is processed the first time only`,
    notTestedReason: 'How a Bestelomgeving processes a confirmation is not visible from outside',
  },
  majorInPath: {
    id: 'EDUV-ORDER-61',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The path contains the major version',
    source: `${versions}: the major version in the URI`,
    notTestedReason: 'The partner chooses the base URL, which includes the version',
  },
  pkioverheid: {
    id: 'EDUV-ORDER-63',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The client has a PKIoverheid certificate with an OIN, and publishes its key at a jwks_uri',
    source: `${m2m}: PKIoverheid certificate, jwks_uri`,
    notTestedReason:
      "Certificates belong to an environment, not to an implementation on a developer's machine",
  },
  shortTokens: {
    id: 'EDUV-ORDER-64',
    level: 'SHOULD',
    actors: servers,
    operations: everyOperation,
    text: 'Access tokens are valid for at most six hours',
    source: `ours: a limit that the profile advises; ${profile}`,
    notTestedReason: 'The runner does not test token servers',
  },
  earlierVersion: {
    id: 'EDUV-ORDER-65',
    level: 'MUST',
    actors: servers,
    operations: everyOperation,
    text: 'The server also supports the version before the current one',
    source: `${versions}: t-1 is supported`,
    notTestedReason: 'Version 0.9.1 was a draft and is out of scope',
  },
} satisfies Record<string, OrderRequirement>);
