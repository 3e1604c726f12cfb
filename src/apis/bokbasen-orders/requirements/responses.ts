import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenOrderPages } from '../sources.js';
import {
  everyOperation,
  messages,
  readOperations,
  updates,
  type OrderRequirement,
} from './actors-and-operations.js';

const { send, get, status, quantity, changes } = bokbasenOrderPages;

/** Requirements of the responses of Bokbasen. */
export const responseRequirements = defineRequirements({
  location: {
    id: 'BOKB-ORDER-50',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder'],
    text: 'The response to an order contains the URL of the order in Location',
    effect: 'The bookshop cannot find out whether its order was processed.',
    source: `${send}: Location`,
    stateful: true,
  },
  locationLeads: {
    id: 'BOKB-ORDER-51',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'The Location of an order returns the order',
    effect:
      'The bookshop follows the state of another order, or of none, and its customer waits in vain.',
    source: `${send}: Location, the URL of the order`,
    stateful: true,
  },
  emptySuccess: {
    id: 'BOKB-ORDER-52',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: messages,
    text: 'The response to an accepted order or update has no body',
    effect:
      'A client that expects no body may treat an accepted order or update as an error, and send it again.',
    source: `${send}, ${status}, ${quantity}: empty body`,
    stateful: true,
  },
  halType: {
    id: 'BOKB-ORDER-53',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: readOperations,
    text: 'The list and the order have Content-Type: application/hal+json',
    effect: 'A HAL client of a bookshop or publisher refuses to read the order.',
    source: `${get}: Content-Type`,
    stateful: true,
  },
  xmlAnswer: {
    id: 'BOKB-ORDER-54',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['getOrderEditx'],
    text: 'The document of an order has Content-Type: application/xml',
    effect: 'The order system of the publisher does not import the document.',
    source: `ours: the usual type of XML; based on ${get}: the EDItX representation of an order`,
    stateful: true,
  },
  errorBody: {
    id: 'BOKB-ORDER-55',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: everyOperation,
    text: 'An error response has no body, or an object with a message',
    effect: 'Support cannot see from the log why the order or update was refused.',
    source: `ours: a client cannot rely on any other body; based on ${send}, ${get}, ${status}, ${quantity}: errors are "40x", without a body`,
    stateful: true,
  },
  noServerError: {
    id: 'BOKB-ORDER-56',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: everyOperation,
    text: 'The server never answers a request with a 5xx status',
    effect:
      'A client repeats the call, because it looks like a temporary error, and the order stays undone.',
    source: `${send}, ${get}, ${status}, ${quantity}: a call is answered with its success status or with "40x"`,
    stateful: true,
  },
  challenge: {
    id: 'BOKB-ORDER-57',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: everyOperation,
    text: 'A 401 response contains a WWW-Authenticate header',
    effect:
      'An HTTP library may not fetch a new token, so that calls fail until somebody restarts the client.',
    source: `ours: HTTP libraries react to it; based on RFC 9110 §15.5.2, no page of Bokbasen shows it`,
    stateful: true,
  },
  allow: {
    id: 'BOKB-ORDER-58',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: everyOperation,
    text: 'A 405 response lists the supported methods in the Allow header',
    effect: 'A developer who uses a wrong method has to guess the right one.',
    source:
      'RFC 9110 §15.5.6: "The origin server MUST generate an Allow header field in a 405 response"',
    stateful: true,
  },
  dateNotNeeded: {
    id: 'BOKB-ORDER-59',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['listOrders'],
    text: 'The server needs no Date header in a call',
    effect:
      'Clients that were written for the current platform send no Date, and none of their calls work.',
    source: `${changes}: Date is no longer needed`,
    stateful: true,
  },
  otherType: {
    id: 'BOKB-ORDER-60',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: messages,
    text: 'The server rejects a body with another media type with 415 or a 40x status',
    effect:
      'A document in another format is read as an order, and the publisher delivers the wrong thing.',
    source: `${send}: Content-Type application/xml is required; ${status}, ${quantity}: Content-Type application/json is required`,
    stateful: true,
  },
  charset: {
    id: 'BOKB-ORDER-61',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: messages,
    text: 'The server accepts a charset parameter after the media type',
    effect: 'Orders of clients whose HTTP library adds a charset are refused.',
    source: `ours: HTTP libraries add it; based on RFC 9110 §8.3.1, and ${send}: Content-Type`,
    stateful: true,
  },
  unknownField: {
    id: 'BOKB-ORDER-62',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: updates,
    text: 'The server accepts a message with undocumented fields',
    effect: 'A publisher or bookshop that adds a field for itself can make no updates any more.',
    source: `${status}, ${quantity}: the fields of the body; the pages forbid no other field, so a message with one is valid`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
