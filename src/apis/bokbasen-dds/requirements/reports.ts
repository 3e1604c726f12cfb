import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { report, loan } = ddsPages;

/** Requirements of how DDS takes reports of use. */
export const reportRequirements = defineRequirements({
  emptyReport: {
    id: 'BOKB-DDS-180',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming', 'reportLoan'],
    text: 'The response to an accepted report has no body',
    effect:
      'A client that expects no body may treat an accepted report as an error, and send it again.',
    source: `${report}, ${loan}: 204, empty body`,
    stateful: true,
  },
  tooLarge: {
    id: 'BOKB-DDS-181',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'DDS answers 413 to a report of more than 6 MB',
    effect:
      'The service cannot see that it has to split its report, and the publishers are not paid.',
    source: `ours: the status cannot be read; based on ${report}: an error for a payload of more than 6 MB`,
    stateful: true,
  },
  largeTaken: {
    id: 'BOKB-DDS-182',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'DDS accepts a report of less than 6 MB',
    effect: 'A large service cannot report its use, and the publishers are not paid.',
    source: `${report}: a payload over 6 MB`,
    stateful: true,
  },
  loanAlone: {
    id: 'BOKB-DDS-183',
    level: 'INFO',
    actors: ['dds server'],
    operations: ['reportLoan'],
    text: 'DDS accepts a single loan that is not in an array',
    source: `ours: a hint; based on ${loan}: an object in the earlier version`,
    stateful: true,
  },
  ownerAsNumber: {
    id: 'BOKB-DDS-184',
    level: 'INFO',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'DDS accepts a productOwnerId that is a number',
    source: `ours: a hint; based on ${report}: productOwnerId, a numeric id, a string in the example`,
    stateful: true,
  },
  ownerChange: {
    id: 'BOKB-DDS-185',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'DDS accepts two rows for a title with two owners in the same period',
    effect: 'A publisher that sold a title in the period is not paid for its part.',
    source: `${report}: an owner change results in two rows`,
    stateful: true,
  },
  priceOptional: {
    id: 'BOKB-DDS-186',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'DDS accepts a report without price',
    effect:
      'A service without a price for each reading cannot report its use, and the publishers are not paid.',
    source: `${report}: price.ppu is Optional`,
    stateful: true,
  },
  tibiBody: {
    id: 'BOKB-DDS-187',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['reportTibiLoan'],
    text: 'A report to tibi conforms to its documentation',
    source: `ours: nobody published the body; based on ${loan}: /reporting/loan/tibi/v1`,
    notTestedReason: 'The body is not documented; the runner sends the body of reporting/loan',
  },
  reportMinimum: {
    id: 'BOKB-DDS-238',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'DDS accepts a report with and without its optional attributes',
    effect:
      'Services that do not know an optional value cannot report, and the publishers are not paid.',
    source: `${report}: productOwnerName, paid and trial values, price, currency and market are Optional`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
