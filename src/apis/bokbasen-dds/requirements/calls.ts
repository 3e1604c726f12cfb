import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenSources } from '../../bokbasen/rejections.js';
import { ddsPages } from '../sources.js';
import {
  callers,
  describedBodies,
  jsonOperations,
  orderOperations,
  protectedOperations,
  shops,
  type DdsRequirement,
} from './actors-and-operations.js';

const { order, subscription, content, idm, report, loan, changes } = ddsPages;

/** Requirements of every call, and of registering accounts. */
export const callRequirements = defineRequirements({
  knownFieldsOnly: {
    id: 'BOKB-DDS-04',
    level: 'INFO',
    actors: shops,
    operations: describedBodies,
    text: 'The message contains only documented fields',
    source: `ours: a hint for a typing error; based on ${order}, ${subscription}, ${idm}, ${report}, ${loan}: the attributes`,
  },
  validMessage: {
    id: 'BOKB-DDS-06',
    level: 'MUST',
    actors: callers,
    operations: protectedOperations,
    text: 'The message and the parameters conform to the documentation of the operation',
    effect: 'The call is refused, and the reader gets no book or the use is not reported.',
    source: `${order}, ${report}: required attributes and formats`,
  },
  authorised: {
    id: 'BOKB-DDS-07',
    level: 'MUST',
    actors: callers,
    operations: protectedOperations,
    text: 'The call carries a token for the audience of the service',
    effect: 'The call is refused, and no title can be sold or opened.',
    source: bokbasenSources.audiences,
  },
  provided: {
    id: 'BOKB-DDS-08',
    level: 'MUST',
    actors: callers,
    operations: protectedOperations,
    text: 'The client calls each path with a method that it supports',
    effect: 'The call is refused, and the client does not reach the operation that it needs.',
    source: `${order} and related pages: their operations`,
  },
  acceptsJson: {
    id: 'BOKB-DDS-09',
    level: 'MUST',
    actors: callers,
    operations: jsonOperations,
    text: 'The Accept header of the call includes application/json',
    effect: 'The call is refused, or answered in a format that the client cannot read.',
    source: `${order}, ${content}, ${idm}: Accept is Required`,
  },
  jsonType: {
    id: 'BOKB-DDS-209',
    level: 'MUST',
    actors: callers,
    operations: [...orderOperations, 'registerAccount'],
    text: 'The message has Content-Type: application/json',
    effect: 'The order or registration is refused, because DDS does not read other formats.',
    source: `${order}, ${subscription}, ${idm}: Content-type is Required`,
  },
  jsonReport: {
    id: 'BOKB-DDS-210',
    level: 'SHOULD',
    actors: callers,
    operations: ['reportStreaming', 'reportLoan', 'reportTibiLoan', 'reportRvu'],
    text: 'The report has Content-Type: application/json',
    effect: 'The report is refused, and the publishers are not paid.',
    source: `ours: the usual type of JSON; based on ${report}, ${loan}: their examples are JSON`,
  },
  noDate: {
    id: 'BOKB-DDS-27',
    level: 'INFO',
    actors: callers,
    operations: protectedOperations,
    text: 'The call has no Date header',
    source: `${changes}: Date is no longer needed`,
  },
  oneAccount: {
    id: 'BOKB-DDS-28',
    level: 'MUST',
    actors: callers,
    operations: ['registerAccount'],
    text: 'The client registers each e-mail address once',
    effect: 'The registration is refused, and the store cannot put the book on a shelf.',
    source: `${idm}: email is unique`,
  },
} satisfies Record<string, DdsRequirement>);
