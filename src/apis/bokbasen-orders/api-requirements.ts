import type { CallerTraits, Operation, ReceivedResponse } from '../../platform/api/operation.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { checkBokbasenResponse } from '../bokbasen/check-response.js';
import { orderRejections } from '../bokbasen/rejections.js';
import { bokbasenOrderRequirements as requirements } from './requirements.js';
import { jsonRequirements } from './requirements/json.js';
import { bokbasenOrderPages } from './sources.js';
import { ownValue } from '../../platform/validation/own-value.js';

const mediaTypes: Record<string, Requirement> = {
  listOrders: requirements.halType,
  getOrder: requirements.halType,
  getOrderEditx: requirements.xmlAnswer,
};
const responseRequirements = {
  ...requirements,
  mediaType: ({ name }: Operation) => ownValue(mediaTypes, name),
};

/** The party that sends each message, where the client is not one of them. Both read orders. */
const callers: Record<string, readonly string[]> = {
  sendOrder: ['buyer'],
  updateOrderLineQuantity: ['buyer'],
  updateOrderLineStatus: ['seller'],
};

/** Requirements that apply to every operation of the Order API. */
export const bokbasenOrderApiRequirements = {
  prefix: 'BOKB-ORDER',
  catalogue: requirements,
  schemaRequirement: ({ nonJsonBody }: { nonJsonBody?: unknown }) =>
    nonJsonBody ? requirements.validEditx : requirements.validMessage,
  mediaTypeRequirement: ({ nonJsonBody }: { nonJsonBody?: unknown }) =>
    nonJsonBody ? requirements.xmlType : requirements.jsonType,
  json: jsonRequirements.checked,
  callersOf: ({ name }: Operation, { kind = '' }: CallerTraits) =>
    ['buyer', 'seller'].includes(kind) ? [kind] : ownValue(callers, name),
  tokenRequirement: requirements.authorised,
  providerRequirement: requirements.provided,
  checkResponse: (response: ReceivedResponse) =>
    checkBokbasenResponse(responseRequirements, response),
  // The page shows the items of the list, and not the object that holds them. One example of 2016
  // is all that shows an order.
  unspecifiedResponses: ['listOrders', 'getOrder'],
  rejections: orderRejections(
    `${bokbasenOrderPages.send}, ${bokbasenOrderPages.get} and the pages of updates`,
  ),
};
