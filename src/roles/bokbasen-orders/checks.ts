import { bokbasenOrderRequirements as requirements } from '../../apis/bokbasen-orders/requirements.js';
import { LineStatusUpdate, QuantityUpdate } from '../../apis/bokbasen-orders/messages.js';
import {
  at,
  checkDeclaredFields,
  fail,
  pass,
  passIf,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { pointerOf, type SchemaError } from '../../platform/validation/schema.js';
import { DELIVERED_STATUSES, type StoredOrderLine } from './order-line.js';

const TERMS = ['valid_from', 'valid_to', 'price'] as const;
/** Tolerated difference between the clocks of client and server. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;
const YEAR_MS = 366 * 24 * 60 * 60_000;

/** Check result for a document with these errors against the EDItX schema. */
export function checkEditxSchema(errors: readonly SchemaError[]): CheckResult[] {
  const places = errors.map((error) => at(pointerOf(error), error.expected, error.seen));
  return [resultOf(requirements.validEditx, ...places)];
}

/** Check result for a BuyerParty that is not a party of the sender. */
export function failForeignBuyer(buyer: string, expected: string): CheckResult[] {
  const pointer = '/Order/Header/BuyerParty/PartyID/Identifier';
  return [fail(requirements.ownBuyerParty, pointer, expected, buyer)];
}

/** Check result for an order or line that is not visible to the caller. */
export function failUnknownOrder(expected: string, seen: string): CheckResult[] {
  return [fail(requirements.knownOrder, '', expected, seen)];
}

/** Checks that a buyer reads an order until it was processed. */
export function checkReadOrder(asBuyer: boolean, status: string): CheckResult[] {
  return asBuyer && status !== 'UNPROCESSED' ? [pass(requirements.followsOrder)] : [];
}

/** Period of a list. Times are in UTC and compared as text. */
interface ListWindow {
  from: string;
  now: string;
  /** Time at which the client read the list previously; undefined for the first call. */
  previous: string | undefined;
}

/** Checks that a list starts no later than the previous call, and not in the future. */
export function checkListWindow({ from, now, previous }: ListWindow): CheckResult[] {
  const isFuture = from > toIsoUtc(Date.parse(now) + MAX_CLOCK_SKEW_MS);
  const future = at('?fromDate', `${now} or earlier`, from);
  const results = [passIf(requirements.notInTheFuture, !isFuture, future)];
  if (previous === undefined) return results;
  const gap = at('?fromDate', `${previous} or earlier`, from);
  return [...results, passIf(requirements.noGap, from <= previous, gap)];
}

/** Checks of an update of a line that is valid against its schema. */
export function checkStatusUpdate(update: LineStatusUpdate): CheckResult[] {
  const { status } = update;
  const term = TERMS.find((name) => update[name] !== undefined);
  const expected = `absent with ${status}; only with ${DELIVERED_STATUSES.join(', ')}`;
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, LineStatusUpdate, update),
    ...checkComment(update),
    ...checkPeriod(update),
    ...checkTax(update),
    passIf(
      requirements.termsWithDelivery,
      term === undefined || DELIVERED_STATUSES.includes(status),
      at(`/${term}`, expected, 'one'),
    ),
  ];
}

/** Checks of an update of a quantity that is valid against its schema. */
export function checkQuantityUpdate(update: QuantityUpdate): CheckResult[] {
  return [checkDeclaredFields(requirements.knownFieldsOnly, QuantityUpdate, update)];
}

/** Checks that the seller answers a change of quantity, by updating its row. */
export function checkAnsweredChange({ status }: StoredOrderLine): CheckResult[] {
  return status === 'REQUESTED' ? [pass(requirements.answersChange)] : [];
}

function checkComment({ status, comment }: LineStatusUpdate): CheckResult[] {
  if (status !== 'REJECTED') return [];
  const seen = comment === undefined ? 'missing' : 'empty';
  const place = at('/comment', 'a comment with the reason', seen);
  return [passIf(requirements.reasonWithRejection, Boolean(comment?.trim()), place)];
}

function checkPeriod({ valid_from, valid_to }: LineStatusUpdate): CheckResult[] {
  if (valid_from === undefined || valid_to === undefined) return [];
  const place = at('/valid_to', `${valid_from} or later`, valid_to);
  return [passIf(requirements.periodForward, valid_from <= valid_to, place)];
}

/** Checks that the buyer can still use the product at that time. */
export function checkPeriodAhead({ valid_to }: LineStatusUpdate, now: string): CheckResult[] {
  const today = now.slice(0, 10);
  if (valid_to === undefined) return [];
  return [
    passIf(
      requirements.periodAhead,
      valid_to >= today,
      at('/valid_to', `${today} or later`, valid_to),
    ),
  ];
}

/** Checks the date of an order, `YYYYMMDD` with or without a time, against the time of the call. */
export function checkIssued(issued: string, now: string): CheckResult[] {
  const day = issued.slice(0, 8);
  if (!/^\d{8}$/.test(day)) return [];
  const first = toIsoUtc(Date.parse(now) - YEAR_MS)
    .slice(0, 10)
    .replaceAll('-', '');
  const place = at('/Order/Header/IssueDateTime', `${first} or later`, issued);
  return [passIf(requirements.issuedNow, day >= first, place)];
}

function checkTax({ price }: LineStatusUpdate): CheckResult[] {
  if (!price) return [];
  const isFraction = price.tax > 0 && price.tax < 1;
  const place = at('/price/tax', `a percentage, for example ${price.tax * 100}`, String(price.tax));
  return [passIf(requirements.percentOfTax, !isFraction, place)];
}
