import { describe, expect, it } from '@jest/globals';
import { ddsExamples } from '../../src/apis/bokbasen-dds/examples.js';
import type {
  OrderOfTitle,
  StreamingReport,
  SubscriptionOrder,
} from '../../src/apis/bokbasen-dds/messages.js';
import type { Title } from '../../src/apis/bokbasen-dds/titles.js';
import {
  checkChoice,
  checkConsumer,
  checkInventoryQuery,
  checkLoans,
  checkDdsOrder,
  checkReported,
  checkReportedDates,
  checkOrderOfTitle,
  checkSample,
  checkSince,
  checkStatusRead,
  checkStreaming,
  checkSubscription,
} from '../../src/roles/dds/checks.js';
import { satisfied, violated } from '../support/checks.js';

const aTitle = (difference: object = {}) =>
  ({
    published: true,
    access: true,
    format: 'EPUB',
    drm: 'NODRM',
    excerpt: true,
    ...difference,
  }) as Title;

describe('checkOrder', () => {
  it.each<[string, object, string[]]>([
    ['the example', {}, []],
    ['an unknown field', { colour: 'red' }, ['04 /colour']],
    ['a price as a number', { spd: 18900 }, ['02 /spd']],
    ['a name of one character', { firstname: 'O', lastname: 'Nordmann' }, ['11 /firstname']],
    ['a name of spaces', { firstname: ' ' }, ['11 /firstname']],
    ['excerpt as a text', { excerpt: 'true' }, ['03 /excerpt']],
    ['excerpt as true', { excerpt: true }, []],
  ])('%s', (_title, difference, expected) => {
    const order = { ...ddsExamples.order, ...difference } as OrderOfTitle;
    expect(violated(checkDdsOrder(order))).toEqual(expected);
  });
});

describe('checkSubscription', () => {
  it('has its own level for short names', () => {
    const order = { ...ddsExamples.subscription, lastname: 'N' } as SubscriptionOrder;
    expect(violated(checkSubscription(order))).toEqual(['13 /lastname']);
  });
});

