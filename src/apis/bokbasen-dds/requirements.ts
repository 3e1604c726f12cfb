import { bokbasenRejections } from '../bokbasen/rejections.js';
import { checkDdsResponse } from './check-response.js';
import { bokskyaRequirements, reportRequirements } from './bokskya-requirements.js';
import { ddsClientRequirements } from './client-requirements.js';
import { contentRequirements } from './content-requirements.js';
import { notTestedRequirements } from './not-tested-requirements.js';
import { inventoryRequirements } from './inventory-requirements.js';
import { commonRequirements, orderRequirements } from './order-requirements.js';
import { ddsPages } from './sources.js';

/** What DDS asks of who calls it, and of who plays it, beside what its table of operations comes to. */
export const ddsRequirements = {
  ...ddsClientRequirements,
  ...commonRequirements,
  ...orderRequirements,
  ...contentRequirements,
  ...inventoryRequirements,
  ...bokskyaRequirements,
  ...reportRequirements,
  ...notTestedRequirements,
};

/** What every operation of DDS asks. */
export const ddsApiRequirements = {
  prefix: 'BOKB-DDS',
  catalogue: ddsRequirements,
  schemaRequirement: () => ddsRequirements.validMessage,
  tokenRequirement: ddsRequirements.authorised,
  providerRequirement: ddsRequirements.provided,
  checkResponse: checkDdsResponse,
  rejections: bokbasenRejections(`${ddsPages.order}: 40x on errors`, 'MUST'),
};
