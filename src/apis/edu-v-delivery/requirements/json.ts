import { jsonRequirementsOf } from '../../../platform/requirements/check-json.js';
import {
  callers,
  everyOperation,
  servers,
  withBody,
  type DeliveryRequirement,
} from './actors-and-operations.js';

/** Requirements on the texts of JSON bodies. */
export const jsonRequirements = jsonRequirementsOf<DeliveryRequirement>(
  {
    ids: ['EDUV-DELIVERY-110', 'EDUV-DELIVERY-111'],
    of: { actors: callers, operations: withBody },
  },
  {
    ids: ['EDUV-DELIVERY-112', 'EDUV-DELIVERY-113'],
    of: { actors: servers, operations: everyOperation },
  },
);
