import { jsonRequirements } from '../../../platform/requirements/check-json.js';
import {
  callers,
  everyOperation,
  servers,
  type OrderRequirement,
} from './actors-and-operations.js';

const request = jsonRequirements<OrderRequirement>(
  'request',
  { noByteOrderMark: 'EDUV-ORDER-80', uniqueNames: 'EDUV-ORDER-81' },
  { actors: callers, operations: everyOperation },
);
const response = jsonRequirements<OrderRequirement>(
  'response',
  { noByteOrderMark: 'EDUV-ORDER-82', uniqueNames: 'EDUV-ORDER-83' },
  { actors: servers, operations: everyOperation },
);

/** Requirements on the texts of JSON bodies. */
export const jsonRequirementsOfApi = { request, response };

export const jsonTextRequirements = {
  requestWithoutByteOrderMark: request.noByteOrderMark,
  uniqueRequestNames: request.uniqueNames,
  responseWithoutByteOrderMark: response.noByteOrderMark,
  uniqueResponseNames: response.uniqueNames,
};
