import { isDeepStrictEqual } from 'node:util';
import {
  DeliveryOrderConfirmation,
  type DeliveryOrder,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { isSuccess } from '../../../apis/edu-v/errors.js';
import { MAX_CLOCK_SKEW_MS, isUtcTimestamp } from '../../../apis/edu-v/times.js';
import {
  at,
  checkDeclaredFields,
  fail,
  pass,
  passIf,
  resultOf,
  type CheckResult,
} from '../../../platform/requirements/check-result.js';
import type { Violation } from '../../../platform/requirements/violation.js';

const RECEIVE_ID = '/deliveryOrderReceiveId';

/**
 * Checks of the first confirmation with its deliveryOrderReceiveId; `earlier` has the previous
 * confirmations of the same request.
 */
export function checkDeliveryConfirmation(
  message: DeliveryOrderConfirmation,
  request: DeliveryOrder,
  { now, earlier }: { now: number; earlier: DeliveryOrderConfirmation[] },
): CheckResult[] {
  return [
    pass(requirements.confirms),
    checkFields(message),
    ...checkTime(message, now),
    ...checkEchoes(message, request),
    ...(message.success ? checkSuccess(message) : [checkRejection(message)]),
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
function stateOf({ newStatus, newTotalQuantity, success }: DeliveryOrderConfirmation): string {
  return JSON.stringify([newStatus, newTotalQuantity, success]);
}

function checkFields(message: DeliveryOrderConfirmation): CheckResult {
  const { requirement, violations } = checkDeclaredFields(
    requirements.knownFieldsOnly,
    DeliveryOrderConfirmation,
    message,
  );
  // The source requires this field and does not define it.
  const isUndefined = ({ pointer }: Violation) => pointer === '/newDeliveryOrderStatus';
  return { requirement, violations: violations.filter((violation) => !isUndefined(violation)) };
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

function checkTime({ processedTimestamp }: DeliveryOrderConfirmation, now: number): CheckResult[] {
  const field = '/processedTimestamp';
  const isFuture = Date.parse(processedTimestamp) > now + MAX_CLOCK_SKEW_MS;
  const utc = at(field, 'a time in UTC that ends in Z', processedTimestamp);
  const past = at(field, 'a time that is not in the future', processedTimestamp);
  return [
    passIf(requirements.zuluTime, isUtcTimestamp(processedTimestamp), utc),
    passIf(requirements.notInTheFuture, !isFuture, past),
  ];
}

function checkEchoes(
  { deliveryOrderReceiveId, productId }: DeliveryOrderConfirmation,
  request: DeliveryOrder,
): CheckResult[] {
  const id = at(RECEIVE_ID, 'a reference', 'none');
  const product = at('/productId', request.productId, productId);
  return [
    passIf(requirements.ownReceiveId, deliveryOrderReceiveId !== '', id),
    passIf(requirements.echoProduct, productId === request.productId, product),
  ];
}

function checkSuccess(message: DeliveryOrderConfirmation): CheckResult[] {
  const { status, newStatus, newTotalQuantity } = message;
  const hasChange = newStatus !== undefined || newTotalQuantity !== undefined;
  const change = at('/newStatus', 'newStatus or newTotalQuantity', 'neither');
  return [
    passIf(requirements.successHasItsCode, isSuccess(status), at('/status', '0', String(status))),
    passIf(requirements.saysWhatChanged, hasChange, change),
  ];
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
