import { jsonRequirementsOf } from '../../../platform/requirements/check-json.js';
import {
  bodyOperations,
  callers,
  everyOperation,
  type DdsRequirement,
} from './actors-and-operations.js';

/** Requirements on the texts of JSON bodies. */
export const jsonRequirements = jsonRequirementsOf<DdsRequirement>(
  { ids: ['BOKB-DDS-220', 'BOKB-DDS-221'], of: { actors: callers, operations: bodyOperations } },
  {
    ids: ['BOKB-DDS-222', 'BOKB-DDS-223'],
    of: { actors: ['dds server'], operations: everyOperation },
  },
);
