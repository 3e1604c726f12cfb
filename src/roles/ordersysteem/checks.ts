import {
  CreditOrderRequest,
  OrderRequest,
  type DeliveryLocation,
} from '../../apis/edu-v-order/messages.js';
import { orderRequirements as requirements } from '../../apis/edu-v-order/requirements.js';
import {
  at,
  checkDeclaredFields,
  fail,
  pass,
  passIf,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import type { ViolationDetail } from '../../platform/requirements/requirement.js';
import { EXCESS_CREDIT, isOfUnknownLine, type CreditCheck } from './decide-credit-order.js';

/**
 * Dutch postal code: a number from 1000 and two letters. The space is optional in Dutch addresses.
 */
const DUTCH_ZIP_CODE = /^[1-9]\d{3} ?[A-Z]{2}$/;

/** Checks of an order that is valid against its schema. */
export function checkOrderRequest(order: OrderRequest): CheckResult[] {
  const { orderLines, deliveryLocation } = order;
  const lines = at('/orderLines', 'at least one line', 'none');
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, OrderRequest, order),
    passIf(requirements.someLines, orderLines.length > 0, lines),
    ...checkLines(orderLines),
    ...checkLocation(deliveryLocation),
  ];
}

/** Checks that a new order does not repeat the purchaseOrderId of another one. */
export function checkNewPurchaseOrder(
  { purchaseOrderId }: OrderRequest,
  isUsed: boolean,
): CheckResult[] {
  const detail = at('/purchaseOrderId', 'a new purchaseOrderId', purchaseOrderId);
  return [passIf(requirements.freshPurchaseOrder, !isUsed, detail)];
}

/** Checks that a repeated request equals the first message with its requestReferenceId. */
export function checkRepeatedOrderRequest(isSame: boolean): CheckResult[] {
  const actual = 'another message with the same requestReferenceId';
  const detail = at('/requestReferenceId', 'the same content as the first message', actual);
  return [passIf(requirements.sameContent, isSame, detail)];
}

/** Checks of a credit order that is valid against its schema. */
export function checkCreditOrderRequest(credit: CreditOrderRequest): CheckResult[] {
  const { orderLines } = credit;
  const expected = 'at least one line, or no orderLines for the whole order';
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, CreditOrderRequest, credit),
    passIf(requirements.someLines, orderLines?.length !== 0, at('/orderLines', expected, 'none')),
    ...checkLines(orderLines ?? []),
  ];
}

/**
 * Checks of a credit order against its order. When that order is unknown, only this violation is
 * reported.
 */
export function checkCreditAgainstOrder(
  { responseReferenceId, orderLines = [] }: CreditOrderRequest,
  { violates, reason, lines }: CreditCheck,
): CheckResult[] {
  if (violates)
    return [
      fail(
        violates.requirement,
        violates.pointer,
        'a value that identifies an order',
        reason ?? '',
      ),
    ];
  const excess = lines.flatMap(excessAt);
  return [
    pass(requirements.creditOfKnownOrder),
    ...(responseReferenceId === undefined ? [] : [pass(requirements.approvedReference)]),
    ...(orderLines.length > 0 || excess.length > 0
      ? [resultOf(requirements.creditWithinOrder, ...excess)]
      : []),
    ...checkOrderedLines(lines),
  ];
}

/** Lines that were declined for another reason say nothing. */
function checkOrderedLines(lines: CreditCheck['lines']): CheckResult[] {
  const unknown = lines.flatMap(({ declined }, index) =>
    declined !== undefined && isOfUnknownLine(declined)
      ? [at(`/orderLines/${index}`, 'a line of the order', declined)]
      : [],
  );
  const isKnown = lines.some(({ declined }) => declined === undefined);
  return unknown.length > 0 || isKnown
    ? [resultOf(requirements.creditOfOrderedLine, ...unknown)]
    : [];
}

function excessAt(
  { quantity, declined }: CreditCheck['lines'][number],
  index: number,
): ViolationDetail[] {
  if (!declined?.startsWith(EXCESS_CREDIT)) return [];
  const expected = 'at most the quantity that is left to credit';
  return [at(`/orderLines/${index}/quantity`, expected, `${quantity}; ${declined}`)];
}

function checkLocation({
  countryCode,
  zipCode = '',
}: Partial<DeliveryLocation> = {}): CheckResult[] {
  if (countryCode === undefined) return [];
  const country = at('/deliveryLocation/countryCode', 'two capital letters', countryCode);
  const zip = at('/deliveryLocation/zipCode', '1234 AB', zipCode);
  return [
    passIf(requirements.countryCode, /^[A-Z]{2}$/.test(countryCode), country),
    ...(countryCode === 'NL'
      ? [passIf(requirements.dutchZipCode, DUTCH_ZIP_CODE.test(zipCode), zip)]
      : []),
  ];
}

function checkLines(lines: { purchaseOrderLineId?: string; quantity: number }[]): CheckResult[] {
  const ids = new Set<string>();
  return lines.flatMap(({ purchaseOrderLineId: id, quantity }, index) => {
    const line = `/orderLines/${index}`;
    const results = [
      passIf(
        requirements.positiveQuantity,
        quantity >= 1,
        at(`${line}/quantity`, 'at least 1', String(quantity)),
      ),
    ];
    if (id === undefined) return results;
    const detail = at(`${line}/purchaseOrderLineId`, 'a value that is unique in the message', id);
    results.push(passIf(requirements.distinctLineIds, !ids.has(id), detail));
    ids.add(id);
    return results;
  });
}
