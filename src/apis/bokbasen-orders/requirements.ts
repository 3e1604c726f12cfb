import type { Operation, ReceivedResponse } from '../../platform/api/operation.js';
import { checkBokbasenResponse } from '../bokbasen/check-response.js';
import { bokbasenRejections } from '../bokbasen/rejections.js';
import { orderClientRequirements } from './client-requirements.js';
import { orderServerRequirements } from './server-requirements.js';
import { bokbasenOrderPages } from './sources.js';

/** What the Order API asks of its parties, beside what its table of operations comes to. */
export const bokbasenOrderRequirements = { ...orderClientRequirements, ...orderServerRequirements };

const { validEditx, validMessage, authorised, provided, xmlType, jsonType } =
  orderClientRequirements;
const { halType, xmlAnswer } = orderServerRequirements;
const mediaTypes: Record<string, typeof halType> = {
  listOrders: halType,
  getOrder: halType,
  getOrderEditx: xmlAnswer,
};
const answers = {
  ...orderServerRequirements,
  mediaType: ({ name }: Operation) => mediaTypes[name],
};

/** What every operation of the Order API asks. */
export const bokbasenOrderApiRequirements = {
  prefix: 'BOKB-ORDER',
  catalogue: bokbasenOrderRequirements,
  schemaRequirement: ({ nonJsonBody }: { nonJsonBody?: unknown }) =>
    nonJsonBody ? validEditx : validMessage,
  mediaTypeRequirement: ({ nonJsonBody }: { nonJsonBody?: unknown }) =>
    nonJsonBody ? xmlType : jsonType,
  tokenRequirement: authorised,
  providerRequirement: provided,
  checkResponse: (seen: ReceivedResponse) => checkBokbasenResponse(answers, seen),
  // The page shows items, and not what holds them.
  unspecifiedResponses: ['listOrders'],
  rejections: bokbasenRejections(`${bokbasenOrderPages.api}: errors are "40x"`, 'SHOULD'),
};
