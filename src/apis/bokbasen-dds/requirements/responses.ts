import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import {
  orderAndAccountBodies,
  orderOperations,
  reportOperations,
  everyOperation,
  jsonOperations,
  protectedOperations,
  type DdsRequirement,
} from './actors-and-operations.js';

const {
  order,
  subscription,
  content,
  inventory,
  idm,
  errors,
  changes,
  international,
  authentication,
  client,
  report,
  loan,
} = ddsPages;

/** Requirements of the responses of every operation. */
export const responseRequirements = defineRequirements({
  noServerError: {
    id: 'BOKB-DDS-32',
    level: 'MUST',
    actors: ['dds server'],
    operations: everyOperation,
    text: 'DDS never answers a request with a 5xx status',
    effect:
      'A store repeats the call, because it looks like a temporary error, and the reader waits.',
    source: `${order}, ${content}, ${inventory}, ${idm}: errors are "40x"; ${errors}: 500 is an unknown internal error`,
    stateful: true,
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
    source: `ours: a client cannot rely on any other body; based on ${idm}: {"data": "USER_NOT_FOUND"}`,
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
    source: `ours: HTTP libraries react to it; based on RFC 9110 §15.5.2, no page of Bokbasen shows it`,
    stateful: true,
  },
  allow: {
    id: 'BOKB-DDS-35',
    level: 'MUST',
    actors: ['dds server'],
    operations: everyOperation,
    text: 'A 405 response lists the supported methods in the Allow header',
    effect: 'A developer who uses a wrong method has to guess the right one.',
    source:
      'RFC 9110 §15.5.6: "The origin server MUST generate an Allow header field in a 405 response"',
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
    source: `ours: a page lists it for an older version only; based on ${order}, ${idm}, versions of 2015: 406`,
    stateful: true,
  },
  dateNotNeeded: {
    id: 'BOKB-DDS-37',
    level: 'MUST',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'DDS needs no Date header',
    effect:
      'Clients that were written for the current platform send no Date, and none of their calls work.',
    source: `${changes}: Date is no longer needed`,
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
    source: `ours: ${client} posts to /order/ and /register/; based on ${order}, ${idm}: the paths without it`,
    stateful: true,
  },
  ticketRefused: {
    id: 'BOKB-DDS-39',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'DDS answers 401 to a ticket of the legacy platform',
    effect: 'A store that still uses tickets does not notice that it has to change.',
    source: `ours: the status is not written down; based on ${changes}: a Bearer token replaces the ticket, and ${errors}: 401`,
    stateful: true,
  },
  otherMediaType: {
    id: 'BOKB-DDS-40',
    level: 'MUST',
    actors: ['dds server'],
    operations: orderAndAccountBodies,
    text: 'DDS rejects a body with a media type other than application/json with 415 or a 40x status',
    effect: 'A body in another format is read as an order, and the reader gets the wrong title.',
    source: `${order}, ${subscription}, ${idm}: Content-type application/json is Required`,
    stateful: true,
  },
  unknownFieldTaken: {
    id: 'BOKB-DDS-41',
    level: 'MUST',
    actors: ['dds server'],
    operations: orderOperations,
    text: 'DDS accepts an order with undocumented fields',
    effect: 'Orders with the additional fields of international e-books are refused.',
    source: `${international}: orders contain more fields, which are not named`,
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
    source: `${authentication}: one token serves many calls until it expires`,
    stateful: true,
  },
  otherTypeOfReport: {
    id: 'BOKB-DDS-231',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: reportOperations,
    text: 'DDS answers 415 or a 40x status to a report with a media type other than application/json',
    effect: 'A body in another format is read as a report, and the publishers are paid wrongly.',
    source: `ours: the usual type of JSON; based on ${report}, ${loan}: their examples are JSON`,
    stateful: true,
  },
  unknownFieldElsewhere: {
    id: 'BOKB-DDS-232',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount', 'reportStreaming', 'reportLoan'],
    text: 'DDS accepts a registration or a report with undocumented fields',
    effect: 'A service that adds a field for itself can register and report nothing any more.',
    source: `${idm}, ${report}, ${loan}: the attributes; the pages forbid no other field, so a message with one is valid`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
