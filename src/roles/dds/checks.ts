import {
  Loan,
  OrderOfTitle,
  Registration,
  StreamingReport,
  SubscriptionOrder,
  type InventoryQuery,
  type StreamingItem,
} from '../../apis/bokbasen-dds/messages.js';
import { ddsRequirements as requirements } from '../../apis/bokbasen-dds/requirements.js';
import type { ContentVariant, Title } from '../../apis/bokbasen-dds/titles.js';
import {
  at,
  checkDeclaredFields,
  fail,
  pass,
  passIf,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { toIsoUtc } from '../../platform/time/time.js';

export const MIN_NAME_LENGTH = 2;
const NAMES = ['firstname', 'lastname'] as const;
/** Minimum pause of half a second, minus a tolerance for timers and network. */
const MIN_PAUSE_MS = 450;
/** A price in øre below which it is rather one in kroner. */
const LOW_PRICE = 1_000;

/** Checks of an order that is valid against its schema. */
export function checkDdsOrder(order: OrderOfTitle): CheckResult[] {
  const { spd, excerpt } = order;
  const isText = typeof excerpt === 'string';
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, OrderOfTitle, order),
    ...checkPrice(spd),
    checkLengths(order, requirements.shortName),
    passIf(
      requirements.excerptAsTruth,
      !isText,
      at('/excerpt', 'the JSON value true or false', `the string ${excerpt}`),
    ),
  ];
}

/** Checks of an order of a subscription service. */
export function checkSubscription(order: SubscriptionOrder): CheckResult[] {
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, SubscriptionOrder, order),
    ...checkPrice(order.spd),
    checkLengths(order, requirements.shortReader),
  ];
}

/** Checks of an order against its title. */
export function checkOrderOfTitle(
  title: Title,
  order: SubscriptionOrder,
  excerpt: boolean,
): CheckResult[] {
  const { format, drm } = title;
  const closed = notSaleableReasons(title, excerpt);
  const hasExcerpt = title.excerpt && format !== 'MP3';
  return [
    passIf(
      requirements.saleable,
      closed.length === 0,
      at('/resid', 'a title that this client may sell', closed.join(', ')),
    ),
    passIf(
      requirements.excerptOfEbook,
      !excerpt || hasExcerpt,
      at('/excerpt', 'an e-book with an excerpt', `${format} without an excerpt`),
    ),
    ...(needsNames(drm, excerpt) ? [checkNames(order)] : []),
  ];
}

/** Check result for an order that is sent to the path of another kind of orders. */
export function failWrongEndpoint(kind: string, client: string): CheckResult[] {
  const seen = `a ${kind} order of ${client}`;
  return [fail(requirements.ownEndpoint, '', 'an order on the path of its type', seen)];
}

/** Check result for an order of an unknown title. */
export function failUnknownTitle({ resid }: SubscriptionOrder): CheckResult[] {
  return [fail(requirements.knownTitle, '/resid', 'the resid of a title in the inventory', resid)];
}

/** Check result for an orderid that was used before. */
export function failUsedOrderid({ orderid }: OrderOfTitle): CheckResult[] {
  return [
    fail(requirements.freshOrder, '/orderid', 'an orderid that was not used before', orderid),
  ];
}

/** Checks that the consumer of an order has an account. */
export function checkConsumer({ id }: OrderOfTitle, isKnown: boolean): CheckResult[] {
  const place = at('/id', 'the DDS-ID of an account', id ?? 'missing');
  return [passIf(requirements.consumerOfOrder, isKnown, place)];
}

/** True when an order must name the buyer, because the watermark contains the name. */
export function needsNames(drm: Title['drm'], excerpt: boolean): boolean {
  return drm === 'SDRM' && !excerpt;
}

/** Check result for content that is read without an order of the caller. */
export function failForeignContent(id: string): CheckResult[] {
  return [fail(requirements.ownContent, '', 'the Location of an order of this client', id)];
}

/** Checks that a sample is requested of an e-book with an excerpt. */
export function checkSample({ excerpt, format }: Title): CheckResult[] {
  const place = at('', 'an e-book with an excerpt', format);
  return [passIf(requirements.sampleOfEbook, excerpt && format !== 'MP3', place)];
}

