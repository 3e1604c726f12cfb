import type { Operation, ReceivedResponse } from '../../platform/api/operation.js';
import { checkEduvResponse } from '../edu-v/check-response.js';
import { refusesValidCall } from '../edu-v/refused-valid-call.js';
import { eduvRejections } from '../edu-v/rejections.js';
import { orderRequirements } from './requirements.js';
import { jsonRequirements } from './requirements/json.js';
import { orderSources } from './sources.js';

/** Requirements that apply to every operation of the Order API. */
export const orderApiRequirements = {
  prefix: 'EDUV-ORDER',
  catalogue: orderRequirements,
  schemaRequirement: () => orderRequirements.validMessage,
  json: jsonRequirements.checked,
  callersOf: ({ servedBy }: Operation) => [
    servedBy === 'ordersysteem' ? 'bestelomgeving' : 'ordersysteem',
  ],
  tokenRequirement: orderRequirements.authorised,
  providerRequirement: orderRequirements.provided,
  tokenInHeaderRequirement: orderRequirements.tokenInHeader,
  clientAuthenticationRequirement: orderRequirements.privateKeyJwt,
  checkResponse: (response: ReceivedResponse) => checkEduvResponse(orderRequirements, response),
  refusesValidCall,
  rejections: eduvRejections(orderSources.api),
};
