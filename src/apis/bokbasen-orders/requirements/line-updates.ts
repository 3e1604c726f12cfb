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
    text: 'The message contains only documented fields',
    source: `${status}, ${quantity}: the body`,
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
    text: 'The seller updates only lines that were processed without errors',
    effect: 'The status is refused, and the bookshop does not learn that the line was delivered.',
    source: `${status}: conditions of the values`,
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
    source: `${status}: FULFILLED_BLOCKED; our interpretation`,
  },
  periodForward: {
    id: 'BOKB-ORDER-24',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'valid_from is not later than valid_to',
    effect: 'The school can use the product on no day.',
    source: `${status}: valid_from, valid_to; our interpretation`,
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
    level: 'SHOULD',
    actors: clients,
    operations: ['updateOrderLineStatus'],
    text: 'Only the seller of the order updates the status of a line',
    effect: 'A bookshop reports a delivery that its publisher has not made.',
    source: `${status}: every value describes an action of the seller; our interpretation`,
  },
  percentOfTax: {
    id: 'BOKB-ORDER-29',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'price.tax is a percentage: 25, not 0.25',
    effect: 'The bookshop invoices a tax that is a hundred times too low.',
    source: `${status}, price: tax in percent; our interpretation`,
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
    source: `${quantity}: the status of the rows is checked; our interpretation`,
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
    source: `${status}: to be sent when an order of a digital learning product is confirmed; our interpretation`,
    appliesTo: hasTerms,
  },
  answersChange: {
    id: 'BOKB-ORDER-36',
    level: 'SHOULD',
    actors: ['seller client'],
    operations: ['updateOrderLineStatus'],
    text: 'The seller responds to a quantity change that the buyer requests',
    effect: 'The school does not learn if it gets fewer books, as it asked.',
    source: `${quantity}: REQUESTED; our interpretation`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
