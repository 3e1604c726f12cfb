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
    text: 'periodTo is not earlier than periodFrom',
    effect: 'The publisher is not paid for the period, because nobody knows which one it is.',
    source: `${report}: periodFrom, periodTo; our interpretation`,
  },
  rowsDistinct: {
    id: 'BOKB-DDS-24',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'The report has one row for each combination of title, owner, period, currency and market',
    effect: 'A publisher is paid twice for the same use, or not for all of it.',
    source: `${report}: an owner change results in two rows; our interpretation`,
  },
  periodOnce: {
    id: 'BOKB-DDS-25',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'The client reports each title once for a period',
    effect: 'A publisher is paid twice for the same use.',
    source: `${report}: one report contains all data of a period; corrections are not specified`,
  },
  loansAsList: {
    id: 'BOKB-DDS-26',
    level: 'INFO',
    actors: ['library client', 'subscription client'],
    operations: ['reportLoan'],
    text: 'The client reports loans as an array',
    source: `${loan}: the later version`,
  },
} satisfies Record<string, DdsRequirement>);
