import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { report, loan } = ddsPages;

/** Requirements of services and libraries that report use. */
export const clientReportRequirements = defineRequirements({
  wholePeriod: {
    id: 'BOKB-DDS-10',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'A period does not end before it begins',
    source: `${report}: periodFrom, periodTo; ours`,
  },
  rowsDistinct: {
    id: 'BOKB-DDS-24',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'A report has one row for a title, its owner, period, currency and market',
    source: `${report}: an owner change is two rows; ours`,
  },
  periodOnce: {
    id: 'BOKB-DDS-25',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'A title is reported once for a period',
    source: `${report}: all data of a period in one delivery; corrections are not described`,
  },
  loansAsList: {
    id: 'BOKB-DDS-26',
    level: 'INFO',
    actors: ['library client', 'subscription client'],
    operations: ['reportLoan'],
    text: 'Loans are reported as a list',
    source: `${loan}: the later version`,
  },
} satisfies Record<string, DdsRequirement>);
