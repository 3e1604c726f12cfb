import { bokbasenRejections } from '../bokbasen/rejections.js';
import { checkDdsResponse } from './check-response.js';
import { ddsRequirements } from './requirements.js';
import { jsonRequirementsOfApi } from './requirements/json.js';
import { ddsPages } from './sources.js';

/** Requirements that apply to every operation of DDS. */
export const ddsApiRequirements = {
  prefix: 'BOKB-DDS',
  catalogue: ddsRequirements,
  schemaRequirement: () => ddsRequirements.validMessage,
  mediaTypeRequirement: ({ name }: { name: string }) =>
    ddsRequirements.jsonReport.operations.includes(name)
      ? ddsRequirements.jsonReport
      : ddsRequirements.jsonType,
  json: jsonRequirementsOfApi,
  tokenRequirement: ddsRequirements.authorised,
  providerRequirement: ddsRequirements.provided,
  checkResponse: checkDdsResponse,
  rejections: bokbasenRejections(`${ddsPages.order}: 40x on errors`, 'MUST'),
};
