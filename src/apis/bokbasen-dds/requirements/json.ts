import { jsonRequirements } from '../../../platform/requirements/check-json.js';
import {
  bodyOperations,
  callers,
  everyOperation,
  type DdsRequirement,
} from './actors-and-operations.js';

const request = jsonRequirements<DdsRequirement>(
  'request',
  { noByteOrderMark: 'BOKB-DDS-220', uniqueNames: 'BOKB-DDS-221' },
  { actors: callers, operations: bodyOperations },
);
const response = jsonRequirements<DdsRequirement>(
  'response',
  { noByteOrderMark: 'BOKB-DDS-222', uniqueNames: 'BOKB-DDS-223' },
  { actors: ['dds server'], operations: everyOperation },
);

/** Requirements on the texts of JSON bodies. */
export const jsonRequirementsOfApi = { request, response };

export const jsonTextRequirements = {
  requestWithoutByteOrderMark: request.noByteOrderMark,
  uniqueRequestNames: request.uniqueNames,
  responseWithoutByteOrderMark: response.noByteOrderMark,
  uniqueResponseNames: response.uniqueNames,
};
