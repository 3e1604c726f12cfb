import { clientAuthentication } from '../../edu-v/client-authentication.js';
import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { orderSources } from '../sources.js';
import { callers, everyOperation, type OrderRequirement } from './actors-and-operations.js';

const { api, m2m, profile } = orderSources;

/** Requirements of every call, whoever sends it. */
export const callRequirements = defineRequirements({
  validMessage: {
    id: 'EDUV-ORDER-01',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The message conforms to its JSON schema',
    effect: 'The provider answers 400 and never sees the order or its confirmation.',
    source: `${api}, components.schemas: required, type, format and enum of each message`,
  },
  authorised: {
    id: 'EDUV-ORDER-02',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The call carries a token that the provider issued, with scope eduv.order',
    effect: 'The provider answers 401, so no message reaches the other party.',
    source: `${api}: OAuth2, scope eduv.order; ${m2m}`,
  },
  provided: {
    id: 'EDUV-ORDER-03',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The client sends each message with PUT to the party that provides the endpoint',
    effect: 'The message goes to a party that cannot process it, and it is lost.',
    source: `${api}, paths: each operation is a PUT; its tag and its response 405 name the provider`,
  },
  tokenInHeader: {
    id: 'EDUV-ORDER-04',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The client sends its token in the Authorization header, never in the query',
    effect: 'Proxies log the URL, so others can read the token and call in your name.',
    source: `${profile}: no token in the query`,
  },
  knownFieldsOnly: {
    id: 'EDUV-ORDER-30',
    level: 'INFO',
    actors: callers,
    operations: everyOperation,
    text: 'The message contains only fields that the schema defines',
    source: `${api}, components.schemas: they do not forbid other fields`,
  },
  privateKeyJwt: {
    ...clientAuthentication,
    id: 'EDUV-ORDER-62',
    effect: "The partner's token endpoint refuses the client in production.",
    actors: callers,
    operations: everyOperation,
  },
} satisfies Record<string, OrderRequirement>);
