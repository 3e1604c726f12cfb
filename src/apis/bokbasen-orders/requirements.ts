import { sortedById } from '../../platform/requirements/requirement.js';
import { callRequirements } from './requirements/calls.js';
import { updateResultRequirements } from './requirements/line-update-results.js';
import { updateRequirements } from './requirements/line-updates.js';
import { consistencyRequirements } from './requirements/order-consistency.js';
import { refusalRequirements } from './requirements/refusals.js';
import { jsonRequirements } from './requirements/json.js';
import { notTestedRequirements } from './requirements/not-tested.js';
import { documentRequirements } from './requirements/order-documents.js';
import { viewRequirements } from './requirements/order-views.js';
import { processingRequirements } from './requirements/processing.js';
import { responseRequirements } from './requirements/responses.js';

/** Requirements of the Order API, beside those that follow from its table of operations. */
export const bokbasenOrderRequirements = sortedById({
  ...callRequirements,
  ...documentRequirements,
  ...updateRequirements,
  ...responseRequirements,
  ...processingRequirements,
  ...viewRequirements,
  ...updateResultRequirements,
  ...refusalRequirements,
  ...consistencyRequirements,
  ...jsonRequirements.catalogue,
  ...notTestedRequirements,
});
