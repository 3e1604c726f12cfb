import type { Type as Class } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type {
  CreditOrderConfirmation,
  CreditOrderConfirmationLine,
  CreditOrderRequest,
  OrderConfirmation,
  OrderConfirmationLine,
  OrderRequest,
  OrderStatus,
} from '../../apis/edu-v-order/messages.js';
import { orderRequirements as requirements } from '../../apis/edu-v-order/requirements.js';
import { isSuccess } from '../../apis/edu-v/errors.js';
import { MAX_CLOCK_SKEW_MS, isUtcTimestamp } from '../../apis/edu-v/times.js';
import {
  at,
  checkDeclaredFields,
  fail,
  pass,
  passIf,
  resultOf,
  violationsOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import type { ViolationDetail } from '../../platform/requirements/requirement.js';
import { canBecome } from './placed-order.js';

type ConfirmedLine = OrderConfirmationLine | CreditOrderConfirmationLine;

/** A confirmation of either kind: what they share, and under which names the rest stands. */
export interface ConfirmationContext {
  message: OrderConfirmation | CreditOrderConfirmation;
  schema: Class;
  statusField: string;
  linesField: string;
  status: OrderStatus;
  lines: ConfirmedLine[] | undefined;
}

/**
 * Checks of the first confirmation with its responseReferenceId; `before` is the status of the
 * order until then.
 */
export function checkConfirmation(
  confirmation: ConfirmationContext,
  request: OrderRequest | CreditOrderRequest,
  { before, now }: { before: OrderStatus | null; now: number },
): CheckResult[] {
  const { message, schema } = confirmation;
  return [
    pass(requirements.confirms),
    checkDeclaredFields(requirements.knownFieldsOnly, schema, message),
    ...checkTime(message, now),
    ...checkPurchaseOrder(message, request),
    ...checkOutcome(confirmation),
    ...checkReason(confirmation),
    ...checkLines(confirmation, request),
    ...checkTransition(confirmation, before),
  ];
}

/** Checks a confirmation whose responseReferenceId came before: it must be the same message. */
export function checkRepeat(
  { message, status }: ConfirmationContext,
  before: { message: unknown; status: string },
): CheckResult[] {
  const field = '/responseReferenceId';
  if (isDeepStrictEqual(before.message, message)) return [pass(requirements.sameConfirmation)];
  const seen = 'another message with the same responseReferenceId';
  return before.status === status
    ? [fail(requirements.sameConfirmation, field, 'the message as it first came', seen)]
    : [fail(requirements.newStateNewId, field, 'one of its own for this state', seen)];
}

/** The result for a confirmation of a request that was never sent. */
export function failUnknownRequest({
  requestReferenceId,
}: {
  requestReferenceId: string;
}): CheckResult[] {
  const expected = 'that of a request that was sent';
  return [fail(requirements.echoReference, '/requestReferenceId', expected, requestReferenceId)];
}

function checkTime(
  { processedTimestamp }: ConfirmationContext['message'],
  now: number,
): CheckResult[] {
  const field = '/processedTimestamp';
  const isFuture = Date.parse(processedTimestamp) > now + MAX_CLOCK_SKEW_MS;
  const utc = at(field, 'a time that ends in Z', processedTimestamp);
  const past = at(field, 'a time that has come', processedTimestamp);
  return [
    passIf(requirements.zuluTime, isUtcTimestamp(processedTimestamp), utc),
    passIf(requirements.notInTheFuture, !isFuture, past),
  ];
}

function checkPurchaseOrder(
  { purchaseOrderId }: ConfirmationContext['message'],
  request: OrderRequest | CreditOrderRequest,
): CheckResult[] {
  if (purchaseOrderId === undefined) return [];
  const isEchoed = purchaseOrderId === request.purchaseOrderId;
  const place = at('/purchaseOrderId', request.purchaseOrderId, purchaseOrderId);
  return [passIf(requirements.echoPurchaseOrder, isEchoed, place)];
}

function checkOutcome({ message, status, statusField }: ConfirmationContext): CheckResult[] {
  const { success, status: code, salesOrderId } = message;
  const isConsistent = success !== (status === 'declined');
  const outcome = at('/success', `${!success} with ${statusField} ${status}`, String(success));
  const results = [passIf(requirements.successMeansNotDeclined, isConsistent, outcome)];
  if (success && status !== 'declined') {
    const place = at('/status', '0, 1 or 2', String(code));
    results.push(passIf(requirements.successHasItsCode, isSuccess(code), place));
  }
  if (status === 'approved' && statusField === 'orderStatus') {
    const place = at('/salesOrderId', 'a number of the order', 'missing');
    results.push(passIf(requirements.salesOrder, Boolean(salesOrderId), place));
  }
  return results;
}

function checkReason({ message, status }: ConfirmationContext): CheckResult[] {
  const { status: code, statusMessage } = message;
  if (status !== 'declined') return [];
  if (isSuccess(code)) {
    const expected = 'a code that tells of a refusal';
    return [fail(requirements.reasonWithDecline, '/status', expected, String(code))];
  }
  const place = at('/statusMessage', 'the reason', statusMessage ?? 'missing');
  return [passIf(requirements.reasonWithDecline, Boolean(statusMessage), place)];
}

function checkLines(
  { lines = [], linesField }: ConfirmationContext,
  { orderLines }: OrderRequest | CreditOrderRequest,
): CheckResult[] {
  const unexplained = lines.flatMap((line, index) =>
    explanationMissing(line, `/${linesField}/${index}`),
  );
  const codes = resultOf(requirements.codesExplained, ...unexplained);
  // A credit order without lines is for whatever was ordered.
  if (!orderLines || orderLines.length === 0) return [codes];
  const rest = [...orderLines];
  const results = lines.flatMap((line, index) => {
    const position = meantBy(line, rest);
    const [ordered] = position < 0 ? [] : rest.splice(position, 1);
    return checkLine(line, ordered, `/${linesField}/${index}`);
  });
  return [codes, ...results, ...(lines.length > 0 ? checkRest(rest, results, linesField) : [])];
}

function explanationMissing(
  { status, statusMessage }: ConfirmedLine,
  pointer: string,
): ViolationDetail[] {
  if (isSuccess(status) || statusMessage) return [];
  const expected = `why its status is ${status}`;
  return [at(`${pointer}/statusMessage`, expected, statusMessage ?? 'missing')];
}

/**
 * The line of a request that a line of its confirmation stands for: of several, the one of its
 * quantity.
 */
function meantBy(
  { purchaseOrderLineId, productId, quantity }: ConfirmedLine,
  lines: OrderRequest['orderLines'],
): number {
  const isMeant = (line: OrderRequest['orderLines'][number]): boolean =>
    line.productId === productId &&
    (purchaseOrderLineId === undefined || line.purchaseOrderLineId === purchaseOrderLineId);
  const alike = lines.findIndex((line) => isMeant(line) && line.quantity === quantity);
  return alike >= 0 ? alike : lines.findIndex(isMeant);
}

function checkLine(
  { purchaseOrderLineId, productId, quantity }: ConfirmedLine,
  ordered: { quantity: number } | undefined,
  pointer: string,
): CheckResult[] {
  if (!ordered) {
    const seen = [productId, purchaseOrderLineId].filter(Boolean).join(', line ');
    return [fail(requirements.confirmsOrderedLine, pointer, 'a line of the request', seen)];
  }
  const isEchoed = quantity === undefined || quantity === ordered.quantity;
  const place = at(`${pointer}/quantity`, String(ordered.quantity), String(quantity));
  return [
    pass(requirements.confirmsOrderedLine),
    passIf(requirements.echoQuantity, isEchoed, place),
  ];
}

/**
 * Checks the lines of the request that no line stands for. Of these, as many are excused as lines
 * stand for none.
 */
function checkRest(
  rest: OrderRequest['orderLines'],
  results: CheckResult[],
  linesField: string,
): CheckResult[] {
  const unordered = violationsOf(results).filter(
    ({ requirement }) => requirement === requirements.confirmsOrderedLine.id,
  );
  const missing = rest.slice(unordered.length).map(({ productId, purchaseOrderLineId }) => {
    const expected = [`a line for ${productId}`, purchaseOrderLineId].filter(Boolean);
    return at(`/${linesField}`, expected.join(', line '), 'missing');
  });
  return [resultOf(requirements.everyLine, ...missing)];
}

/** A final decision is not repeated under another id, and not replaced by another one. */
function checkTransition(
  { status, statusField, message: { responseReferenceId } }: ConfirmationContext,
  before: OrderStatus | null,
): CheckResult[] {
  if (canBecome(before, status)) return [];
  if (before !== status)
    return [
      fail(requirements.confirmedOnce, `/${statusField}`, `${before}, which is final`, status),
    ];
  const expected = `that of the confirmation in which it was ${status}`;
  return [
    fail(requirements.repeatConfirmed, '/responseReferenceId', expected, responseReferenceId),
  ];
}
