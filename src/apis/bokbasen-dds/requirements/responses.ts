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
    source: `${idm}: {"data": …}; bodies of other errors are not documented; our interpretation`,
    stateful: true,
  },
  challenge: {
    id: 'BOKB-DDS-34',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'A 401 response contains a WWW-Authenticate header',
    source: 'RFC 9110 §15.5.2; not specified by Bokbasen',
    stateful: true,
  },
  allow: {
    id: 'BOKB-DDS-35',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: everyOperation,
    text: 'A 405 response lists the supported methods in the Allow header',
    source: 'RFC 9110 §15.5.6; not specified by Bokbasen',
    stateful: true,
  },
  notAcceptable: {
    id: 'BOKB-DDS-36',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: jsonOperations,
    text: 'DDS answers 406 to an Accept header that excludes JSON',
    source: `${order}, ${idm}, version of 2015: 406; now "40x"`,
    stateful: true,
  },
  dateIgnored: {
    id: 'BOKB-DDS-37',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'DDS needs no Date header, and ignores one with another date',
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
    source: 'Observed in a client, on the legacy platform: /order/, /register/; our interpretation',
    stateful: true,
  },
  ticketRefused: {
    id: 'BOKB-DDS-39',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: protectedOperations,
    text: 'DDS answers 401 to a ticket of the legacy platform',
    source: `${bokbasenSources.audiences}: Bearer replaces it; the status is our choice`,
    stateful: true,
  },
  otherMediaType: {
    id: 'BOKB-DDS-40',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: bodyOperations,
    text: 'DDS answers 415 or 400 to a body with a media type other than application/json',
    source: `${order}: Content-type is Required; the status is our choice`,
    stateful: true,
  },
  unknownFieldTaken: {
    id: 'BOKB-DDS-41',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: describedBodies,
    text: 'DDS accepts a message with undocumented fields',
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
    source: `${bokbasenSources.tokens}: one token serves until it expires`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
