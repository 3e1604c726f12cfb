import { clientAuthentication } from '../../edu-v/client-authentication.js';
import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import {
  callers,
  everyOperation,
  messages,
  senders,
  type DeliveryRequirement,
} from './actors-and-operations.js';

const { api, m2m, profile } = deliverySources;

/** Requirements of every call, whoever sends it. */
export const callRequirements = defineRequirements({
  validMessage: {
    id: 'EDUV-DELIVERY-01',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The message conforms to its JSON schema',
    effect: 'The provider answers 400 and never sees the delivery order or its confirmation.',
    source: `${api}, components.schemas and parameters: required, type, format and enum`,
  },
  authorised: {
    id: 'EDUV-DELIVERY-02',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The call carries a token that the provider issued, with a scope that allows the operation',
    effect: 'The provider answers 401, so no message reaches the other party.',
    source: `${api}: OAuth2, eduv.delivery.*; ${m2m}`,
  },
  provided: {
    id: 'EDUV-DELIVERY-03',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The client calls each operation with its method, at the party that provides it',
    effect: 'The message goes to a party that cannot process it, and it is lost.',
    source: `${api}, paths: the method of each operation; its tag and its response 405 name the provider`,
  },
  tokenInHeader: {
    id: 'EDUV-DELIVERY-04',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'The client sends its token in the Authorization header, never in the query',
    effect: 'Proxies log the URL, so others can read the token and call in your name.',
    source: `${profile}: no token in the query`,
  },
  zuluTime: {
    id: 'EDUV-DELIVERY-20',
    level: 'MUST',
    actors: senders,
    operations: messages,
    text: 'Timestamps are in UTC and end in Z',
    effect:
      'The other party stores times with the wrong hour, so the latest state is not the latest.',
    source: `${api}, dateCreated, dateLastModified and processedTimestamp: Zulu time of RFC 3339 §5.6`,
  },
  knownFieldsOnly: {
    id: 'EDUV-DELIVERY-30',
    level: 'INFO',
    actors: callers,
    operations: everyOperation,
    text: 'The message contains only fields that the schema defines',
    source: `${api}, components.schemas: they do not forbid other fields`,
  },
  privateKeyJwt: {
    ...clientAuthentication,
    id: 'EDUV-DELIVERY-62',
    effect: "The partner's token endpoint refuses the client in production.",
    actors: callers,
    operations: everyOperation,
  },
} satisfies Record<string, DeliveryRequirement>);
