import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenOrderPages } from '../sources.js';
import {
  clients,
  everyOperation,
  readOperations,
  updates,
  type OrderRequirement,
} from './actors-and-operations.js';

const { send, get, status, quantity, changes, authentication, editx } = bokbasenOrderPages;
const inside = 'How a client processes a response is not visible from outside';
const tokenServerReason = 'The runner does not test token servers';

/** Requirements that nobody can test from outside, each with its reason. */
export const notTestedRequirements = defineRequirements({
  parsesNothing: {
    id: 'BOKB-ORDER-16',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The buyer accepts Location in any letter case and an empty body',
    source: `${send}: 202, empty body; ${changes}: header names`,
    notTestedReason: inside,
  },
  newRowRead: {
    id: 'BOKB-ORDER-17',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['getOrder'],
    text: 'The buyer treats a quantity change as a separate row with its own id',
    source: `${quantity}: a new row`,
    notTestedReason: inside,
  },
  shipToAgreed: {
    id: 'BOKB-ORDER-18',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['sendOrder'],
    text: 'The order contains a ShipToParty only if the receiver agreed to it',
    source: `${send}: ShipToParty is not required`,
    notTestedReason: 'Agreements between buyer and seller are not part of a message',
  },
  taxIncluded: {
    id: 'BOKB-ORDER-39',
    level: 'MUST',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'price.amount includes tax',
    source: `${status}, price: amount including tax`,
    notTestedReason: 'The value of an amount does not show whether it includes tax',
  },
  tokenKept: {
    id: 'BOKB-ORDER-42',
    level: 'MUST',
    actors: clients,
    operations: everyOperation,
    text: 'The client reuses a token while it is valid',
    source: `${authentication}: one token covers all requests`,
    notTestedReason:
      'The token server returns the same token again, so calls do not show how often it ' +
      'was requested',
  },
  readsBothLinks: {
    id: 'BOKB-ORDER-43',
    level: 'MUST',
    actors: clients,
    operations: readOperations,
    text: 'The client reads links as an array in the list, and _links as an object in the order',
    source: `${get}: both examples`,
    notTestedReason: inside,
  },
  readsCreated: {
    id: 'BOKB-ORDER-44',
    level: 'MUST',
    actors: clients,
    operations: readOperations,
    text: 'The client parses created with a Z where ISO 8601 has a T',
    source: `${get}: created`,
    notTestedReason: inside,
  },
  emptyAnswerRead: {
    id: 'BOKB-ORDER-45',
    level: 'MUST',
    actors: clients,
    operations: updates,
    text: 'The client treats an empty response to an update as success',
    source: `${status}, ${quantity}: 200, empty body`,
    notTestedReason: inside,
  },
  followsEditx: {
    id: 'BOKB-ORDER-46',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['getOrderEditx'],
    text: 'The client fetches the order document from the URL in _links.editx',
    source: `ours: the path may change; based on ${get}: _links.editx`,
    notTestedReason: 'A call does not show the origin of its URL',
  },
  oldPlatform: {
    id: 'BOKB-ORDER-47',
    level: 'MUST',
    actors: clients,
    operations: everyOperation,
    text: 'The client sends a ticket and a Date with every call to the legacy platform',
    source: `${changes}: end of life 31.01.2025`,
    notTestedReason: 'The legacy platform was switched off on 1 February 2025',
  },
  audience: {
    id: 'BOKB-ORDER-117',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: everyOperation,
    text:
      'The token server accepts the audience https://api.bokbasen.io/orders/ with the ' +
      'trailing slash',
    source: `${authentication}; ${changes}`,
    notTestedReason: tokenServerReason,
  },
  tokenErrors: {
    id: 'BOKB-ORDER-118',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: everyOperation,
    text: 'The token server answers 401 to wrong credentials and 403 to a wrong audience',
    source: authentication,
    notTestedReason: tokenServerReason,
  },
  licences: {
    id: 'BOKB-ORDER-119',
    level: 'INFO',
    actors: ['bokbasen-orders server'],
    operations: ['updateOrderLineStatus'],
    text: 'The provider reports how many licences of an assigned organisation are used',
    source: `${status}, FULLFILLED_ASSIGNED_ORGANIZATION: the provider can report the number of licences in use; no page describes how`,
    notTestedReason: 'No operation of the Order API reports this',
  },
  testOrder: {
    id: 'BOKB-ORDER-120',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder'],
    text: 'An order with PurposeCode Test is processed but not delivered',
    source: `ours: that is what the code means; based on ${editx}: PurposeCode, Test`,
    notTestedReason: 'Delivery is not part of the API',
  },
} satisfies Record<string, OrderRequirement>);
