import { isDeepStrictEqual } from 'node:util';
import {
  DeliveryOrderConfirmation,
  type DeliveryOrder,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { requiredStatusOf } from '../../../apis/edu-v-delivery/confirmed-status.js';
import { isSuccess } from '../../../apis/edu-v/errors.js';
import { MAX_CLOCK_SKEW_MS, isUtcTimestamp } from '../../../apis/edu-v/times.js';
import { realNow } from '../../../platform/time/time.js';
import type { ViolationDetail } from '../../../platform/requirements/requirement.js';
import {
  at,
  checkDeclaredFields,
  fail,
  pass,
  passIf,
  resultOf,
  type CheckResult,
} from '../../../platform/requirements/check-result.js';

const RECEIVE_ID = '/deliveryOrderReceiveId';
/** A wrong time zone is reported once, by the requirement on UTC. */
const DAY_MS = 86_400_000;

/**
 * Checks of the first confirmation with its deliveryOrderReceiveId; `earlier` has the previous
 * confirmations of the same request, `reference` the deliveryOrderReferenceId as it was sent.
 */
export function checkDeliveryConfirmation(
  message: DeliveryOrderConfirmation,
  request: DeliveryOrder,
  {
    now,
    earlier,
    reference,
  }: { now: number; earlier: DeliveryOrderConfirmation[]; reference?: string },
): CheckResult[] {
  return [
    pass(requirements.confirms),
    checkDeclaredFields(requirements.knownFieldsOnly, DeliveryOrderConfirmation, message),
    ...checkTime(message, request, now),
    ...checkEchoes(message, request),
    ...(reference === undefined ? [] : checkReference(message, reference)),
    ...(message.success ? checkSuccess(message, request) : [checkRejection(message)]),
    ...checkReceiveId(message, earlier),
  ];
}

/** Checks that a confirmation equals the first one with its deliveryOrderReceiveId. */
export function checkRepeatedDeliveryConfirmation(
  message: DeliveryOrderConfirmation,
  before: DeliveryOrderConfirmation,
): CheckResult[] {
  if (isDeepStrictEqual(before, message)) return [pass(requirements.sameConfirmation)];
  const actual = 'another message with the same deliveryOrderReceiveId';
  return stateOf(before) === stateOf(message)
    ? [
        fail(
          requirements.sameConfirmation,
          RECEIVE_ID,
          'the same content as the first message',
          actual,
        ),
      ]
    : [
        fail(
          requirements.newStateNewId,
          RECEIVE_ID,
          'a new deliveryOrderReceiveId for the new state',
          actual,
        ),
      ];
}

/** The result for a confirmation of a request that was never sent. */
export function failUnknownDeliveryRequest(message: DeliveryOrderConfirmation): CheckResult[] {
  const { deliveryOrderReferenceId: actual } = message;
  const expected = 'the deliveryOrderReferenceId of a request that was sent';
  return [fail(requirements.echoReference, '/deliveryOrderReferenceId', expected, actual)];
}

/** The result for a confirmation with another deliveryOrderId than its request. */
export function failOtherOrder(
  { deliveryOrderId }: DeliveryOrderConfirmation,
  request: DeliveryOrder,
): CheckResult[] {
  const expected = request.deliveryOrderId;
  return [fail(requirements.echoDeliveryOrder, '/deliveryOrderId', expected, deliveryOrderId)];
}

/** Serializes the fields of a confirmation that describe the state of the order. */
function stateOf(message: DeliveryOrderConfirmation): string {
  const { newStatus = requiredStatusOf(message), newTotalQuantity, success } = message;
  return JSON.stringify([newStatus, newTotalQuantity, success]);
}

/** Checks that a state is confirmed once, and that a new state has a new deliveryOrderReceiveId. */
function checkReceiveId(
  message: DeliveryOrderConfirmation,
  earlier: DeliveryOrderConfirmation[],
): CheckResult[] {
  const same = earlier.find((confirmation) => stateOf(confirmation) === stateOf(message));
  if (!same) return earlier.length > 0 ? [pass(requirements.newStateNewId)] : [];
  const [expected, actual] = [same.deliveryOrderReceiveId, message.deliveryOrderReceiveId];
  return [fail(requirements.confirmedOnce, RECEIVE_ID, expected, actual)];
}

/**
 * No order is processed before it was created. The time at which it was sent is no limit, because the
 * clock of a workspace may be ahead of that of the partner.
 */
function isBeforeOrder(time: number, { dateCreated }: DeliveryOrder, now: number): boolean {
  return time < Math.min(Date.parse(dateCreated), now, realNow()) - DAY_MS;
}

function checkTime(
  { processedTimestamp }: DeliveryOrderConfirmation,
  request: DeliveryOrder,
  now: number,
): CheckResult[] {
  const field = '/processedTimestamp';
  const isFuture = Date.parse(processedTimestamp) > now + MAX_CLOCK_SKEW_MS;
  const utc = at(field, 'a time in UTC that ends in Z', processedTimestamp);
  const past = at(field, 'a time that is not in the future', processedTimestamp);
  return [
    passIf(requirements.zuluTime, isUtcTimestamp(processedTimestamp), utc),
    passIf(requirements.notInTheFuture, !isFuture, past),
    ...(isBeforeOrder(Date.parse(processedTimestamp), request, now)
      ? [
          fail(
            requirements.notBeforeReceipt,
            field,
            `a time after ${request.dateCreated}`,
            processedTimestamp,
          ),
        ]
      : []),
  ];
}

/** The reference belongs to the request in any case; the sender may compare it as text. */
function checkReference(
  { deliveryOrderReferenceId: actual }: DeliveryOrderConfirmation,
  expected: string,
): CheckResult[] {
  const field = '/deliveryOrderReferenceId';
  return actual === expected ? [] : [fail(requirements.echoAsReceived, field, expected, actual)];
}

function checkEchoes(
  { deliveryOrderReceiveId, productId, deliveryOrderId }: DeliveryOrderConfirmation,
  request: DeliveryOrder,
): CheckResult[] {
  const isExact = deliveryOrderId === request.deliveryOrderId;
  const id = at(RECEIVE_ID, 'a reference', 'none');
  const product = at('/productId', request.productId, productId);
  return [
    passIf(requirements.ownReceiveId, deliveryOrderReceiveId !== '', id),
    passIf(requirements.echoProduct, productId === request.productId, product),
    ...(isExact
      ? []
      : [
          fail(
            requirements.echoAsReceived,
            '/deliveryOrderId',
            request.deliveryOrderId,
            deliveryOrderId,
          ),
        ]),
  ];
}

function checkSuccess(message: DeliveryOrderConfirmation, request: DeliveryOrder): CheckResult[] {
  const { status } = message;
  return [
    passIf(requirements.successHasItsCode, isSuccess(status), at('/status', '0', String(status))),
    resultOf(requirements.saysWhatChanged, ...missingChange(message, request)),
  ];
}

/** A change of the status belongs in newStatus, also when newDeliveryOrderStatus reports it. */
function missingChange(
  message: DeliveryOrderConfirmation,
  request: DeliveryOrder,
): ViolationDetail[] {
  if (message.newStatus !== undefined) return [];
  const reported = requiredStatusOf(message);
  if (reported !== undefined && reported !== request.status)
    return [at('/newStatus', reported, `newDeliveryOrderStatus ${reported} only`)];
  if (request.status === 'cancelled') return [at('/newStatus', 'cancelled', 'missing')];
  if (message.newTotalQuantity !== undefined) return [];
  return [at('/newStatus', 'newStatus or newTotalQuantity', 'neither')];
}

function checkRejection({ status, statusMessage }: DeliveryOrderConfirmation): CheckResult {
  return resultOf(
    requirements.reasonWithRefusal,
    ...(isSuccess(status)
      ? [at('/status', 'a code that is not a success code', String(status))]
      : []),
    ...(statusMessage ? [] : [at('/statusMessage', 'a reason', 'missing')]),
  );
}
