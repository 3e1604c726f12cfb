import type { CallerTraits, Operation } from '../../platform/api/operation.js';
import { ddsRejections } from '../bokbasen/rejections.js';
import { checkDdsResponse } from './check-response.js';
import { ddsRequirements } from './requirements.js';
import { jsonRequirements } from './requirements/json.js';
import { ddsPages } from './sources.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** Parties that have a right of their own, where the client is not one of them. All call the others. */
const callers: Record<string, readonly string[]> = {
  placeOrder: ['store'],
  placeSubscriptionOrder: ['subscription'],
  getRawContent: ['partner'],
  getLibraryContent: ['library'],
};

/** Requirements that apply to every operation of DDS. */
export const ddsApiRequirements = {
  prefix: 'BOKB-DDS',
  catalogue: ddsRequirements,
  schemaRequirement: () => ddsRequirements.validMessage,
  mediaTypeRequirement: ({ name }: { name: string }) =>
    ddsRequirements.jsonReport.operations.includes(name)
      ? ddsRequirements.jsonReport
      : ddsRequirements.jsonType,
  json: jsonRequirements.checked,
  callersOf: ({ name }: Operation, { kind = '' }: CallerTraits) =>
    ['store', 'subscription', 'partner', 'library'].includes(kind)
      ? [kind]
      : ownValue(callers, name),
  tokenRequirement: ddsRequirements.authorised,
  providerRequirement: ddsRequirements.provided,
  checkResponse: checkDdsResponse,
  rejections: ddsRejections(ddsPages.order),
};