/** Check result for content that is read without the right to it. */
export function failWithoutRight(right: 'raw' | 'library', client: string): CheckResult[] {
  const requirement =
    right === 'raw' ? requirements.rawOnlyByRight : requirements.libraryOnlyByRight;
  return [fail(requirement, '', 'a client with the right to this content', client)];
}

/** Checks the type and bitrate of a call, as one text, against the variants of a title. */
export function checkChoice(
  choices: readonly ContentVariant[],
  wanted: string,
  isOffered: boolean,
): CheckResult[] {
  if (wanted === '') return [];
  const expected = choices.map(({ type, bitrate = '' }) => `${type} ${bitrate}`.trim()).join(', ');
  return [passIf(requirements.offeredChoice, isOffered, at('?type', expected, wanted))];
}

/** Checks that a call with `next` has no `after`. */
export function checkInventoryQuery({ after, next }: InventoryQuery): CheckResult[] {
  if (!next) return [];
  return [
    passIf(
      requirements.nextAlone,
      !after,
      at('?after', 'no after together with next', after ?? ''),
    ),
  ];
}

/**
 * Checks that the date of a conditional read is not later than the last change, because such a
 * date does not come from a response of the shelf.
 */
export function checkSince(since: string, modified: string): CheckResult[] {
  const isPast = momentOf(since) <= momentOf(modified);
  const place = at('If-Modified-Since', `${modified} or earlier`, since);
  return [passIf(requirements.sinceAsGiven, isPast, place)];
}

/** One read of a status page: its time in milliseconds and the returned status. */
export interface StatusRead {
  at: number;
  status: string;
}

/**
 * Checks the pace of a client that reads a status page again; `before` is undefined for the first
 * time.
 */
export function checkStatusRead(read: StatusRead, before: StatusRead | undefined): CheckResult[] {
  const results: CheckResult[] = [];
  if (before?.status === 'FAILED')
    results.push(
      fail(requirements.stopsAfterFailed, '', 'no further poll after FAILED', 'another poll'),
    );
  else if (read.status === 'FAILED') results.push(pass(requirements.stopsAfterFailed));
  if (before?.status !== 'PROCESSING') return results;
  const pause = read.at - before.at;
  const place = at('', 'at least half a second', `${pause} ms`);
  return [...results, passIf(requirements.pollsSlowly, pause >= MIN_PAUSE_MS, place)];
}

/**
 * Parses a date in any form of RFC 2616, in milliseconds; NaN when it is invalid. The asctime form
 * has no zone and is in GMT.
 */
export function momentOf(date: string): number {
  return Date.parse(/[A-Z]{3}$|[+-]\d{4}$/.test(date.trim()) ? date : `${date} GMT`);
}

export function checkRegistration(registration: Registration): CheckResult[] {
  return [checkDeclaredFields(requirements.knownFieldsOnly, Registration, registration)];
}

/** Check result for an e-mail address that already has an account. */
export function failSecondAccount(email: string): CheckResult[] {
  return [fail(requirements.oneAccount, '/email', 'an e-mail address without an account', email)];
}

/** Checks of a report of streaming that is valid against its schema. */
export function checkStreaming(report: StreamingReport): CheckResult[] {
  const rows = new Set<string>();
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, StreamingReport, report),
    ...report.items.flatMap((item, index) => {
      const { periodFrom, periodTo, isbn } = item;
      const pointer = `/items/${index}`;
      const isRepeated = rows.has(rowOf(item));
      rows.add(rowOf(item));
      return [
        passIf(
          requirements.wholePeriod,
          periodTo >= periodFrom,
          at(`${pointer}/periodTo`, `${periodFrom} or later`, periodTo),
        ),
        passIf(
          requirements.rowsDistinct,
          !isRepeated,
          at(pointer, 'one row for each combination', `${isbn} twice`),
        ),
      ];
    }),
  ];
}

/** Checks that a report repeats no row of earlier reports. */
export function checkReported(
  { items }: StreamingReport,
  before: readonly StreamingReport[],
): CheckResult[] {
  const known = new Set(before.flatMap((report) => report.items.map(rowOf)));
  const repeated = items.flatMap((item, index) => {
    if (!known.has(rowOf(item))) return [];
    const seen = `${item.isbn}, ${item.periodFrom} to ${item.periodTo}, once more`;
    return [at(`/items/${index}`, 'a row that was not reported before', seen)];
  });
  return [resultOf(requirements.periodOnce, ...repeated)];
}

