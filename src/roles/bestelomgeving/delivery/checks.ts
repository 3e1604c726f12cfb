import { isDeepStrictEqual } from 'node:util';
import {
  DeliveryOrderConfirmation,
  type DeliveryOrder,
} from '../../../contracts/edu-v-delivery/messages.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import { isSuccess } from '../../../contracts/edu-v/errors.js';
import { SKEW_MS, isZulu } from '../../../contracts/edu-v/times.js';
import type { Caller } from '../../../kernel/auth/caller.js';
import { finding } from '../../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../../kernel/contract/schema.js';
import type { Finding } from '../../../kernel/journal/exchange.js';

type Judging = Pick<Caller, 'note' | 'meets'>;
const RECEIVE_ID = '/deliveryOrderReceiveId';

/** What a careful Aanspraakmanager would have done otherwise in a confirmation that its schema allows. */
export function checkConfirmation(
  caller: Judging,
  message: DeliveryOrderConfirmation,
  request: DeliveryOrder,
  { now, earlier }: { now: number; earlier: DeliveryOrderConfirmation[] },
): void {
  caller.meets(asked.confirms);
  caller.note([
    ...undeclaredFields(DeliveryOrderConfirmation, message)
      // Required by the source, which does not define it.
      .filter((pointer) => pointer !== '/newDeliveryOrderStatus')
      .map((pointer) => finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field')),
    ...checkTime(message, now),
    ...checkEchoes(message, request),
    ...checkOutcome(message),
  ]);
  const same = earlier.find((one) => stateOf(one) === stateOf(message));
  if (same) {
    const [expected, seen] = [same.deliveryOrderReceiveId, message.deliveryOrderReceiveId];
    caller.note([finding(asked.confirmedOnce, RECEIVE_ID, expected, seen)]);
  } else if (earlier.length > 0) caller.meets(asked.newStateNewId);
}

/** The same of one whose deliveryOrderReceiveId was heard before. */
export function checkRepeat(
  caller: Judging,
  before: DeliveryOrderConfirmation,
  message: DeliveryOrderConfirmation,
): void {
  if (isDeepStrictEqual(before, message)) {
    caller.meets(asked.sameConfirmation);
    return;
  }
  const sameState = stateOf(before) === stateOf(message);
  const seen = 'another message with the same deliveryOrderReceiveId';
  caller.note([
    sameState
      ? finding(asked.sameConfirmation, RECEIVE_ID, 'the message as it first came', seen)
      : finding(asked.newStateNewId, RECEIVE_ID, 'one of its own for this state', seen),
  ]);
}

/** What a confirmation says of the order, as one text. */
function stateOf({ newStatus, newTotalQuantity, success }: DeliveryOrderConfirmation): string {
  return JSON.stringify([newStatus, newTotalQuantity, success]);
}

function checkTime({ processedTimestamp }: DeliveryOrderConfirmation, now: number): Finding[] {
  const at = '/processedTimestamp';
  return [
    ...(isZulu(processedTimestamp)
      ? []
      : [finding(asked.zuluTime, at, 'a time that ends in Z', processedTimestamp)]),
    ...(Date.parse(processedTimestamp) > now + SKEW_MS
      ? [finding(asked.notInTheFuture, at, 'a time that has come', processedTimestamp)]
      : []),
  ];
}

function checkEchoes(
  { deliveryOrderReceiveId, productId }: DeliveryOrderConfirmation,
  request: DeliveryOrder,
): Finding[] {
  return [
    ...(deliveryOrderReceiveId === ''
      ? [finding(asked.ownReceiveId, RECEIVE_ID, 'a reference', 'none')]
      : []),
    ...(productId === request.productId
      ? []
      : [finding(asked.echoProduct, '/productId', request.productId, productId)]),
  ];
}

function checkOutcome({
  success,
  status,
  statusMessage,
  newStatus,
  newTotalQuantity,
}: DeliveryOrderConfirmation): Finding[] {
  if (success) {
    return [
      ...(isSuccess(status)
        ? []
        : [finding(asked.successHasItsCode, '/status', '0', String(status))]),
      ...(newStatus === undefined && newTotalQuantity === undefined
        ? [finding(asked.saysWhatChanged, '/newStatus', 'newStatus or newTotalQuantity', 'neither')]
        : []),
    ];
  }
  const code = 'a code that tells of a refusal';
  return [
    ...(isSuccess(status)
      ? [finding(asked.reasonWithRefusal, '/status', code, String(status))]
      : []),
    ...(statusMessage
      ? []
      : [finding(asked.reasonWithRefusal, '/statusMessage', 'the reason', 'missing')]),
  ];
}
