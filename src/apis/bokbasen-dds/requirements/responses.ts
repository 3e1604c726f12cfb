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
    text: 'DDS never answers a request with a 5xx status',
    effect:
      'A store repeats the call, because it looks like a temporary error, and the reader waits.',
    source: `${errors}: 500 is an unknown internal error; our interpretation`,
  },
  errorBody: {
    id: 'BOKB-DDS-33',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: everyOperation,
    text:
      'An error response has a JSON body that gives the reason in data or message; a 401 may ' +
      'have no body',
    effect: 'Support cannot see from the log why the call was refused.',
    source: `${idm}: {"data": …}; bodies of other errors are not documented; our interpretation`,
    stateful: true,
  },
  challenge: {
    id: 'BOKB-DDS-34',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'A 401 response contains a WWW-Authenticate header',
    effect:
      'An HTTP library may not fetch a new token, so that no title can be sold until somebody restarts the store.',
    source: 'RFC 9110 §15.5.2; not specified by Bokbasen',
    stateful: true,
  },
  allow: {
    id: 'BOKB-DDS-35',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: everyOperation,
    text: 'A 405 response lists the supported methods in the Allow header',
    effect: 'A developer who uses a wrong method has to guess the right one.',
    source: 'RFC 9110 §15.5.6; not specified by Bokbasen',
    stateful: true,
  },
  notAcceptable: {
    id: 'BOKB-DDS-36',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: jsonOperations,
    text: 'DDS answers 406 to an Accept header that excludes JSON',
    effect:
      'A client gets a format that it cannot read, and reports an error that is hard to find.',
    source: `${order}, ${idm}, version of 2015: 406; now "40x"`,
    stateful: true,
  },
  dateIgnored: {
    id: 'BOKB-DDS-37',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'DDS needs no Date header, and ignores one with another date',
    effect:
      'Clients that were written for the current platform send no Date, and none of their calls work.',
    source:
      `${bokbasenSources.audiences}: Date is no longer needed; that it is accepted was ` +
      'observed in a client; our interpretation',
    stateful: true,
  },
  trailingSlash: {
    id: 'BOKB-DDS-38',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['placeOrder', 'registerAccount'],
    text: 'DDS treats a path with a trailing slash as the same path',
    effect:
      'Stores that call the path with a slash, as on the legacy platform, cannot sell anything.',
    source: 'Observed in a client, on the legacy platform: /order/, /register/; our interpretation',
    stateful: true,
  },
  ticketRefused: {
    id: 'BOKB-DDS-39',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'DDS answers 401 to a ticket of the legacy platform',
    effect: 'A store that still uses tickets does not notice that it has to change.',
    source: `${bokbasenSources.audiences}: Bearer replaces it; the status is our choice`,
    stateful: true,
  },
  otherMediaType: {
    id: 'BOKB-DDS-40',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: bodyOperations,
    text: 'DDS answers 415 or 400 to a body with a media type other than application/json',
    effect: 'A body in another format is read as an order, and the reader gets the wrong title.',
    source: `${order}: Content-type is Required; the status is our choice`,
    stateful: true,
  },
  unknownFieldTaken: {
    id: 'BOKB-DDS-41',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: describedBodies,
    text: 'DDS accepts a message with undocumented fields',
    effect: 'Orders with the additional fields of international e-books are refused.',
    source:
      'International e-books: orders contain more fields, which are not named; our ' +
      'interpretation',
    stateful: true,
  },
  tokenAgain: {
    id: 'BOKB-DDS-42',
    level: 'MUST',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'A token is valid for many calls',
    effect:
      'Every call needs a new token, and the store is blocked by the token server at peak times.',
    source: `${bokbasenSources.tokens}: one token serves until it expires`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
