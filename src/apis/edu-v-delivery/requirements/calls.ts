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
    text: 'A message is as its schema wants it',
    source: `${api}: the schemas of its messages and parameters`,
  },
  authorised: {
    id: 'EDUV-DELIVERY-02',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A call carries a token of the provider, with a scope that the operation is open to',
    source: `${api}: OAuth2, eduv.delivery.*; ${m2m}`,
  },
  provided: {
    id: 'EDUV-DELIVERY-03',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A call goes to the party that provides its endpoint, by its method',
    source: `${api}: tags and 405`,
  },
  tokenInHeader: {
    id: 'EDUV-DELIVERY-04',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A token travels in the header Authorization, never in the query',
    source: profile,
  },
  zuluTime: {
    id: 'EDUV-DELIVERY-20',
    level: 'MUST',
    actors: senders,
    operations: messages,
    text: 'A timestamp is in Zulu time',
    source: `${api}: Zulu time of RFC 3339 §5.6`,
  },
  knownFieldsOnly: {
    id: 'EDUV-DELIVERY-30',
    level: 'INFO',
    actors: callers,
    operations: everyOperation,
    text: 'A message holds only fields that the schema names',
    source: `${api}: the schemas forbid none, and name all that is exchanged`,
  },
} satisfies Record<string, DeliveryRequirement>);
