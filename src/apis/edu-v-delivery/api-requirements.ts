import { eduvRejections } from '../edu-v/rejections.js';
import { checkDeliveryResponse } from './check-response.js';
import { deliveryRequirements } from './requirements.js';
import { jsonRequirementsOfApi } from './requirements/json.js';
import { deliverySources } from './sources.js';

/** Requirements that apply to every operation of the Delivery API. */
export const deliveryApiRequirements = {
  prefix: 'EDUV-DELIVERY',
  catalogue: deliveryRequirements,
  schemaRequirement: () => deliveryRequirements.validMessage,
  json: jsonRequirementsOfApi,
  tokenRequirement: deliveryRequirements.authorised,
  providerRequirement: deliveryRequirements.provided,
  tokenInHeaderRequirement: deliveryRequirements.tokenInHeader,
  clientAuthenticationRequirement: deliveryRequirements.privateKeyJwt,
  checkResponse: checkDeliveryResponse,
  rejections: eduvRejections(deliverySources.api),
};
