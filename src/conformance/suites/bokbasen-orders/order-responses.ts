import { isDeepStrictEqual } from 'node:util';
import type {
  OrderDetails,
  OrderDetailsLine,
  OrderSummary,
} from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations } from '../../../apis/bokbasen-orders/operations.js';
import { isRefusal } from '../../../apis/bokbasen/rejections.js';
import type { Operation } from '../../../platform/api/operation.js';
import { expectNoFailure } from '../bokbasen/valid-message.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ExpectationDetail,
  type TestContext,
} from '../../runner/test-context.js';

/** Final result of an order that was sent. */
export interface BokbasenOrderOutcome {
  /** Status of the order, or of the HTTP response if the order was not accepted. */
  result: string;
  exchange: Exchange;
}

/**
 * Checks that an order did not become SENT: it was rejected with a 4xx, or it FAILED. A 5xx is not
 * a rejection.
 */
export function expectNotSent(
  context: TestContext,
  requirement: Requirement,
  { result, exchange }: BokbasenOrderOutcome,
  { variant = '', before }: Pick<ExpectationDetail, 'variant' | 'before'>,
): void {
  const isRejected = result === 'FAILED' || isRefusal(Number(result));
  expectNoFailure(context, bokbasenOrderOperations.sendOrder, exchange);
  context.expect(requirement, exchange, isRejected, {
    pointer: '/status',
    expected: `FAILED or a 40x status for ${variant}`,
    seen: result,
    before,
  });
}

/** Requirements whose calls are no valid messages. */
const invalidMessages: Requirement[] = [requirements.otherSpelling, requirements.negativeOnly];

/** Checks that a call was rejected with a 40x status: the pages do not say with which one. */
export function expectRejected(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  variant: string,
  before?: string,
  causes: readonly Requirement[] = [],
): void {
  const operation = operationNamed(exchange.operation);
  if (operation && !invalidMessages.includes(requirement))
    expectNoFailure(context, operation, exchange);
  context.expect(requirement, exchange, isRefusal(exchange.status), {
    pointer: '',
    expected: `a 40x status for ${variant}`,
    seen: describeResponse(exchange),
    before,
    causes,
  });
}

/** Checks that a valid reduction is answered 403, the one status that a page names. */
export function expectForbidden(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  detail: ExpectationDetail,
): void {
  expectNoFailure(context, bokbasenOrderOperations.updateOrderLineQuantity, exchange);
  context.expectStatus(requirement, exchange, 403, detail);
}

function operationNamed(name: string | null | undefined): Operation | undefined {
  return Object.values<Operation>(bokbasenOrderOperations).find((one) => one.name === name);
}

/** Checks that a call finds no order or line: any 40x by the pages, 404 by our choice. */
export function expectNotFound(
  context: TestContext,
  exchange: Exchange,
  variant: string,
  causes: readonly Requirement[] = [],
): void {
  expectRejected(context, requirements.notFound, exchange, variant, undefined, causes);
  context.expectStatus(requirements.notFoundStatus, exchange, 404, {
    variant,
    causes: [...causes, requirements.notFound],
  });
}

/** The id of an order: the last segment of the Location header. */
export function orderIdFromLocation({ response }: Exchange): string | undefined {
  const location = response.headers['location'];
  return typeof location === 'string' ? location.split('/').at(-1) || undefined : undefined;
}

export function orderDetailsIn({ status, response }: Exchange): OrderDetails | undefined {
  const value = status === 200 ? parseJson(response.body) : undefined;
  return typeof value === 'object' && value !== null ? (value as OrderDetails) : undefined;
}

export function orderDetailsLinesOf(order: OrderDetails | undefined): OrderDetailsLine[] {
  const lines = (order as Partial<OrderDetails> | undefined)?._embedded?.lines;
  return Array.isArray(lines) ? lines : [];
}

export function listItemOf(exchange: Exchange, id: string): OrderSummary | undefined {
  return listItemsIn(exchange).find(({ orderId }) => orderId === id);
}

/** The items of a list. The list is an array, or an array that is embedded in a HAL object. */
export function listItemsIn({ status, response }: Exchange): OrderSummary[] {
  const value = status === 200 ? parseJson(response.body) : undefined;
  const embedded = (value as { _embedded?: { orders?: unknown } } | null | undefined)?._embedded;
  const items = embedded?.orders ?? value;
  return Array.isArray(items) ? (items as OrderSummary[]) : [];
}

/** Compares two lists regardless of their order. */
export function haveSameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  const sorted = [left, right].map((all) => all.map(String).toSorted());
  return isDeepStrictEqual(sorted[0], sorted[1]);
}
