import { sortedById } from '../../platform/requirements/requirement.js';
import { callRequirements } from './requirements/calls.js';
import { confirmationResponseRequirements } from './requirements/confirmation-responses.js';
import { confirmationRequirements } from './requirements/confirmations.js';
import { decisionRequirements } from './requirements/decisions.js';
import { listRequirements } from './requirements/lists.js';
import { jsonRequirements } from './requirements/json.js';
import { notTestedRequirements } from './requirements/not-tested.js';
import { requestRequirements } from './requirements/orders.js';
import { readRequirements } from './requirements/reads.js';
import { responseRequirements } from './requirements/responses.js';

/** Requirements of the Delivery API, beside those that follow from its table of operations. */
export const deliveryRequirements = sortedById({
  ...callRequirements,
  ...confirmationRequirements,
  ...decisionRequirements,
  ...requestRequirements,
  ...responseRequirements,
  ...confirmationResponseRequirements,
  ...readRequirements,
  ...listRequirements,
  ...jsonRequirements.catalogue,
  ...notTestedRequirements,
});
