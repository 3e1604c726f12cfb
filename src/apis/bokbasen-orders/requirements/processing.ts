import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenOrderPages } from '../sources.js';
import { readOperations, type OrderRequirement } from './actors-and-operations.js';

const { send, get, api, editx } = bokbasenOrderPages;

/** Requirements of how Bokbasen processes an order, and of who sees it. */
export const processingRequirements = defineRequirements({
  references: {
    id: 'BOKB-ORDER-63',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder'],
    text: 'An order with a ShipToParty and two header references becomes SENT',
    source: `${send}: its example; two ReferenceCoded are supported`,
    stateful: true,
  },
  minimalOrder: {
    id: 'BOKB-ORDER-64',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder'],
    text: 'An order without SellerParty becomes SENT to the seller of its products',
    source: `${send}: the example has no SellerParty; ${editx}; our interpretation`,
    stateful: true,
  },
  editxOutcome: {
    id: 'BOKB-ORDER-65',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder'],
    text:
      'The server handles an order that violates the EDItX schema as the rule EDITX_SCHEMA ' +
      'specifies',
    source: `${send}: errors are "40x"`,
    stateful: true,
    rule: 'EDITX_SCHEMA',
  },
  otherBuyer: {
    id: 'BOKB-ORDER-66',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder'],
    text: 'The server rejects an order whose BuyerParty is not the sender',
    source: `${send}: the sending company; our interpretation`,
    stateful: true,
  },
  processed: {
    id: 'BOKB-ORDER-67',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'An order that was answered with 202 becomes SENT or FAILED',
    source: `${send}: it will be processed; ${get}: status`,
    stateful: true,
  },
  goodIsSent: {
    id: 'BOKB-ORDER-68',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'A valid order and its lines become SENT',
    source: `${get}, SENT: the status after processing without errors`,
    stateful: true,
  },
  numberOnce: {
    id: 'BOKB-ORDER-69',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'An order with an OrderNumber that the buyer already used does not become SENT',
    source: `${send}: OrderNumber must be unique; the reaction is our choice`,
    stateful: true,
  },
  numberOnceAtOnce: {
    id: 'BOKB-ORDER-70',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text:
      'Of several orders with the same OrderNumber sent at the same moment, only one ' +
      'becomes SENT',
    source: `${send}: OrderNumber must be unique; our interpretation`,
    stateful: true,
  },
  unknownProduct: {
    id: 'BOKB-ORDER-71',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'An order for an unknown product does not become SENT',
    source: `${api}: products in the metadata database; the reaction is our choice`,
    stateful: true,
  },
  ebookFails: {
    id: 'BOKB-ORDER-72',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'An order for an e-book does not become SENT',
    source: `${api}: e-books have a separate API; the reaction is our choice`,
    stateful: true,
  },
  unusableLineFails: {
    id: 'BOKB-ORDER-73',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'An order with a wrong check digit or a quantity below 1 does not become SENT',
    source: `${send}: OrderQuantity, EAN; our interpretation`,
    stateful: true,
  },
  failedLines: {
    id: 'BOKB-ORDER-74',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['getOrder'],
    text: 'The lines of an order that is not SENT have the status of the order',
    source: `${get}: UNPROCESSED and FAILED of lines; our interpretation`,
    stateful: true,
  },
  senderAlone: {
    id: 'BOKB-ORDER-75',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: readOperations,
    text: 'Only the sender can read an order that is UNPROCESSED or FAILED',
    source: `${get}: visible to the sender only`,
    stateful: true,
  },
  strangers: {
    id: 'BOKB-ORDER-76',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['listOrders', 'getOrder', 'getOrderEditx'],
    text: 'Only the buyer and the seller can read an order',
    source: `${get}: based on access rights`,
    stateful: true,
  },
  notFound: {
    id: 'BOKB-ORDER-77',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['getOrder', 'getOrderEditx', 'updateOrderLineStatus', 'updateOrderLineQuantity'],
    text:
      'The server answers 404 to a request for an order or a line that does not exist or ' +
      'that the caller cannot access',
    source: `${get}: based on access rights; 404 is our choice`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
