import { defineRequirements } from '../../../platform/requirements/requirement.js';
import type { LineStatusUpdate } from '../messages.js';
import { bokbasenOrderPages } from '../sources.js';
import { clients, updates, type OrderRequirement } from './actors-and-operations.js';

const { get, status, quantity } = bokbasenOrderPages;

const hasPeriod = ({ valid_from, valid_to }: LineStatusUpdate) =>
  valid_from !== undefined && valid_to !== undefined;
const hasTerms = ({ valid_from, valid_to, price }: LineStatusUpdate) =>
  [valid_from, valid_to, price].some((one) => one !== undefined);

const isFulfilment = ({ status: given }: LineStatusUpdate) => /^FULL?FILLED/.test(given);

/** Requirements of buyers and sellers that update order lines. */
export const updateRequirements = defineRequirements({
  knownFieldsOnly: {
    id: 'BOKB-ORDER-20',
    level: 'INFO',
    actors: clients,
    operations: updates,
    text: 'The message contains only documented fields',
    source: `ours: a hint for a typing error; based on ${status}, ${quantity}: the fields of the body`,
  },
  reasonWithRejection: {
    id: 'BOKB-ORDER-21',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'An update to REJECTED contains a comment',
    effect: 'The bookshop cannot tell its customer why the books are not delivered.',
    source: `${status}, REJECTED: a comment is highly recommended`,
    appliesTo: ({ status: given }: LineStatusUpdate) => given === 'REJECTED',
  },
  processedLine: {
    id: 'BOKB-ORDER-22',
    level: 'MUST',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'The seller fulfils only lines that were processed without errors',
    effect: 'The status is refused, and the bookshop does not learn that the line was delivered.',
    source: `${status}, the three FULFILLED values: the line must have been processed without errors`,
    appliesTo: isFulfilment,
  },
  lineMove: {
    id: 'BOKB-ORDER-23',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text:
      'The seller does not change a blocked or rejected line, and does not revert a ' +
      'fulfilled line',
    effect: 'The bookshop has told its customer a state that changes afterwards.',
    source: `ours: the other party relies on a final status; based on ${status}, FULFILLED_BLOCKED: no further changes`,
  },
  periodForward: {
    id: 'BOKB-ORDER-24',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'valid_from is not later than valid_to',
    effect: 'The school can use the product on no day.',
    source: `ours: such a period has no day; based on ${status}: valid_from, valid_to`,
    appliesTo: hasPeriod,
  },
  jsonType: {
    id: 'BOKB-ORDER-26',
    level: 'MUST',
    actors: clients,
    operations: updates,
    text: 'The update has Content-Type: application/json',
    effect: 'The update is refused, and the other party does not learn of it.',
    source: `${status}, ${quantity}: Content-Type is required`,
  },
  sellerUpdates: {
    id: 'BOKB-ORDER-28',
    level: 'MUST',
    actors: clients,
    operations: ['updateOrderLineStatus'],
    text: 'Only the seller of the order updates the status of a line',
    effect: 'A bookshop reports a delivery that its publisher has not made.',
    source: `${status}: every value states what the seller did with the line`,
  },
  percentOfTax: {
    id: 'BOKB-ORDER-29',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'price.tax is a percentage: 25, not 0.25',
    effect: 'The bookshop invoices a tax that is a hundred times too low.',
    source: `ours: a tax below one percent is a fraction by mistake; based on ${status}, price.tax: in percent, 25`,
    appliesTo: ({ price }: LineStatusUpdate) => price !== undefined,
  },
  reduceOrdered: {
    id: 'BOKB-ORDER-30',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'The buyer reduces a quantity by at most the remaining quantity',
    effect: 'The reduction is refused, and the school gets books that it no longer wants.',
    source: `${quantity}: 403 when the number is larger than the total`,
  },
  blockedLine: {
    id: 'BOKB-ORDER-31',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'The buyer does not change the quantity of a FULFILLED_BLOCKED line',
    effect:
      'The reduction is refused, and the school pays for licences that it wanted to give back.',
    source: `${quantity}: 403 for FULFILLED_BLOCKED`,
  },
  orderedProduct: {
    id: 'BOKB-ORDER-32',
    level: 'MUST',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'The quantity update refers to a product of the order',
    effect: 'The change is refused, and the additional product is never delivered.',
    source: `${quantity}: no new products`,
  },
  processedOrder: {
    id: 'BOKB-ORDER-33',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['updateOrderLineQuantity'],
    text: 'The buyer reduces a quantity only after the order was processed without errors',
    effect: 'The reduction is refused or lost, and the school gets books that it no longer wants.',
    source: `ours: only the rows of a processed order can change; based on ${quantity}: the status of the affected rows is checked`,
  },
  senderReduces: {
    id: 'BOKB-ORDER-34',
    level: 'MUST',
    actors: clients,
    operations: ['updateOrderLineQuantity'],
    text: 'Only the sender of the order updates a quantity',
    effect: 'The reduction is refused, or a publisher delivers less than the school ordered.',
    source: `${quantity}: sender of an order`,
  },
  termsWithDelivery: {
    id: 'BOKB-ORDER-35',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'The seller sends period and price only with a delivery status',
    effect: 'The bookshop shows a period or a price for a product that is not delivered.',
    source: `ours: other statuses deliver nothing; based on ${status}: the fields are sent when an order of a digital learning product is confirmed`,
    appliesTo: hasTerms,
  },
  answersChange: {
    id: 'BOKB-ORDER-36',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'The seller responds to a quantity change that the buyer requests',
    effect: 'The school does not learn if it gets fewer books, as it asked.',
    source: `ours: the buyer waits for an answer; based on ${quantity}: the new row has the initial status REQUESTED`,
    stateful: true,
  },
  visibleLine: {
    id: 'BOKB-ORDER-141',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'The seller receives or rejects only lines that were processed without errors',
    effect: 'The status is refused, and the bookshop gets no answer of the publisher.',
    source: `ours: the seller cannot see other lines; based on ${get}, UNPROCESSED and FAILED: visible to the sender only`,
    appliesTo: (update: LineStatusUpdate) => !isFulfilment(update),
  },
  periodAhead: {
    id: 'BOKB-ORDER-149',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'valid_to is not in the past',
    effect: 'The school gets a product that it cannot use any more.',
    source: `ours: such a product cannot be used; based on ${status}, valid_to: the buyer may use the product until`,
    appliesTo: ({ valid_to }: LineStatusUpdate) => valid_to !== undefined,
  },
} satisfies Record<string, OrderRequirement>);
