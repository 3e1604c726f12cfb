import type { CallerTraits, Operation } from '../../platform/api/operation.js';
import { refusesValidCall } from '../edu-v/refused-valid-call.js';
import { eduvRejections } from '../edu-v/rejections.js';
import { checkDeliveryResponse } from './check-response.js';
import { deliveryRequirements } from './requirements.js';
import { jsonRequirements } from './requirements/json.js';
import { readerByScope } from './scopes.js';
import { deliverySources } from './sources.js';
import { ownValue } from '../../platform/validation/own-value.js';

function deliveryCallersOf(
  { name, scope }: Operation,
  { scopes }: CallerTraits,
): readonly string[] {
  if (name === 'acceptDeliveryOrder') return ['bestelomgeving'];
  if (name === 'confirmDeliveryOrder') return ['aanspraakmanager'];
  const own = scope.filter((one) => scopes.has(one));
  return (own.length > 0 ? own : scope).flatMap((one) => ownValue(readerByScope, one) ?? []);
}

/** Requirements that apply to every operation of the Delivery API. */
export const deliveryApiRequirements = {
  prefix: 'EDUV-DELIVERY',
  catalogue: deliveryRequirements,
  schemaRequirement: () => deliveryRequirements.validMessage,
  json: jsonRequirements.checked,
  callersOf: deliveryCallersOf,
  tokenRequirement: deliveryRequirements.authorised,
  providerRequirement: deliveryRequirements.provided,
  tokenInHeaderRequirement: deliveryRequirements.tokenInHeader,
  clientAuthenticationRequirement: deliveryRequirements.privateKeyJwt,
  checkResponse: checkDeliveryResponse,
  refusesValidCall,
  rejections: eduvRejections(deliverySources.api),
};