describe('checkSale', () => {
  const sdrm = { drm: 'SDRM' };
  const named = { firstname: 'Ola', lastname: 'Nordmann' };

  it.each<[string, object, object, boolean, string[], string[]]>([
    ['a title without DRM', {}, {}, false, [], []],
    ['a title that is not open to the store', { access: false }, {}, false, ['15 /resid'], []],
    ['a deleted title', { deleted: '2026-09-01' }, {}, false, ['15 /resid'], []],
    ['a title that is not published', { published: false }, {}, false, ['15 /resid'], []],
    ['the excerpt of a title that is not published', { published: false }, {}, true, [], []],
    ['an excerpt that there is not', { excerpt: false }, {}, true, ['16 /excerpt'], []],
    ['the excerpt of an audiobook', { format: 'MP3' }, {}, true, ['16 /excerpt'], []],
    ['an SDRM title with names', sdrm, named, false, [], ['12']],
    ['an SDRM title without names', sdrm, {}, false, ['12 /firstname', '12 /lastname'], []],
    ['the excerpt of an SDRM title', sdrm, {}, true, [], []],
  ])('%s', (_title, title, difference, excerpt, failed, passed) => {
    const order = { ...ddsExamples.order, ...difference };
    const results = checkOrderOfTitle(aTitle(title), order, excerpt);
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});

describe('checkConsumer', () => {
  it.each([
    [true, []],
    [false, ['01 /id']],
  ])('known: %s', (isKnown, expected) => {
    expect(violated(checkConsumer(ddsExamples.order, isKnown))).toEqual(expected);
  });
});

describe('checkSample', () => {
  it.each<[string, object, string[]]>([
    ['an e-book with an excerpt', {}, []],
    ['an e-book without', { excerpt: false }, ['31']],
    ['an audiobook', { format: 'MP3' }, ['31']],
  ])('of %s', (_title, title, expected) => {
    expect(violated(checkSample(aTitle(title)))).toEqual(expected);
  });
});

describe('checkChoice', () => {
  const choices = [{ type: 'application/zip', bitrate: '64' }] as Parameters<typeof checkChoice>[0];

  it.each<[string, string, boolean, string[], string[]]>([
    ['no choice', '', false, [], []],
    ['a choice that is offered', 'application/zip 64', true, [], ['18']],
    ['another choice', 'audio/ogg', false, ['18 ?type'], []],
  ])('%s', (_title, wanted, isOffered, failed, passed) => {
    const results = checkChoice(choices, wanted, isOffered);
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});

describe('checkInventory', () => {
  const after = '20260901000000';

  it.each<[string, object, string[], string[]]>([
    ['after alone', { after }, [], []],
    ['next alone', { next: 'token' }, [], ['23']],
    ['both', { after, next: 'token' }, ['23 ?after'], []],
  ])('%s', (_title, query, failed, passed) => {
    expect(violated(checkInventoryQuery(query))).toEqual(failed);
    expect(satisfied(checkInventoryQuery(query))).toEqual(passed);
  });
});

describe('checkSince', () => {
  const modified = 'Tue, 01 Sep 2026 08:00:00 GMT';

  it.each([
    [modified, [], ['22']],
    ['Tuesday, 01-Sep-26 07:00:00 GMT', [], ['22']],
    ['Tue Sep  1 08:00:00 2026', [], ['22']],
    ['Tue, 01 Sep 2026 08:00:01 GMT', ['22 If-Modified-Since'], []],
    ['yesterday', ['22 If-Modified-Since'], []],
  ])('If-Modified-Since: %s', (since, failed, passed) => {
    expect(violated(checkSince(since, modified))).toEqual(failed);
    expect(satisfied(checkSince(since, modified))).toEqual(passed);
  });
});

describe('checkStatusRead', () => {
  const at = 10_000;

  it.each<[string, string, { at: number; status: string } | undefined, string[], string[]]>([
    ['the first read', 'PROCESSING', undefined, [], []],
    ['a read after half a second', 'READY', { at: 9500, status: 'PROCESSING' }, [], ['19']],
    ['a read at once', 'READY', { at: 9900, status: 'PROCESSING' }, ['19'], []],
    ['a read of READY again', 'READY', { at: 9999, status: 'READY' }, [], []],
    ['the first read of FAILED', 'FAILED', { at: 9000, status: 'PROCESSING' }, [], ['20', '19']],
    ['a read after FAILED', 'FAILED', { at: 9000, status: 'FAILED' }, ['20'], []],
  ])('%s', (_title, status, before, failed, passed) => {
    const results = checkStatusRead({ at, status }, before);
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});

describe('checkStreaming', () => {
  const [item] = ddsExamples.streaming.items;
  const reportOf = (...items: object[]) => ({ items }) as StreamingReport;

  it.each<[string, object[], string[]]>([
    ['the example', [item!], []],
    [
      'a period that ends before it begins',
      [{ ...item, periodTo: '2026-09' }],
      ['10 /items/0/periodTo'],
    ],
    [
      'a row twice, with the owner as a number',
      [item!, { ...item, productOwnerId: 9999 }],
      ['24 /items/1'],
    ],
    ['a row for another owner', [item!, { ...item, productOwnerId: '1' }], []],
    ['an unknown field', [{ ...item, colour: 'red' }], ['04 /items/0/colour']],
  ])('%s', (_title, items, expected) => {
    expect(violated(checkStreaming(reportOf(...items)))).toEqual(expected);
  });

  it('finds what was reported before', () => {
    const other = { ...item, periodFrom: '2026-11', periodTo: '2026-11' };
    const results = checkReported(reportOf(other, item!), [reportOf(item!)]);
    expect(violated(results)).toEqual(['25 /items/1']);
  });
});

describe('checkReportedDates', () => {
  const now = '2026-11-21T12:00:00Z';

  it.each<[string, string[]]>([
    ['2026-11', []],
    ['2024-11', []],
    ['2024-10', ['242 /date']],
    ['2026-12', []],
    ['2020-11-21', ['242 /date']],
    ['2027-01', ['242 /date']],
    ['2026-12-22', []],
    ['2026-12-23', ['242 /date']],
  ])('%s', (date, expected) => {
    expect(violated([checkReportedDates([['/date', date]], [Date.parse(now)])])).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['2024-10', []],
    ['2028-12', []],
    ['2028-11-22', []],
    ['2029-01', ['242 /date']],
  ])('%s, at a workspace whose clock is two years ahead', (date, expected) => {
    const clocks = [Date.parse('2028-11-21T12:00:00Z'), Date.parse('2026-10-30T12:00:00Z')];
    expect(violated([checkReportedDates([['/date', date]], clocks)])).toEqual(expected);
  });
});

describe('checkLoans', () => {
  const [loan] = ddsExamples.loans;

  it('passes a list', () => {
    expect(violated(checkLoans([loan!]))).toEqual([]);
  });

  it('reports an unknown field with the place of its loan', () => {
    const other = { ...loan!, colour: 'red' };
    expect(violated(checkLoans([loan!, other]))).toEqual(['04 /1/colour']);
  });

  it('reports a loan without a list', () => {
    expect(violated(checkLoans(loan!))).toEqual(['26']);
  });
});
