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
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'A repeated requestReferenceId repeats the whole message',
    source: `${api}, requestReferenceId: the same request sent again`,
    stateful: true,
  },
  someLines: {
    id: 'EDUV-ORDER-31',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'An order has at least one line',
    source: `${api}, orderLines: no minItems; ours`,
    appliesTo: ({ orderLines }: Request) => orderLines !== undefined,
  },
  positiveQuantity: {
    id: 'EDUV-ORDER-32',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'A quantity is at least 1',
    source: `${api}, quantity: no minimum; ours`,
    appliesTo: hasLines,
  },
  distinctLineIds: {
    id: 'EDUV-ORDER-33',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: requests,
    text: 'A purchaseOrderLineId stands for one line of the message',
    source: `${api}, purchaseOrderLineId; ours`,
    appliesTo: ({ orderLines }: Request) =>
      (orderLines ?? []).filter(({ purchaseOrderLineId }) => purchaseOrderLineId !== undefined)
        .length > 1,
  },
  countryCode: {
    id: 'EDUV-ORDER-34',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptOrder'],
    text: 'A countryCode is ISO 3166-1 alpha-2',
    source: `${api}, deliveryLocation.countryCode: stated in the text`,
    appliesTo: ({ deliveryLocation }: OrderRequest) => deliveryLocation?.countryCode !== undefined,
  },
  freshPurchaseOrder: {
    id: 'EDUV-ORDER-35',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptOrder'],
    text: 'A new order has a purchaseOrderId of its own',
    source: `${api}, purchaseOrderId: amendments are not described; ours`,
  },
  dutchZipCode: {
    id: 'EDUV-ORDER-38',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptOrder'],
    text: 'A Dutch zipCode has four digits and two letters',
    source: 'Dutch postal codes; ours',
    appliesTo: ({ deliveryLocation }: OrderRequest) => deliveryLocation?.countryCode === 'NL',
  },
} satisfies Record<string, OrderRequirement>);
