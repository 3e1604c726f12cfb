import { defineRequirements } from '../../../platform/requirements/requirement.js';
import type { LineStatusUpdate } from '../messages.js';
import { bokbasenOrderPages } from '../sources.js';
import { clients, updates, type OrderRequirement } from './actors-and-operations.js';

const { status, quantity } = bokbasenOrderPages;

const hasPeriod = ({ valid_from, valid_to }: LineStatusUpdate) =>
  valid_from !== undefined && valid_to !== undefined;
const hasTerms = ({ valid_from, valid_to, price }: LineStatusUpdate) =>
  [valid_from, valid_to, price].some((one) => one !== undefined);

/** Requirements of buyers and sellers that update order lines. */
export const updateRequirements = defineRequirements({
  knownFieldsOnly: {
    id: 'BOKB-ORDER-20',
    level: 'INFO',
    actors: clients,
    operations: updates,
    text: 'A message holds only fields that the page names',
    source: `${status}, ${quantity}: the body`,
  },
  reasonWithRejection: {
    id: 'BOKB-ORDER-21',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'A REJECTED carries a comment',
    source: `${status}, REJECTED: a comment is highly recommended`,
    appliesTo: ({ status: given }: LineStatusUpdate) => given === 'REJECTED',
  },
  processedLine: {
    id: 'BOKB-ORDER-22',
    level: 'MUST',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'Only a line that was processed without errors is updated',
    source: `${status}: conditions of the values`,
  },
  lineMove: {
    id: 'BOKB-ORDER-23',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'A line that is blocked or rejected stays so, and a fulfilled one is not taken back',
    source: `${status}: FULFILLED_BLOCKED; ours`,
  },
  periodForward: {
    id: 'BOKB-ORDER-24',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'valid_from is not after valid_to',
    source: `${status}: valid_from, valid_to; ours`,
    appliesTo: hasPeriod,
  },
  jsonType: {
    id: 'BOKB-ORDER-26',
    level: 'MUST',
    actors: clients,
    operations: updates,
    text: 'An update is sent with Content-Type: application/json',
    source: `${status}, ${quantity}: Content-Type is required`,
  },
  sellerUpdates: {
    id: 'BOKB-ORDER-28',
    level: 'SHOULD',
    actors: clients,
    operations: ['updateOrderLineStatus'],
    text: 'The status of a line is updated by the seller of its order',
    source: `${status}: every value tells what the seller did; ours`,
  },
  percentOfTax: {
    id: 'BOKB-ORDER-29',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'price.tax is in percent: 25, and not 0.25',
    source: `${status}, price: tax in percent; ours`,
    appliesTo: ({ price }: LineStatusUpdate) => price !== undefined,
  },
  reduceOrdered: {
    id: 'BOKB-ORDER-30',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'A quantity is reduced by no more than what is left of it',
    source: `${quantity}: 403 when the number is larger than the total`,
  },
  blockedLine: {
    id: 'BOKB-ORDER-31',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'The quantity of a FULFILLED_BLOCKED line is not changed',
    source: `${quantity}: 403 for FULFILLED_BLOCKED`,
  },
  orderedProduct: {
    id: 'BOKB-ORDER-32',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'A quantity update names a product of the order',
    source: `${quantity}: no new products`,
  },
  processedOrder: {
    id: 'BOKB-ORDER-33',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'A quantity is reduced once its order was processed without errors',
    source: `${quantity}: the status of the rows is checked; ours`,
  },
  senderReduces: {
    id: 'BOKB-ORDER-34',
    level: 'MUST',
    actors: clients,
    operations: ['updateOrderLineQuantity'],
    text: 'A quantity is updated by the sender of its order',
    source: `${quantity}: the sender of an order`,
  },
  termsWithDelivery: {
    id: 'BOKB-ORDER-35',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'Period and price come with a status of delivery',
    source: `${status}: to be sent when an order of a digital learning product is confirmed; ours`,
    appliesTo: hasTerms,
  },
  answersChange: {
    id: 'BOKB-ORDER-36',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'A change of quantity that the buyer asks for is answered by the seller',
    source: `${quantity}: REQUESTED; ours`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
