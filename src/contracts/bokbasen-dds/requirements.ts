import { requirements } from '../../kernel/contract/requirement.js';

const order = 'Bokbasen wiki, Orders and reporting';
const report = 'Bokbasen wiki, Reporting from subscription services';

/** What DDS asks of a partner beyond the schema of its messages. */
// prettier-ignore
export const ddsRequirements = requirements({
  consumerOfOrder: ['BOKB-DDS-01', 'SHOULD', 'An order names the DDS-ID of its consumer, who has an account', `${order}: id; its example has none`],
  validMessage:    ['BOKB-DDS-06', 'MUST',   'A message and its parameters are as the page has them', `${order}, ${report}: required attributes and formats`],
  priceAsText:     ['BOKB-DDS-02', 'INFO',   'spd is a text of digits', `${order}: every example`],
  excerptAsTruth:  ['BOKB-DDS-03', 'INFO',   'excerpt is true or false, and no text', `${order}: excerpt`],
  knownFieldsOnly: ['BOKB-DDS-04', 'INFO',   'A message holds only fields that the page names', `${order}: JSON attributes`],
  freshOrder:      ['BOKB-DDS-05', 'MUST',   'An orderid is used for one purchase', `${order}: orderid must be unique for a purchase`],
  wholePeriod:     ['BOKB-DDS-10', 'SHOULD', 'A period does not end before it begins', `${report}: periodFrom, periodTo; ours`],
});
