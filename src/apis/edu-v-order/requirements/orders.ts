import { defineRequirements } from '../../../platform/requirements/requirement.js';
import type { CreditOrderRequest, OrderRequest } from '../messages.js';
import { orderSources } from '../sources.js';
import { requests, type OrderRequirement } from './actors-and-operations.js';

const { api } = orderSources;

type Request = OrderRequest | CreditOrderRequest;
const hasLines = ({ orderLines }: Request) => (orderLines ?? []).length > 0;

/** Requirements of a Bestelomgeving that sends orders. */
export const requestRequirements = defineRequirements({
  sameContent: {
    id: 'EDUV-ORDER-10',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'A message with a repeated requestReferenceId has the same content as the first one',
    effect: 'The seller ignores the changed content and delivers the first version.',
    source: `${api}, OrderRequest.requestReferenceId: unique id of this request`,
    stateful: true,
  },
  someLines: {
    id: 'EDUV-ORDER-31',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'The order has at least one line',
    effect: 'The seller gets an order with nothing to deliver.',
    source: `ours: an order without lines orders nothing; ${api}, OrderRequest.orderLines: no minItems`,
    appliesTo: ({ orderLines }: Request) => orderLines !== undefined,
  },
  positiveQuantity: {
    id: 'EDUV-ORDER-32',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'Each quantity is at least 1',
    effect: 'The seller cannot deliver or credit the line.',
    source: `ours: nothing can be delivered; ${api}, orderLines.quantity: no minimum`,
    appliesTo: hasLines,
  },
  distinctLineIds: {
    id: 'EDUV-ORDER-33',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'Each purchaseOrderLineId occurs once in the message',
    effect: 'The buyer cannot see which of the two lines was declined or credited.',
    source: `ours: it identifies the line; ${api}, orderLines.purchaseOrderLineId`,
    appliesTo: ({ orderLines }: Request) =>
      (orderLines ?? []).filter(({ purchaseOrderLineId }) => purchaseOrderLineId !== undefined)
        .length > 1,
  },
  countryCode: {
    id: 'EDUV-ORDER-34',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptOrder'],
    text: 'countryCode is an ISO 3166-1 alpha-2 code',
    effect: 'The seller cannot determine the country, and the shipment stops.',
    source: `${api}, deliveryLocation.countryCode: ISO 3166 alpha-2`,
    appliesTo: ({ deliveryLocation }: OrderRequest) => deliveryLocation?.countryCode !== undefined,
  },
  freshPurchaseOrder: {
    id: 'EDUV-ORDER-35',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptOrder'],
    text: 'Each new order has a new purchaseOrderId',
    effect: 'The seller cannot know which of the two orders a credit is for.',
    source: `ours: no message changes an order; ${api}, OrderRequest.purchaseOrderId`,
  },
  dutchZipCode: {
    id: 'EDUV-ORDER-38',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptOrder'],
    text: 'A Dutch zipCode consists of four digits and two letters',
    effect: 'The carrier cannot deliver the books to that address.',
    source: `ours: the form of a Dutch postal code; ${api}, deliveryLocation.zipCode: no pattern`,
    appliesTo: ({ deliveryLocation }: OrderRequest) => deliveryLocation?.countryCode === 'NL',
  },
} satisfies Record<string, OrderRequirement>);
