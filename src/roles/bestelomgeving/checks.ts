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

/**
 * Version 0.9.2 was published on that day: no order of it was processed before. The time at which an
 * order was sent is no limit, because the clock of a workspace may be ahead of that of the partner.
 */
const API_PUBLISHED = Date.parse('2025-04-17T00:00:00Z');

type ConfirmedLine = OrderConfirmationLine | CreditOrderConfirmationLine;
type RequestedLine = OrderRequest['orderLines'][number] & { salesOrderLineId?: string };

/** A confirmation of either kind: its common values, and the names of the fields that differ. */
export interface ConfirmationContext {
  message: OrderConfirmation | CreditOrderConfirmation;
  schema: Class;
  statusField: string;
  linesField: string;
  status: OrderStatus;
  lines: ConfirmedLine[] | undefined;
}

/**
 * Checks of the first confirmation with its responseReferenceId; `before` is the previous status of
 * the order.
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
    ...checkReference(message, request),
    ...checkPurchaseOrder(message, request),
    ...checkOutcome(confirmation),
    ...checkReason(confirmation),
    ...checkLines(confirmation, request),
    ...checkTransition(confirmation, before),
  ];
}

/** Checks that a confirmation equals the first one with its responseReferenceId. */
export function checkRepeatedConfirmation(
  { message, status }: ConfirmationContext,
  before: { message: unknown; status: string },
): CheckResult[] {
  const field = '/responseReferenceId';
  if (isDeepStrictEqual(before.message, message)) return [pass(requirements.sameConfirmation)];
  const actual = 'another message with the same responseReferenceId';
  return before.status === status
    ? [fail(requirements.sameConfirmation, field, 'the same content as the first message', actual)]
    : [
        fail(
          requirements.newStateNewId,
          field,
          'a new responseReferenceId for the new status',
          actual,
        ),
      ];
}

/** The result for a confirmation of a request that was never sent. */
export function failUnknownOrderRequest({
  requestReferenceId,
}: {
  requestReferenceId: string;
}): CheckResult[] {
  const expected = 'the requestReferenceId of a request that was sent';
  return [fail(requirements.echoReference, '/requestReferenceId', expected, requestReferenceId)];
}

function checkTime(
  { processedTimestamp }: ConfirmationContext['message'],
  now: number,
): CheckResult[] {
  const field = '/processedTimestamp';
  const isFuture = Date.parse(processedTimestamp) > now + MAX_CLOCK_SKEW_MS;
  const utc = at(field, 'a time in UTC that ends in Z', processedTimestamp);
  const past = at(field, 'a time that is not in the future', processedTimestamp);
  return [
    passIf(requirements.zuluTime, isUtcTimestamp(processedTimestamp), utc),
    passIf(requirements.notInTheFuture, !isFuture, past),
    ...(Date.parse(processedTimestamp) < Math.min(API_PUBLISHED, now)
      ? [fail(requirements.notBeforeReceipt, field, 'a time after the request', processedTimestamp)]
      : []),
  ];
}

/** The reference belongs to the request in any case; the sender may compare it as text. */
function checkReference(
  { requestReferenceId: actual }: ConfirmationContext['message'],
  { requestReferenceId: expected }: OrderRequest | CreditOrderRequest,
): CheckResult[] {
  const field = '/requestReferenceId';
  return actual === expected ? [] : [fail(requirements.echoAsReceived, field, expected, actual)];
}

function checkPurchaseOrder(
  { purchaseOrderId }: ConfirmationContext['message'],
  request: OrderRequest | CreditOrderRequest,
): CheckResult[] {
  if (purchaseOrderId === undefined) return [];
  const isEchoed = purchaseOrderId === request.purchaseOrderId;
  const detail = at('/purchaseOrderId', request.purchaseOrderId, purchaseOrderId);
  return [passIf(requirements.echoPurchaseOrder, isEchoed, detail)];
}

function checkOutcome({ message, status, statusField }: ConfirmationContext): CheckResult[] {
  const { success, status: code, salesOrderId } = message;
  const isConsistent = success !== (status === 'declined');
  const outcome = at('/success', `${!success} with ${statusField} ${status}`, String(success));
  // The sources do not say if a pending order was processed successfully.
  const results =
    status === 'pending'
      ? []
      : [passIf(requirements.successMeansNotDeclined, isConsistent, outcome)];
  if (success && status !== 'declined') {
    const detail = at('/status', '0, 1 or 2', String(code));
    results.push(passIf(requirements.successHasItsCode, isSuccess(code), detail));
  }
  if (status === 'approved' && statusField === 'orderStatus') {
    const detail = at('/salesOrderId', 'the number of the sales order', 'missing');
    results.push(passIf(requirements.salesOrder, Boolean(salesOrderId), detail));
  }
  return results;
}

