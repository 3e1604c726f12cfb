import { jsonRequirements } from '../../../platform/requirements/check-json.js';
import {
  clients,
  everyOperation,
  updates,
  type OrderRequirement,
} from './actors-and-operations.js';

const request = jsonRequirements<OrderRequirement>(
  'request',
  { noByteOrderMark: 'BOKB-ORDER-130', uniqueNames: 'BOKB-ORDER-131' },
  { actors: clients, operations: updates },
);
const response = jsonRequirements<OrderRequirement>(
  'response',
  { noByteOrderMark: 'BOKB-ORDER-132', uniqueNames: 'BOKB-ORDER-133' },
  { actors: ['bokbasen-orders server'], operations: everyOperation },
);

/** Requirements on the texts of JSON bodies. */
export const jsonRequirementsOfApi = { request, response };

export const jsonTextRequirements = {
  requestWithoutByteOrderMark: request.noByteOrderMark,
  uniqueRequestNames: request.uniqueNames,
  responseWithoutByteOrderMark: response.noByteOrderMark,
  uniqueResponseNames: response.uniqueNames,
};
