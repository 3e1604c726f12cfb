import { refusals } from '../bokbasen/refusals.js';
import { judgeAnswer } from './answers.js';
import { bokskyaRequirements, reportRequirements } from './bokskya-requirements.js';
import { clientRequirements } from './client-requirements.js';
import { contentRequirements } from './content-requirements.js';
import { excusedRequirements } from './excused-requirements.js';
import { inventoryRequirements } from './inventory-requirements.js';
import { commonRequirements, orderRequirements } from './order-requirements.js';
import { pages } from './sources.js';

/** What DDS asks of who calls it, and of who plays it, beside what its table of operations comes to. */
export const ddsRequirements = {
  ...clientRequirements,
  ...commonRequirements,
  ...orderRequirements,
  ...contentRequirements,
  ...inventoryRequirements,
  ...bokskyaRequirements,
  ...reportRequirements,
  ...excusedRequirements,
};

/** What every operation of DDS asks. */
export const ddsAsked = {
  prefix: 'BOKB-DDS',
  catalogue: ddsRequirements,
  valid: () => ddsRequirements.validMessage,
  authorised: ddsRequirements.authorised,
  provided: ddsRequirements.provided,
  judgeAnswer,
  refusals: refusals(`${pages.order}: 40x on errors`, 'MUST'),
};
