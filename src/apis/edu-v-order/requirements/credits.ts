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
    text: 'A credit order names the purchaseOrderId of an order that was sent',
    source: `${api}, CreditOrderRequest.purchaseOrderId; ours`,
    stateful: true,
  },
  approvedReference: {
    id: 'EDUV-ORDER-37',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptCreditOrder'],
    text:
      'The responseReferenceId of a credit order is that of the confirmation in which the ' +
      'order was approved',
    source: `${api}, CreditOrderRequest.responseReferenceId`,
    stateful: true,
  },
  creditWithinOrder: {
    id: 'EDUV-ORDER-39',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptCreditOrder'],
    text: 'No more is credited than was ordered, less what was credited before',
    source: `${api}, orderLines of a credit order; ours`,
    stateful: true,
  },
  declinesUnknownOrder: {
    id: 'EDUV-ORDER-53',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'A credit order for an unknown purchaseOrderId is declined',
    source: `${api}: not described; ours`,
    stateful: true,
  },
  declinesTooMuch: {
    id: 'EDUV-ORDER-54',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'Crediting more than was ordered is declined',
    source: `${api}: not described; ours`,
    stateful: true,
  },
  creditsWhole: {
    id: 'EDUV-ORDER-55',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'A credit order without lines stands for the whole order',
    source: `${api}, CreditOrderRequest.orderLines: optional; ours`,
    stateful: true,
  },
  creditsOnce: {
    id: 'EDUV-ORDER-56',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmCreditOrder'],
    text: 'What was credited is not credited again',
    source: `${api}: not described; ours`,
    stateful: true,
  },
  creditBeforeOrder: {
    id: 'EDUV-ORDER-60',
    level: 'SHOULD',
    actors: ['ordersysteem server'],
    operations: ['acceptCreditOrder'],
    text:
      'A credit order that comes before its order is answered 202, and told of in a ' +
      'confirmation',
    source: `${api}: messages are processed asynchronously; ours`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
