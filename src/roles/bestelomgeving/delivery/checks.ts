import { isDeepStrictEqual } from 'node:util';
import {
  DeliveryOrderConfirmation,
  type DeliveryOrder,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { isSuccess } from '../../../apis/edu-v/errors.js';
import { MAX_CLOCK_SKEW_MS, isUtcTimestamp } from '../../../apis/edu-v/times.js';
import type { Caller } from '../../../platform/oauth/caller.js';
import { violationOf } from '../../../platform/requirements/requirement.js';
import { undeclaredFields } from '../../../platform/validation/schema.js';
import type { Violation } from '../../../platform/requirements/violation.js';

type Judging = Pick<Caller, 'recordViolations' | 'recordSatisfied'>;
const RECEIVE_ID = '/deliveryOrderReceiveId';

/** What a careful Aanspraakmanager would have done otherwise in a confirmation that its schema allows. */
export function checkDeliveryConfirmation(
  caller: Judging,
  message: DeliveryOrderConfirmation,
  request: DeliveryOrder,
  { now, earlier }: { now: number; earlier: DeliveryOrderConfirmation[] },
): void {
  caller.recordSatisfied(requirements.confirms);
  caller.recordViolations([
    ...undeclaredFields(DeliveryOrderConfirmation, message)
      // Required by the source, which does not define it.
      .filter((pointer) => pointer !== '/newDeliveryOrderStatus')
      .map((pointer) =>
        violationOf(requirements.knownFieldsOnly, pointer, 'no such field', 'a field'),
      ),
    ...checkTime(message, now),
    ...checkEchoes(message, request),
    ...checkOutcome(message),
  ]);
  const same = earlier.find((one) => stateOf(one) === stateOf(message));
  if (same) {
    const [expected, seen] = [same.deliveryOrderReceiveId, message.deliveryOrderReceiveId];
    caller.recordViolations([violationOf(requirements.confirmedOnce, RECEIVE_ID, expected, seen)]);
  } else if (earlier.length > 0) caller.recordSatisfied(requirements.newStateNewId);
}

/** The same of one whose deliveryOrderReceiveId was heard before. */
export function checkRepeat(
  caller: Judging,
  before: DeliveryOrderConfirmation,
  message: DeliveryOrderConfirmation,
): void {
  if (isDeepStrictEqual(before, message)) {
    caller.recordSatisfied(requirements.sameConfirmation);
    return;
  }
  const sameState = stateOf(before) === stateOf(message);
  const seen = 'another message with the same deliveryOrderReceiveId';
  caller.recordViolations([
    sameState
      ? violationOf(requirements.sameConfirmation, RECEIVE_ID, 'the message as it first came', seen)
      : violationOf(requirements.newStateNewId, RECEIVE_ID, 'one of its own for this state', seen),
  ]);
}

/** What a confirmation says of the order, as one text. */
function stateOf({ newStatus, newTotalQuantity, success }: DeliveryOrderConfirmation): string {
  return JSON.stringify([newStatus, newTotalQuantity, success]);
}

function checkTime({ processedTimestamp }: DeliveryOrderConfirmation, now: number): Violation[] {
  const at = '/processedTimestamp';
  return [
    ...(isUtcTimestamp(processedTimestamp)
      ? []
      : [violationOf(requirements.zuluTime, at, 'a time that ends in Z', processedTimestamp)]),
    ...(Date.parse(processedTimestamp) > now + MAX_CLOCK_SKEW_MS
      ? [violationOf(requirements.notInTheFuture, at, 'a time that has come', processedTimestamp)]
      : []),
  ];
}

function checkEchoes(
  { deliveryOrderReceiveId, productId }: DeliveryOrderConfirmation,
  request: DeliveryOrder,
): Violation[] {
  return [
    ...(deliveryOrderReceiveId === ''
      ? [violationOf(requirements.ownReceiveId, RECEIVE_ID, 'a reference', 'none')]
      : []),
    ...(productId === request.productId
      ? []
      : [violationOf(requirements.echoProduct, '/productId', request.productId, productId)]),
  ];
}

function checkOutcome({
  success,
  status,
  statusMessage,
  newStatus,
  newTotalQuantity,
}: DeliveryOrderConfirmation): Violation[] {
  if (success) {
    return [
      ...(isSuccess(status)
        ? []
        : [violationOf(requirements.successHasItsCode, '/status', '0', String(status))]),
      ...(newStatus === undefined && newTotalQuantity === undefined
        ? [
            violationOf(
              requirements.saysWhatChanged,
              '/newStatus',
              'newStatus or newTotalQuantity',
              'neither',
            ),
          ]
        : []),
    ];
  }
  const code = 'a code that tells of a refusal';
  return [
    ...(isSuccess(status)
      ? [violationOf(requirements.reasonWithRefusal, '/status', code, String(status))]
      : []),
    ...(statusMessage
      ? []
      : [violationOf(requirements.reasonWithRefusal, '/statusMessage', 'the reason', 'missing')]),
  ];
}
