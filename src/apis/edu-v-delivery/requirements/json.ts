import { jsonRequirements } from '../../../platform/requirements/check-json.js';
import {
  callers,
  everyOperation,
  servers,
  withBody,
  type DeliveryRequirement,
} from './actors-and-operations.js';

const request = jsonRequirements<DeliveryRequirement>(
  'request',
  { noByteOrderMark: 'EDUV-DELIVERY-110', uniqueNames: 'EDUV-DELIVERY-111' },
  { actors: callers, operations: withBody },
);
const response = jsonRequirements<DeliveryRequirement>(
  'response',
  { noByteOrderMark: 'EDUV-DELIVERY-112', uniqueNames: 'EDUV-DELIVERY-113' },
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
