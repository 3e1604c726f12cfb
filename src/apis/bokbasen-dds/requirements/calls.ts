import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenSources } from '../../bokbasen/rejections.js';
import { ddsPages } from '../sources.js';
import {
  callers,
  describedBodies,
  jsonOperations,
  protectedOperations,
  shops,
  type DdsRequirement,
} from './actors-and-operations.js';

const { order, content, idm, report } = ddsPages;

/** Requirements of every call, and of registering accounts. */
export const callRequirements = defineRequirements({
  knownFieldsOnly: {
    id: 'BOKB-DDS-04',
    level: 'INFO',
    actors: shops,
    operations: describedBodies,
    text: 'A message holds only fields that the page names',
    source: `${order}: JSON attributes`,
  },
  validMessage: {
    id: 'BOKB-DDS-06',
    level: 'MUST',
    actors: callers,
    operations: protectedOperations,
    text: 'A message and its parameters are as the page has them',
    source: `${order}, ${report}: required attributes and formats`,
  },
  authorised: {
    id: 'BOKB-DDS-07',
    level: 'MUST',
    actors: callers,
    operations: protectedOperations,
    text: 'A call carries a token for the audience of its service',
    source: bokbasenSources.audiences,
  },
  provided: {
    id: 'BOKB-DDS-08',
    level: 'MUST',
    actors: callers,
    operations: protectedOperations,
    text: 'A path is called by its method',
    source: `${order}, and the pages beside it: their operations`,
  },
  acceptsJson: {
    id: 'BOKB-DDS-09',
    level: 'MUST',
    actors: callers,
    operations: jsonOperations,
    text: 'A call says in Accept that it takes application/json',
    source: `${order}, ${content}, ${idm}: Accept is Required`,
  },
  noDate: {
    id: 'BOKB-DDS-27',
    level: 'INFO',
    actors: callers,
    operations: protectedOperations,
    text: 'A call has no header Date',
    source: `${bokbasenSources.audiences}: Date is not needed any more`,
  },
  oneAccount: {
    id: 'BOKB-DDS-28',
    level: 'MUST',
    actors: callers,
    operations: ['registerAccount'],
    text: 'An e-mail address is registered once',
    source: `${idm}: email is unique`,
  },
} satisfies Record<string, DdsRequirement>);
