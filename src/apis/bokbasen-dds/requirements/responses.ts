import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenSources } from '../../bokbasen/rejections.js';
import { ddsPages } from '../sources.js';
import {
  bodyOperations,
  describedBodies,
  everyOperation,
  jsonOperations,
  protectedOperations,
  type DdsRequirement,
} from './actors-and-operations.js';

const { order, idm, errors } = ddsPages;

/** Requirements of the responses of every operation. */
export const responseRequirements = defineRequirements({
  noServerError: {
    id: 'BOKB-DDS-32',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: everyOperation,
    text: 'Nothing that comes is answered with a 5xx',
    source: `${errors}: 500 is an unknown internal error; ours`,
  },
  errorBody: {
    id: 'BOKB-DDS-33',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: everyOperation,
    text: 'A refusal has a JSON body that says why, in data or message',
    source: `${idm}: {"data": …}; of other errors no body is known; ours`,
    stateful: true,
  },
  challenge: {
    id: 'BOKB-DDS-34',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'A 401 carries WWW-Authenticate',
    source: 'RFC 9110 §15.5.2; not stated by Bokbasen',
    stateful: true,
  },
  allow: {
    id: 'BOKB-DDS-35',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: everyOperation,
    text: 'A 405 says in Allow which methods there are',
    source: 'RFC 9110 §15.5.6; not stated by Bokbasen',
    stateful: true,
  },
  notAcceptable: {
    id: 'BOKB-DDS-36',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: jsonOperations,
    text: 'An Accept that does not let JSON pass is answered 406',
    source: `${order}, ${idm}, of 2015: 406; today "40x"`,
    stateful: true,
  },
  dateIgnored: {
    id: 'BOKB-DDS-37',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'A header Date of another day is ignored',
    source:
      `${bokbasenSources.audiences}: Date is not needed any more; that it is let pass is seen ` +
      'at a client',
    stateful: true,
  },
  trailingSlash: {
    id: 'BOKB-DDS-38',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['placeOrder', 'registerAccount'],
    text: 'A path with a slash at its end is the same',
    source: 'Seen at a client, on the older platform: /order/, /register/',
    stateful: true,
  },
  ticketRefused: {
    id: 'BOKB-DDS-39',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'A ticket of the older platform is answered 401',
    source: `${bokbasenSources.audiences}: Bearer takes its place; the status is ours`,
    stateful: true,
  },
  otherMediaType: {
    id: 'BOKB-DDS-40',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: bodyOperations,
    text: 'A body of another media type than application/json is answered 415 or 400',
    source: `${order}: Content-type is Required; the status is ours`,
    stateful: true,
  },
  unknownFieldTaken: {
    id: 'BOKB-DDS-41',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: describedBodies,
    text: 'A message with a field that the page does not name is taken',
    source: 'International e-books: orders have more fields, without names; ours',
    stateful: true,
  },
  tokenAgain: {
    id: 'BOKB-DDS-42',
    level: 'MUST',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'A token is good for many calls',
    source: `${bokbasenSources.tokens}: one token serves until it expires`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
