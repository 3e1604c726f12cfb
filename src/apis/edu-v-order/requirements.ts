import { sortedById } from '../../platform/requirements/requirement.js';
import { callRequirements } from './requirements/calls.js';
import { confirmationRequirements } from './requirements/confirmations.js';
import { creditRequirements } from './requirements/credits.js';
import { jsonRequirements } from './requirements/json.js';
import { notTestedRequirements } from './requirements/not-tested.js';
import { requestRequirements } from './requirements/orders.js';
import { responseRequirements } from './requirements/responses.js';

/** Requirements of the Order API, beside those that follow from its table of operations. */
export const orderRequirements = sortedById({
  ...callRequirements,
  ...confirmationRequirements,
  ...requestRequirements,
  ...creditRequirements,
  ...responseRequirements,
  ...jsonRequirements.catalogue,
  ...notTestedRequirements,
});
