import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { partsOf, sumOfParts } from '../cross-field-errors.js';
import type { DeliveryOrder, DeliveryOrderRequest } from '../messages.js';
import { deliverySources } from '../sources.js';
import { type DeliveryRequirement } from './actors-and-operations.js';

const { api, quantityChange, sem } = deliverySources;

type Request = DeliveryOrderRequest;
const hasEndDate = ({ deliveryOrder }: Request) => deliveryOrder.endDate !== undefined;
const isCancelled = ({ deliveryOrder }: Request) => deliveryOrder.status === 'cancelled';
const isForCustomer = ({ deliveryOrder }: Request) =>
  deliveryOrder.deliveryType.startsWith('customer-');
const totalQuantityOf = ({ deliverySpecification }: DeliveryOrder) =>
  deliverySpecification['totalQuantity'];
const addsUp = ({ deliveryOrder }: Request) =>
  totalQuantityOf(deliveryOrder) !== undefined && sumOfParts(deliveryOrder) !== undefined;
const hasQuantity = ({ deliveryOrder }: Request) =>
  totalQuantityOf(deliveryOrder) !== undefined ||
  partsOf(deliveryOrder).some(({ quantity }) => quantity !== undefined);

/** Requirements of a Bestelomgeving that sends delivery orders. */
export const requestRequirements = defineRequirements({
  sameContent: {
    id: 'EDUV-DELIVERY-10',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'A repeated deliveryOrderReferenceId repeats the whole message',
    source: `${api}, deliveryOrderReferenceId: the same request sent again`,
    stateful: true,
  },
  sentStatus: {
    id: 'EDUV-DELIVERY-31',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'An order that is sent is not created any more',
    source: `${api}, status: created is the default before it is sent; ours`,
  },
  endDateOnlyAtEnd: {
    id: 'EDUV-DELIVERY-32',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Only a cancelled order has an endDate',
    source: `${api}, endDate: the date on which it was cancelled; ours`,
    appliesTo: hasEndDate,
  },
  endDateAtEnd: {
    id: 'EDUV-DELIVERY-34',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'A cancelled order has an endDate',
    source: `${api}, endDate: mandatory when the status becomes cancelled`,
    appliesTo: isCancelled,
  },
  knownOrder: {
    id: 'EDUV-DELIVERY-35',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text:
      'The first request of an order has the status ordered: what is changed or cancelled was ' +
      'sent before',
    source: `${api}, status: ordered is what was sent; ours`,
    stateful: true,
  },
  periodEndsLater: {
    id: 'EDUV-DELIVERY-36',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'activationUntilDate does not lie before startDate',
    source: `${api}, startDate and activationUntilDate: the activation period; ours`,
  },
  partsAddUp: {
    id: 'EDUV-DELIVERY-37',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The quantities of study years, subjects or groups add up to totalQuantity',
    source: `${api}, quantity: they add up to the total quantity`,
    appliesTo: addsUp,
  },
  customerBuys: {
    id: 'EDUV-DELIVERY-38',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'An order of a customer type has a customer as its buyer',
    source: `${api}, deliveryType: the table of buyers`,
    appliesTo: isForCustomer,
  },
  positiveQuantity: {
    id: 'EDUV-DELIVERY-39',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'A quantity is at least 1',
    source: `${api}, quantity and totalQuantity: no minimum; ours`,
    appliesTo: hasQuantity,
  },
  onlyStatusOrQuantity: {
    id: 'EDUV-DELIVERY-67',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Once an order was ordered, only its status and its quantity change',
    source: `${api}, DeliveryOrderRequest; ${quantityChange}`,
    stateful: true,
  },
  quantityOnlyLowered: {
    id: 'EDUV-DELIVERY-68',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The quantity of an order that was sent is lowered, never raised',
    source: `${api}, DeliveryOrderRequest: the quantity can be lowered`,
    stateful: true,
  },
  cancelledIsFinal: {
    id: 'EDUV-DELIVERY-69',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'An order that was cancelled is not sent again: what is wanted after it is a new order',
    source: `${sem}, 3.5.6`,
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);