/** Checks of a report of loans: a list or one loan. */
export function checkLoans(loans: Loan | Loan[]): CheckResult[] {
  const isList = Array.isArray(loans);
  const { knownFieldsOnly } = requirements;
  return [
    passIf(requirements.loansAsList, isList, at('', 'an array', 'a single loan')),
    ...(isList
      ? loans.map((loan, index) => checkDeclaredFields(knownFieldsOnly, Loan, loan, `/${index}`))
      : [checkDeclaredFields(knownFieldsOnly, Loan, loans)]),
  ];
}

/** Identity of a row of a report, which must not be reported twice. */
function rowOf(item: StreamingItem): string {
  const { isbn, productOwnerId, periodFrom, periodTo, currency, market } = item;
  return JSON.stringify([isbn, String(productOwnerId), periodFrom, periodTo, currency, market]);
}

function notSaleableReasons({ published, deleted, access }: Title, excerpt: boolean): string[] {
  return [
    ...(access ? [] : ['no access']),
    ...(deleted === undefined ? [] : ['deleted']),
    ...(published || excerpt ? [] : ['not published']),
  ];
}

function checkNames(order: SubscriptionOrder): CheckResult {
  const missing = NAMES.filter((name) => order[name] === undefined);
  return resultOf(
    requirements.namesOfBuyer,
    ...missing.map((name) => at(`/${name}`, 'a name, because the title is SDRM', 'missing')),
  );
}

function checkLengths(order: SubscriptionOrder, requirement: Requirement): CheckResult {
  const short = NAMES.flatMap((name) => {
    const given = order[name]?.trim();
    if (given === undefined || given.length >= MIN_NAME_LENGTH) return [];
    return [at(`/${name}`, `at least ${MIN_NAME_LENGTH} characters`, given || 'nothing')];
  });
  return resultOf(requirement, ...short);
}

function checkPrice(spd: string | number | undefined): CheckResult[] {
  const isNumber = typeof spd === 'number';
  const place = at('/spd', 'a string of digits', `the number ${spd}`);
  const isLow = Number(spd ?? 0) > 0 && Number(spd) < LOW_PRICE;
  const low = at('/spd', `øre: ${Number(spd) * 100} for ${spd} kroner`, String(spd));
  return [
    passIf(requirements.priceAsText, !isNumber, place),
    passIf(requirements.priceInKroner, !isLow, low),
  ];
}

/** Days that a period may be ahead: a service may report the month that is not over yet. */
const DAYS_AHEAD = 31;

/**
 * Checks that a month or a day of a report is in the last two years, and not in the future. `clocks` are the times of the
 * workspace and of the real clock, which the partner may have: one of them is enough.
 */
export function checkReportedDates(
  dates: readonly [pointer: string, date: string][],
  clocks: readonly number[],
): CheckResult {
  const earliest = toIsoUtc(Math.min(...clocks));
  const first = `${Number(earliest.slice(0, 4)) - 2}${earliest.slice(4, 10)}`;
  const last = toIsoUtc(Math.max(...clocks) + DAYS_AHEAD * 86_400_000).slice(0, 10);
  const wrong = dates.filter(
    ([, date]) => date < first.slice(0, date.length) || date > last.slice(0, date.length),
  );
  const places = wrong.map(([pointer, date]) => at(pointer, `from ${first} to ${last}`, date));
  return resultOf(requirements.recentPeriod, ...places);
}

/** The dates of a report of streaming or of loans, with their places. */
export function datesOf(
  report: StreamingReport | Loan | Loan[],
): [pointer: string, date: string][] {
  if ('items' in report)
    return report.items.flatMap(({ periodFrom, periodTo }, index): [string, string][] => [
      [`/items/${index}/periodFrom`, periodFrom],
      [`/items/${index}/periodTo`, periodTo],
    ]);
  if (!Array.isArray(report)) return [['/date', report.date]];
  return report.map(({ date }, index) => [`/${index}/date`, date]);
}
