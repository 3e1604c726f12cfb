import { jsonRequirementsOf } from '../../../platform/requirements/check-json.js';
import {
  callers,
  everyOperation,
  servers,
  type OrderRequirement,
} from './actors-and-operations.js';

/** Requirements on the texts of JSON bodies. */
export const jsonRequirements = jsonRequirementsOf<OrderRequirement>(
  { ids: ['EDUV-ORDER-80', 'EDUV-ORDER-81'], of: { actors: callers, operations: everyOperation } },
  { ids: ['EDUV-ORDER-82', 'EDUV-ORDER-83'], of: { actors: servers, operations: everyOperation } },
);
