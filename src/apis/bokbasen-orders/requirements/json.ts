import { jsonRequirementsOf } from '../../../platform/requirements/check-json.js';
import {
  clients,
  everyOperation,
  updates,
  type OrderRequirement,
} from './actors-and-operations.js';

/** Requirements on the texts of JSON bodies. */
export const jsonRequirements = jsonRequirementsOf<OrderRequirement>(
  { ids: ['BOKB-ORDER-130', 'BOKB-ORDER-131'], of: { actors: clients, operations: updates } },
  {
    ids: ['BOKB-ORDER-132', 'BOKB-ORDER-133'],
    of: { actors: ['bokbasen-orders server'], operations: everyOperation },
  },
);
