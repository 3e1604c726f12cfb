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
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'A message with a repeated deliveryOrderReferenceId has the same content as the first one',
    effect: 'The Aanspraakmanager ignores the changed content and delivers the first version.',
    source: `${api}, DeliveryOrderRequest.deliveryOrderReferenceId: unique for each request`,
    stateful: true,
  },
  sentStatus: {
    id: 'EDUV-DELIVERY-31',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'An order that is sent does not have the status created',
    effect: 'The Aanspraakmanager cannot tell whether licences must be made.',
    source: `ours: an order that is sent is ordered; ${api}, status: created is the default`,
  },
  endDateOnlyAtEnd: {
    id: 'EDUV-DELIVERY-32',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Only a cancelled order has an endDate',
    effect: 'The Aanspraakmanager may take the order for cancelled.',
    source: `ours: another order has not ended; ${api}, endDate: the date of the cancellation`,
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
    source: `ours: a change needs an order; ${api}, status: ordered is the status of an order that was sent`,
    stateful: true,
  },
  periodEndsLater: {
    id: 'EDUV-DELIVERY-36',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'activationUntilDate is not earlier than startDate',
    effect: 'No pupil can ever activate the product.',
    source: `ours: nobody could activate; ${api}, startDate and activationUntilDate: the activation period`,
  },
  partsAddUp: {
    id: 'EDUV-DELIVERY-37',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The quantities of study years, subjects or groups add up to totalQuantity',
    effect: 'The Aanspraakmanager cannot tell how many licences to make, and rejects the order.',
    source: `${api}, quantity of studyYears, subjects and groups: they add up to the total quantity`,
    appliesTo: addsUp,
  },
  customerBuys: {
    id: 'EDUV-DELIVERY-38',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'The buyer of an order with a customer delivery type is a customer',
    effect: 'The licences are assigned to a school instead of to the customer.',
    source: `${api}, deliveryType: the table of buyers in its description`,
    appliesTo: isForCustomer,
  },
  positiveQuantity: {
    id: 'EDUV-DELIVERY-39',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Each quantity is at least 1',
    effect: 'The order leads to no licence at all.',
    source: `ours: nothing can be delivered; ${api}, quantity and totalQuantity: no minimum`,
    appliesTo: hasQuantity,
  },
  onlyStatusOrQuantity: {
    id: 'EDUV-DELIVERY-67',
    level: 'MUST',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'After the status ordered, only the status and the quantity of an order change',
    effect: 'The Aanspraakmanager rejects the change, and the school keeps the old order.',
    source: `${api}, DeliveryOrderRequest: after ordered, only the status changes or the quantity is reduced; ${quantityChange}`,
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
    source: `ours: a rule of the predecessor; ${sem}, 3.5.6: a new order is needed`,
    stateful: true,
  },
  typeName: {
    id: 'EDUV-DELIVERY-103',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'deliveryType is a name in the enum, not a name from other documents',
    effect: 'A receiver that checks the published list rejects the order.',
    source: `ours: the sources disagree; ${api}, deliveryType: enum; the table in its description has other names`,
    rule: 'DELIVERY_TYPE_NAMES',
  },
  partIds: {
    id: 'EDUV-DELIVERY-105',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'Each study year, subject and group has its id',
    effect: 'The Aanspraakmanager does not know which group gets the licences.',
    source: `ours: a part without an id names nobody; ${api}, studyYears, subjects and groups: their items have no required`,
    appliesTo: hasParts,
  },
  plausibleTimes: {
    id: 'EDUV-DELIVERY-129',
    level: 'SHOULD',
    actors: ['bestelomgeving client'],
    operations: ['acceptDeliveryOrder'],
    text: 'dateCreated and dateLastModified are times in the past, the latter not before the former',
    effect: 'The Aanspraakmanager cannot tell which state is the latest.',
    source: `ours: no order is made or changed in the future; ${api}, dateCreated and dateLastModified`,
  },
} satisfies Record<string, DeliveryRequirement>);
