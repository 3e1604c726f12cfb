import type { CallerTraits, Operation } from '../../platform/api/operation.js';
import { eduvRejections } from '../edu-v/rejections.js';
import { checkDeliveryResponse } from './check-response.js';
import { deliveryRequirements } from './requirements.js';
import { jsonRequirementsOfApi } from './requirements/json.js';
import { deliverySources } from './sources.js';

/** Parties that read delivery orders, by the scope that each of them has. */
const readers: Record<string, string> = {
  'eduv.delivery.entitlor': 'aanspraakmanager',
  'eduv.delivery.licensor': 'licentieregistratie',
  'eduv.delivery.dashboard': 'leermiddelendashboard',
  'eduv.delivery.portal': 'leermiddelenportaal',
};

function deliveryCallersOf(
  { name, scope }: Operation,
  { scopes }: CallerTraits,
): readonly string[] {
  if (name === 'acceptDeliveryOrder') return ['bestelomgeving'];
  if (name === 'confirmDeliveryOrder') return ['aanspraakmanager'];
  const own = scope.filter((one) => scopes.has(one));
  return (own.length > 0 ? own : scope).flatMap((one) => readers[one] ?? []);
}

/** Requirements that apply to every operation of the Delivery API. */
export const deliveryApiRequirements = {
  prefix: 'EDUV-DELIVERY',
  catalogue: deliveryRequirements,
  schemaRequirement: () => deliveryRequirements.validMessage,
  json: jsonRequirementsOfApi,
  callersOf: deliveryCallersOf,
  tokenRequirement: deliveryRequirements.authorised,
  providerRequirement: deliveryRequirements.provided,
  tokenInHeaderRequirement: deliveryRequirements.tokenInHeader,
  clientAuthenticationRequirement: deliveryRequirements.privateKeyJwt,
  checkResponse: checkDeliveryResponse,
  rejections: eduvRejections(deliverySources.api),
};
