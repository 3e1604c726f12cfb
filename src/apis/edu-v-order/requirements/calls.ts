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
    text: 'A message is as its schema wants it',
    source: `${api}: the schemas of its messages`,
  },
  authorised: {
    id: 'EDUV-ORDER-02',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A call carries a token of the provider, with the scope eduv.order',
    source: `${api}: OAuth2, eduv.order; ${m2m}`,
  },
  provided: {
    id: 'EDUV-ORDER-03',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A message goes to the party that provides its endpoint, by PUT',
    source: `${api}: tags and 405`,
  },
  tokenInHeader: {
    id: 'EDUV-ORDER-04',
    level: 'MUST',
    actors: callers,
    operations: everyOperation,
    text: 'A token travels in the header Authorization, never in the query',
    source: profile,
  },
  knownFieldsOnly: {
    id: 'EDUV-ORDER-30',
    level: 'INFO',
    actors: callers,
    operations: everyOperation,
    text: 'A message holds only fields that the schema names',
    source: `${api}: the schemas forbid none, and name all that is exchanged`,
  },
} satisfies Record<string, OrderRequirement>);
