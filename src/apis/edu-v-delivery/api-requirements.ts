import { eduvRejections } from '../edu-v/rejections.js';
import { checkDeliveryResponse } from './check-response.js';
import { deliveryRequirements } from './requirements.js';

/** What every operation of the Delivery API asks. */
export const deliveryApiRequirements = {
  prefix: 'EDUV-DELIVERY',
  catalogue: deliveryRequirements,
  schemaRequirement: () => deliveryRequirements.validMessage,
  tokenRequirement: deliveryRequirements.authorised,
  providerRequirement: deliveryRequirements.provided,
  tokenInHeaderRequirement: deliveryRequirements.tokenInHeader,
  checkResponse: checkDeliveryResponse,
  rejections: eduvRejections('Delivery API 2.0.0'),
};