function checkReason({ message, status }: ConfirmationContext): CheckResult[] {
  const { status: code, statusMessage } = message;
  if (status !== 'declined') return [];
  if (isSuccess(code)) {
    const expected = 'a code that is not a success code';
    return [fail(requirements.reasonWithDecline, '/status', expected, String(code))];
  }
  const detail = at('/statusMessage', 'a reason', statusMessage ?? 'missing');
  return [passIf(requirements.reasonWithDecline, Boolean(statusMessage), detail)];
}

function checkLines(
  { lines = [], linesField, message, status }: ConfirmationContext,
  { orderLines }: OrderRequest | CreditOrderRequest,
): CheckResult[] {
  // A decline gives its reason for all lines; without one, another requirement reports it.
  const isExplained = status === 'declined' && !isSuccess(message.status);
  const unexplained = lines.flatMap((line, index) =>
    isExplained ? [] : missingExplanation(line, `/${linesField}/${index}`),
  );
  const codes = resultOf(requirements.codesExplained, ...unexplained);
  // A credit order without lines credits the whole order, so its lines cannot be compared.
  if (!orderLines || orderLines.length === 0) return [codes];
  const rest: RequestedLine[] = [...orderLines];
  const results = lines.flatMap((line, index) => {
    const position = indexOfConfirmedLine(line, rest);
    const [ordered] = position < 0 ? [] : rest.splice(position, 1);
    return checkLine(line, ordered, `/${linesField}/${index}`);
  });
  return [
    codes,
    ...results,
    ...(lines.length > 0 ? checkUnconfirmedLines(rest, results, linesField) : []),
  ];
}

function missingExplanation(
  { status, statusMessage }: ConfirmedLine,
  pointer: string,
): ViolationDetail[] {
  if (isSuccess(status) || statusMessage) return [];
  const expected = `a reason for the status ${status}`;
  return [at(`${pointer}/statusMessage`, expected, statusMessage ?? 'missing')];
}

/**
 * Index of the requested line that a confirmed line belongs to, or -1. A line with the same
 * quantity has precedence.
 */
function indexOfConfirmedLine(
  { purchaseOrderLineId, salesOrderLineId, productId, quantity }: ConfirmedLine,
  lines: RequestedLine[],
): number {
  const isMeant = (line: RequestedLine): boolean =>
    line.productId === productId &&
    (purchaseOrderLineId === undefined || line.purchaseOrderLineId === purchaseOrderLineId) &&
    // Only a credit order has it; the confirmation of an order introduces it.
    [undefined, line.salesOrderLineId ?? salesOrderLineId].includes(salesOrderLineId);
  const alike = lines.findIndex((line) => isMeant(line) && line.quantity === quantity);
  return alike >= 0 ? alike : lines.findIndex(isMeant);
}

function checkLine(
  { purchaseOrderLineId, salesOrderLineId, productId, quantity }: ConfirmedLine,
  ordered: { quantity: number } | undefined,
  pointer: string,
): CheckResult[] {
  if (!ordered) {
    const ids = [productId, purchaseOrderLineId, salesOrderLineId];
    const actual = ids.filter(Boolean).join(', line ');
    return [fail(requirements.confirmsOrderedLine, pointer, 'a line of the request', actual)];
  }
  const isEchoed = quantity === undefined || quantity === ordered.quantity;
  const detail = at(`${pointer}/quantity`, String(ordered.quantity), String(quantity));
  return [
    pass(requirements.confirmsOrderedLine),
    passIf(requirements.echoQuantity, isEchoed, detail),
  ];
}

/**
 * Checks that no line of the request is without confirmation. A confirmed line that was not ordered
 * may replace one, so that a wrong id gives one violation, not two.
 */
function checkUnconfirmedLines(
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

/**
 * Checks that a final decision is neither replaced, nor repeated with another responseReferenceId.
 */
function checkTransition(
  { status, statusField, message: { responseReferenceId } }: ConfirmationContext,
  before: OrderStatus | null,
): CheckResult[] {
  if (canBecome(before, status)) return [];
  if (before !== status)
    return [
      fail(requirements.confirmedOnce, `/${statusField}`, `${before}, which is final`, status),
    ];
  const expected = `the responseReferenceId of the confirmation in which the order was ${status}`;
  return [
    fail(requirements.repeatConfirmed, '/responseReferenceId', expected, responseReferenceId),
  ];
}
