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
    source: `ours: such a period has no day; based on ${report}: periodFrom, periodTo`,
  },
  rowsDistinct: {
    id: 'BOKB-DDS-24',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'The report has one row for each combination of title, owner, period, currency and market',
    effect: 'A publisher is paid twice for the same use, or not for all of it.',
    source: `ours: two equal rows count twice; based on ${report}: an owner change results in two rows`,
  },
  periodOnce: {
    id: 'BOKB-DDS-25',
    level: 'SHOULD',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'The client reports each title once for a period',
    effect: 'A publisher is paid twice for the same use.',
    source: `ours: a repeat counts twice; based on ${report}: one delivery has all data of a period`,
  },
  loansAsList: {
    id: 'BOKB-DDS-26',
    level: 'INFO',
    actors: ['library client', 'subscription client'],
    operations: ['reportLoan'],
    text: 'The client reports loans as an array',
    source: `ours: a hint; based on ${loan}: an array in the later version, an object in the earlier one`,
  },
  recentPeriod: {
    id: 'BOKB-DDS-242',
    level: 'SHOULD',
    actors: ['subscription client', 'library client'],
    operations: ['reportStreaming', 'reportLoan', 'reportTibiLoan'],
    text: 'The period of a report is at most two years ago, and not in the future',
    effect: 'The publishers are paid for another period, or not at all.',
    source: `ours: use is reported when its month is over; based on ${report}: periodFrom, periodTo, whole months, and ${loan}: date`,
  },
} satisfies Record<string, DdsRequirement>);
