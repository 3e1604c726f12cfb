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
import { violationOf } from '../../platform/requirements/requirement.js';
import { undeclaredFields } from '../../platform/validation/schema.js';
import type { Violation } from '../../platform/requirements/violation.js';

export const SHORTEST_NAME = 2;
const NAMES = ['firstname', 'lastname'] as const;

/** What a careful store would have done otherwise in an order that its schema allows. */
export function checkOrder(order: OrderOfTitle): Violation[] {
  const { spd, excerpt } = order;
  return [
    ...undeclaredFields(OrderOfTitle, order).map(unknownField),
    ...checkPrice(spd),
    ...checkLengths(order, requirements.shortName),
    ...(typeof excerpt === 'string'
      ? [
          violationOf(
            requirements.excerptAsTruth,
            '/excerpt',
            'true or false',
            `the text ${excerpt}`,
          ),
        ]
      : []),
  ];
}

/** The same for a subscription service. */
export function checkSubscription(order: SubscriptionOrder): Violation[] {
  return [
    ...undeclaredFields(SubscriptionOrder, order).map(unknownField),
    ...checkPrice(order.spd),
    ...checkLengths(order, requirements.shortReader),
  ];
}

/** What an order departs from, seen by who knows the title. */
export function checkSale(title: Title, order: SubscriptionOrder, excerpt: boolean): Violation[] {
  const { published, deleted, access, format, drm } = title;
  const closed = [
    ...(access ? [] : ['no access']),
    ...(deleted === undefined ? [] : ['deleted']),
    ...(published || excerpt ? [] : ['not published']),
  ];
  const missing = NAMES.filter((name) => order[name] === undefined);
  return [
    ...(closed.length > 0
      ? [
          violationOf(
            requirements.saleable,
            '/resid',
            'a title that may be sold',
            closed.join(', '),
          ),
        ]
      : []),
    ...(excerpt && (!title.excerpt || format === 'MP3')
      ? [
          violationOf(
            requirements.excerptOfEbook,
            '/excerpt',
            'an e-book with an excerpt',
            `${format} without`,
          ),
        ]
      : []),
    ...(needsNames(drm, excerpt)
      ? missing.map((name) =>
          violationOf(requirements.namesOfBuyer, `/${name}`, 'one, for SDRM', 'missing'),
        )
      : []),
  ];
}

/** Whether the buyer of a title has to be named: he stands in its watermark. */
export function needsNames(drm: Title['drm'], excerpt: boolean): boolean {
  return drm === 'SDRM' && !excerpt;
}

/** A type and a bitrate that were asked for, and are not among what there is. */
export function checkChoice(choices: readonly ContentVariant[], asking: string): Violation[] {
  if (asking === '') return [];
  const expected = choices.map(({ type, bitrate = '' }) => `${type} ${bitrate}`.trim()).join(', ');
  return [violationOf(requirements.offeredChoice, '?type', expected, asking)];
}

export function checkInventory({ after, next }: InventoryQuery): Violation[] {
  return after && next
    ? [violationOf(requirements.nextAlone, '?after', 'none beside next', after)]
    : [];
}

/** When a shelf is asked for by its date: one that it never had cannot be from us. */
export function checkSince(since: string, modified: string): Violation[] {
  if (momentOf(since) <= momentOf(modified)) return [];
  return [
    violationOf(
      requirements.sinceAsGiven,
      'If-Modified-Since',
      `${modified}, or one before`,
      since,
    ),
  ];
}

/** The moment of a date in any form of RFC 2616; NaN: it is none. That of C's asctime says no zone: it is in GMT. */
export function momentOf(date: string): number {
  return Date.parse(/[A-Z]{3}$|[+-]\d{4}$/.test(date.trim()) ? date : `${date} GMT`);
}

export function checkRegistration(registration: Registration): Violation[] {
  return undeclaredFields(Registration, registration).map(unknownField);
}

/** What a careful service would have done otherwise in a report of streaming. */
export function checkStreaming(report: StreamingReport): Violation[] {
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
          ? [
              violationOf(
                requirements.wholePeriod,
                `${at}/periodTo`,
                `${periodFrom} or later`,
                periodTo,
              ),
            ]
          : []),
        ...(twice
          ? [violationOf(requirements.rowsDistinct, at, 'one row of each', `${isbn} twice`)]
          : []),
      ];
    }),
  ];
}

/** What was reported in reports before. */
export function checkReported(
  { items }: StreamingReport,
  before: readonly StreamingReport[],
): Violation[] {
  const known = new Set(before.flatMap((report) => report.items.map(rowOf)));
  return items.flatMap((item, index) =>
    known.has(rowOf(item))
      ? [
          violationOf(
            requirements.periodOnce,
            `/items/${index}`,
            'what was not reported before',
            `${item.isbn}, ${item.periodFrom} to ${item.periodTo}, once more`,
          ),
        ]
      : [],
  );
}

export function checkLoans(loans: Loan | Loan[]): Violation[] {
  if (Array.isArray(loans))
    return loans.flatMap((loan, index) =>
      undeclaredFields(Loan, loan).map((pointer) => unknownField(`/${index}${pointer}`)),
    );
  return [
    violationOf(requirements.loansAsList, '', 'a list', 'one loan'),
    ...undeclaredFields(Loan, loans).map(unknownField),
  ];
}

function rowOf(item: StreamingItem): string {
  const { isbn, productOwnerId, periodFrom, periodTo, currency, market } = item;
  return JSON.stringify([isbn, String(productOwnerId), periodFrom, periodTo, currency, market]);
}

function checkLengths(
  order: SubscriptionOrder,
  requirement: typeof requirements.shortName,
): Violation[] {
  return NAMES.flatMap((name) => {
    const given = order[name]?.trim();
    if (given === undefined || given.length >= SHORTEST_NAME) return [];
    const expected = `${SHORTEST_NAME} characters or more`;
    return [violationOf(requirement, `/${name}`, expected, given || 'nothing')];
  });
}

function checkPrice(spd: string | number | undefined): Violation[] {
  return typeof spd === 'number'
    ? [violationOf(requirements.priceAsText, '/spd', 'a text of digits', `the number ${spd}`)]
    : [];
}

function unknownField(pointer: string): Violation {
  return violationOf(requirements.knownFieldsOnly, pointer, 'no such field', 'a field');
}
