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
const hasParts = ({ deliveryOrder }: Request) => partsOf(deliveryOrder).length > 0;
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
    text: 'A message with a repeated deliveryOrderReferenceId has the same content as the first one',
    effect: 'The Aanspraakmanager ignores the changed content and delivers the first version.',
    source: `${api}, deliveryOrderReferenceId: the same request sent again`,
    stateful: true,
  },
  sentStatus: {
    id: 'EDUV-DELIVERY-31',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'An order that is sent does not have the status created',
    effect: 'The Aanspraakmanager cannot tell whether licences must be made.',
    source: `${api}, status: created is the default before the order is sent; our interpretation`,
  },
  endDateOnlyAtEnd: {
    id: 'EDUV-DELIVERY-32',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Only a cancelled order has an endDate',
    effect: 'The Aanspraakmanager may take the order for cancelled.',
    source: `${api}, endDate: the date of the cancellation; our interpretation`,
    appliesTo: hasEndDate,
  },
  endDateAtEnd: {
    id: 'EDUV-DELIVERY-34',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'A cancelled order has an endDate',
    effect: 'The Aanspraakmanager does not know when access ends, and rejects the cancellation.',
    source: `${api}, endDate: mandatory when the status becomes cancelled`,
    appliesTo: isCancelled,
  },
  knownOrder: {
    id: 'EDUV-DELIVERY-35',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text:
      'The first request for an order has the status ordered; only an order that was sent ' +
      'before is changed or cancelled',
    effect: 'The Aanspraakmanager rejects the change, because it has no such order.',
    source: `${api}, status: ordered is the status when sent; our interpretation`,
    stateful: true,
  },
  periodEndsLater: {
    id: 'EDUV-DELIVERY-36',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'activationUntilDate is not earlier than startDate',
    effect: 'No pupil can ever activate the product.',
    source: `${api}, startDate and activationUntilDate: the activation period; our interpretation`,
  },
  partsAddUp: {
    id: 'EDUV-DELIVERY-37',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The quantities of study years, subjects or groups add up to totalQuantity',
    effect: 'The Aanspraakmanager cannot tell how many licences to make, and rejects the order.',
    source: `${api}, quantity: they add up to the total quantity`,
    appliesTo: addsUp,
  },
  customerBuys: {
    id: 'EDUV-DELIVERY-38',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The buyer of an order with a customer delivery type is a customer',
    effect: 'The licences are assigned to a school instead of to the customer.',
    source: `${api}, deliveryType: table of buyers`,
    appliesTo: isForCustomer,
  },
  positiveQuantity: {
    id: 'EDUV-DELIVERY-39',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Each quantity is at least 1',
    effect: 'The order leads to no licence at all.',
    source: `${api}, quantity and totalQuantity: no minimum; our interpretation`,
    appliesTo: hasQuantity,
  },
  onlyStatusOrQuantity: {
    id: 'EDUV-DELIVERY-67',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'After the status ordered, only the status and the quantity of an order change',
    effect: 'The Aanspraakmanager rejects the change, and the school keeps the old order.',
    source: `${api}, DeliveryOrderRequest; ${quantityChange}`,
    stateful: true,
  },
  quantityOnlyLowered: {
    id: 'EDUV-DELIVERY-68',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The quantity of an order that was sent is only reduced, never increased',
    effect: 'The Aanspraakmanager rejects the increase, and the school lacks licences.',
    source: `${api}, DeliveryOrderRequest: the quantity can be reduced`,
    stateful: true,
  },
  cancelledIsFinal: {
    id: 'EDUV-DELIVERY-69',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The Bestelomgeving does not send a cancelled order again; it creates a new order',
    effect: 'The Aanspraakmanager rejects the order, so the school gets no licences.',
    source: `${sem}, 3.5.6`,
    stateful: true,
  },
  typeName: {
    id: 'EDUV-DELIVERY-103',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'deliveryType is a name in the enum, not a name from other documents',
    effect: 'A receiver that checks the published list rejects the order.',
    source: `${api}, deliveryType: enum; a table in its description has the other names`,
    rule: 'DELIVERY_TYPE_NAMES',
  },
  partIds: {
    id: 'EDUV-DELIVERY-105',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Each study year, subject and group has its id',
    effect: 'The Aanspraakmanager does not know which group gets the licences.',
    source: `${api}, studyYears, subjects and groups: their items have no required; our interpretation`,
    appliesTo: hasParts,
  },
} satisfies Record<string, DeliveryRequirement>);
