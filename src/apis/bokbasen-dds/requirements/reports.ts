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
    text: 'A report that is taken is answered without a body',
    source: `${report}, ${loan}: 204, empty body`,
  },
  tooLarge: {
    id: 'BOKB-DDS-181',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'A report of more than 6 MB is answered 413',
    source: `${report}: a payload over 6 MB; the status is inferred`,
    stateful: true,
  },
  largeTaken: {
    id: 'BOKB-DDS-182',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'A report of less than 6 MB is taken',
    source: `${report}: a payload over 6 MB`,
    stateful: true,
  },
  loanAlone: {
    id: 'BOKB-DDS-183',
    level: 'INFO',
    actors: ['dds server'],
    operations: ['reportLoan'],
    text: 'A loan that is reported alone, and in no list, is taken',
    source: `${loan}: the earlier version`,
    stateful: true,
  },
  ownerAsNumber: {
    id: 'BOKB-DDS-184',
    level: 'INFO',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'A productOwnerId that is a number is taken',
    source: `${report}: numeric id; the example is a text`,
    stateful: true,
  },
  ownerChange: {
    id: 'BOKB-DDS-185',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'A title with two owners in a period is taken as two rows',
    source: `${report}: an owner change is two rows`,
    stateful: true,
  },
  priceOptional: {
    id: 'BOKB-DDS-186',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportStreaming'],
    text: 'A report without price is taken',
    source: `${report}: price.ppu is Optional`,
    stateful: true,
  },
  tibiBody: {
    id: 'BOKB-DDS-187',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['reportTibiLoan'],
    text: 'A report to tibi is as its page has it',
    source: `${loan}: tibi`,
    notTestedReason: 'Of its body nothing is known: that of reporting/loan is sent',
  },
} satisfies Record<string, DdsRequirement>);
