import {
  Loan,
  OrderOfTitle,
  Registration,
  StreamingReport,
  SubscriptionOrder,
  type InventoryAsked,
  type StreamingItem,
} from '../../contracts/bokbasen-dds/messages.js';
import { ddsRequirements as asked } from '../../contracts/bokbasen-dds/requirements.js';
import type { Choice, Title } from '../../contracts/bokbasen-dds/titles.js';
import { finding } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import type { Finding } from '../../kernel/journal/exchange.js';

export const SHORTEST_NAME = 2;
const NAMES = ['firstname', 'lastname'] as const;

/** What a careful store would have done otherwise in an order that its schema allows. */
export function checkOrder(order: OrderOfTitle): Finding[] {
  const { spd, excerpt } = order;
  return [
    ...undeclaredFields(OrderOfTitle, order).map(unknownField),
    ...checkPrice(spd),
    ...checkLengths(order, asked.shortName),
    ...(typeof excerpt === 'string'
      ? [finding(asked.excerptAsTruth, '/excerpt', 'true or false', `the text ${excerpt}`)]
      : []),
  ];
}

/** The same for a subscription service. */
export function checkSubscription(order: SubscriptionOrder): Finding[] {
  return [
    ...undeclaredFields(SubscriptionOrder, order).map(unknownField),
    ...checkPrice(order.spd),
    ...checkLengths(order, asked.shortReader),
  ];
}

/** What an order departs from, seen by who knows the title. */
export function checkSale(title: Title, order: SubscriptionOrder, excerpt: boolean): Finding[] {
  const { published, deleted, access, format, drm } = title;
  const closed = [
    ...(access ? [] : ['no access']),
    ...(deleted === undefined ? [] : ['deleted']),
    ...(published || excerpt ? [] : ['not published']),
  ];
  const missing = NAMES.filter((name) => order[name] === undefined);
  return [
    ...(closed.length > 0
      ? [finding(asked.saleable, '/resid', 'a title that may be sold', closed.join(', '))]
      : []),
    ...(excerpt && (!title.excerpt || format === 'MP3')
      ? [
          finding(
            asked.excerptOfEbook,
            '/excerpt',
            'an e-book with an excerpt',
            `${format} without`,
          ),
        ]
      : []),
    ...(needsNames(drm, excerpt)
      ? missing.map((name) => finding(asked.namesOfBuyer, `/${name}`, 'one, for SDRM', 'missing'))
      : []),
  ];
}

/** Whether the buyer of a title has to be named: he stands in its watermark. */
export function needsNames(drm: Title['drm'], excerpt: boolean): boolean {
  return drm === 'SDRM' && !excerpt;
}

/** A type and a bitrate that were asked for, and are not among what there is. */
export function checkChoice(choices: readonly Choice[], asking: string): Finding[] {
  if (asking === '') return [];
  const expected = choices.map(({ type, bitrate = '' }) => `${type} ${bitrate}`.trim()).join(', ');
  return [finding(asked.offeredChoice, '?type', expected, asking)];
}

export function checkInventory({ after, next }: InventoryAsked): Finding[] {
  return after && next ? [finding(asked.nextAlone, '?after', 'none beside next', after)] : [];
}

/** When a shelf is asked for by its date: one that it never had cannot be from us. */
export function checkSince(since: string, modified: string): Finding[] {
  if (momentOf(since) <= momentOf(modified)) return [];
  return [finding(asked.sinceAsGiven, 'If-Modified-Since', `${modified}, or one before`, since)];
}

/** The moment of a date in any form of RFC 2616; NaN: it is none. That of C's asctime says no zone: it is in GMT. */
export function momentOf(date: string): number {
  return Date.parse(/[A-Z]{3}$|[+-]\d{4}$/.test(date.trim()) ? date : `${date} GMT`);
}

export function checkRegistration(registration: Registration): Finding[] {
  return undeclaredFields(Registration, registration).map(unknownField);
}

/** What a careful service would have done otherwise in a report of streaming. */
export function checkStreaming(report: StreamingReport): Finding[] {
  const seen = new Set<string>();
  return [
    ...undeclaredFields(StreamingReport, report).map(unknownField),
    ...report.items.flatMap((item, index) => {
      const { periodFrom, periodTo, isbn } = item;
      const at = `/items/${index}`;
      const twice = seen.has(rowOf(item));
      seen.add(rowOf(item));
      return [
        ...(periodTo < periodFrom
          ? [finding(asked.wholePeriod, `${at}/periodTo`, `${periodFrom} or later`, periodTo)]
          : []),
        ...(twice ? [finding(asked.rowsDistinct, at, 'one row of each', `${isbn} twice`)] : []),
      ];
    }),
  ];
}

/** What was reported in reports before. */
export function checkReported(
  { items }: StreamingReport,
  before: readonly StreamingReport[],
): Finding[] {
  const known = new Set(before.flatMap((report) => report.items.map(rowOf)));
  return items.flatMap((item, index) =>
    known.has(rowOf(item))
      ? [
          finding(
            asked.periodOnce,
            `/items/${index}`,
            'what was not reported before',
            `${item.isbn}, ${item.periodFrom} to ${item.periodTo}, once more`,
          ),
        ]
      : [],
  );
}

export function checkLoans(loans: Loan | Loan[]): Finding[] {
  if (Array.isArray(loans))
    return loans.flatMap((loan, index) =>
      undeclaredFields(Loan, loan).map((pointer) => unknownField(`/${index}${pointer}`)),
    );
  return [
    finding(asked.loansAsList, '', 'a list', 'one loan'),
    ...undeclaredFields(Loan, loans).map(unknownField),
  ];
}

function rowOf(item: StreamingItem): string {
  const { isbn, productOwnerId, periodFrom, periodTo, currency, market } = item;
  return JSON.stringify([isbn, String(productOwnerId), periodFrom, periodTo, currency, market]);
}

function checkLengths(order: SubscriptionOrder, requirement: typeof asked.shortName): Finding[] {
  return NAMES.flatMap((name) => {
    const given = order[name]?.trim();
    if (given === undefined || given.length >= SHORTEST_NAME) return [];
    const expected = `${SHORTEST_NAME} characters or more`;
    return [finding(requirement, `/${name}`, expected, given || 'nothing')];
  });
}

function checkPrice(spd: string | number | undefined): Finding[] {
  return typeof spd === 'number'
    ? [finding(asked.priceAsText, '/spd', 'a text of digits', `the number ${spd}`)]
    : [];
}

function unknownField(pointer: string): Finding {
  return finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field');
}
