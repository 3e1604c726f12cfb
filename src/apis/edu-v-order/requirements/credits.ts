import { runnerStep } from '../../edu-v/runner-step.js';
import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { orderSources } from '../sources.js';
import { type OrderRequirement } from './actors-and-operations.js';

const { api } = orderSources;

/** Requirements of credit orders: how they are sent, and how they are decided on. */
export const creditRequirements = defineRequirements({
  creditOfKnownOrder: {
    id: 'EDUV-ORDER-29',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptCreditOrder'],
    text: 'The credit order contains the purchaseOrderId of an order that was sent',
    effect: 'The seller declines the credit, so the school pays for returned books.',
    source: `ours: only a known order can be credited; ${api}, CreditOrderRequest.purchaseOrderId: the number of the order to credit`,
    stateful: true,
  },
  approvedReference: {
    id: 'EDUV-ORDER-37',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptCreditOrder'],
    text:
      'A responseReferenceId in a credit order is that of the confirmation that ' +
      'approved the order',
    effect: 'The seller cannot find the approval, and declines the credit.',
    source: `${api}, CreditOrderRequest.responseReferenceId: of the confirmation that approved the order`,
    stateful: true,
  },
  creditWithinOrder: {
    id: 'EDUV-ORDER-39',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptCreditOrder'],
    text: 'The credited quantity does not exceed the ordered quantity minus earlier credits',
    effect: 'The school gets more money back than it paid, or the credit is declined.',
    source: `ours: no more can be credited than was ordered; ${api}, CreditOrderRequest.orderLines`,
    stateful: true,
  },
  declinesUnknownOrder: {
    id: 'EDUV-ORDER-53',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'The Ordersysteem declines a credit order for an unknown purchaseOrderId',
    effect: 'The buyer gets a credit for books that it never bought here.',
    source: `ours: nothing can be credited; ${api}, CreditOrderRequest.purchaseOrderId`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  declinesTooMuch: {
    id: 'EDUV-ORDER-54',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'The Ordersysteem declines a credit order for more than was ordered',
    effect: 'The school gets more money back than it paid.',
    source: `ours: no more can be credited than was ordered; ${api}, CreditOrderRequest.orderLines`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  creditsWhole: {
    id: 'EDUV-ORDER-55',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'The Ordersysteem treats a credit order without lines as a credit of the whole order',
    effect: 'The buyer cancels an order, but the books are delivered and billed.',
    source: `ours: no lines means all lines; ${api}, CreditOrderRequest.orderLines: optional`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  creditsOnce: {
    id: 'EDUV-ORDER-56',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'The Ordersysteem declines a credit order for quantities that are already credited',
    effect: 'The school gets its money back twice.',
    source: `ours: nothing is left to credit; ${api}, CreditOrderRequest.orderLines`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  creditBeforeOrder: {
    id: 'EDUV-ORDER-60',
    level: 'SHOULD',
    actors: ['ordersysteem server'],
    operations: ['acceptCreditOrder'],
    text:
      'The Ordersysteem answers 202 to a credit order that arrives before its order, and ' +
      'reports its decision in a confirmation',
    effect: 'A credit that overtakes its order on the network is lost.',
    source: `ours: messages are processed later than they are received; ${api}, CreditOrderRequest: valid without its order`,
    stateful: true,
  },
  creditOfOrderedLine: {
    id: 'EDUV-ORDER-94',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptCreditOrder'],
    text: 'Each line of a credit order is a line of its order',
    effect: 'The seller cannot find the line, and declines the credit.',
    source: `${api}, CreditOrderRequest.orderLines: the products to cancel; purchaseOrderLineId: the line of the OrderRequest`,
    stateful: true,
  },
  declinesOtherProduct: {
    id: 'EDUV-ORDER-95',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'The Ordersysteem declines a credit order for a product that was not ordered',
    effect: 'The buyer gets a credit for books that it never bought here.',
    source: `ours: nothing can be credited; ${api}, CreditOrderRequest.orderLines: the products to cancel`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  declinesDeclinedOrder: {
    id: 'EDUV-ORDER-96',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'The Ordersysteem declines a credit order for what it has declined to deliver',
    effect: 'The buyer gets money back for books that it never received or paid.',
    source: `ours: nothing can be credited; ${api}, CreditOrderRequest.responseReferenceId: of the confirmation that approved the order`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  creditsOrderedLines: {
    id: 'EDUV-ORDER-97',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text:
      'Each line in the confirmation of a credit without lines is a line of the order, with its ' +
      'quantity',
    effect: 'The buyer books the credit of other books than it has bought.',
    source: `ours: no lines means all lines; ${api}, creditOrderConfirmationLines.purchaseOrderLineId: the line that was cancelled`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
} satisfies Record<string, OrderRequirement>);
