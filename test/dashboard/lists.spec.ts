import { describe, expect, it } from '@jest/globals';
import type { Exchange } from '../../src/dashboard/app/api/types.js';
import { EventStreamParser } from '../../src/dashboard/app/api/event-stream.js';
import {
  MAX_EXCHANGES,
  merged,
  withNewestPage,
} from '../../src/dashboard/app/traffic/exchange-list.js';
import { choicesOf, filtered } from '../../src/dashboard/app/traffic/filters.js';

const anExchange = (id: string, difference: Partial<Exchange> = {}): Exchange => ({
  id,
  at: '2026-09-01T08:00:00.000Z',
  direction: 'inbound',
  peer: 'partner',
  role: 'ordersysteem',
  operation: 'acceptOrder',
  method: 'PUT',
  path: '/ordersysteem/orders',
  status: 202,
  durationMs: 1,
  request: { headers: {}, body: { purchaseOrderId: 'PO-1' } },
  response: { headers: {}, body: null },
  findings: [],
  ...difference,
});
const idsOf = (exchanges: readonly Exchange[]) => exchanges.map(({ id }) => id).join('');
const list = (ids: string) => [...ids].map((id) => anExchange(id));

describe('the list of exchanges', () => {
  it.each([
    ['keeps the newest first, also if an older one finishes later', 'da', 'cb', 'dcba'],
    ['keeps an exchange once, if the stream and a page have it', 'cb', 'ba', 'cba'],
    ['is the same without new ones', 'cb', 'b', 'cb'],
  ])('%s', (_what, before, added, after) => {
    expect(idsOf(merged(list(before), list(added)))).toBe(after);
  });

  it('drops the oldest beyond its limit', () => {
    const ids = Array.from({ length: MAX_EXCHANGES + 1 }, (_, index) =>
      String(index).padStart(5, '0'),
    );
    const all = merged(
      [],
      ids.map((id) => anExchange(id)),
    );
    expect([all.length, all[0]?.id, all.at(-1)?.id]).toEqual([MAX_EXCHANGES, '10000', '00001']);
  });

  it.each([
    ['adds the page of a new connection that follows the list', 'cb', 'dc', 'dcb', false],
    ['is replaced by a page without a common exchange', 'cb', 'fe', 'fe', true],
    ['is emptied by an empty page', 'cb', '', '', true],
  ])('%s', (_what, before, page, items, isReplaced) => {
    const result = withNewestPage(list(before), list(page));
    expect([idsOf(result.items), result.isReplaced]).toEqual([items, isReplaced]);
  });
});

describe('the filters', () => {
  const violating = {
    findings: [
      {
        requirement: 'EDUV-ORDER-01',
        level: 'MUST' as const,
        pointer: '',
        expected: '',
        seen: '',
        source: '',
        text: '',
      },
    ],
  };
  const exchanges = [
    anExchange('a'),
    anExchange('b', { status: 404, operation: null, role: null }),
    anExchange('c', { status: 0, direction: 'outbound', operation: 'confirmOrder' }),
    anExchange('d', { ...violating, status: 400 }),
    anExchange('e', { response: { headers: {}, body: '<Order>PO-7</Order>' } }),
  ];

  it.each([
    ['none', {}, 'abcde'],
    ['a role', { role: 'ordersysteem' }, 'acde'],
    ['an operation', { operation: 'confirmOrder' }, 'c'],
    ['a direction', { direction: 'outbound' }, 'c'],
    ['a status', { status: '404' }, 'b'],
    ['a class of status', { status: '4xx' }, 'bd'],
    ['no response', { status: '0' }, 'c'],
    ['findings', { findings: true }, 'd'],
    ['a text of a JSON body, in other case', { search: 'po-1' }, 'abcde'],
    ['a text of an XML body', { search: '>PO-7<' }, 'e'],
    ['words that all occur', { search: 'PO-1 confirmOrder' }, 'c'],
    ['the id of a requirement', { search: 'EDUV-ORDER-01' }, 'd'],
    ['two conditions', { status: '4xx', findings: true }, 'd'],
  ])('keep the exchanges with %s', (_what, filters, expected) => {
    expect(idsOf(filtered(exchanges, filters))).toBe(expected);
  });

  it('offer the values of the list, and the chosen one', () => {
    expect(choicesOf(exchanges, ({ operation }) => operation, 'sendOrder')).toEqual([
      'acceptOrder',
      'confirmOrder',
      'sendOrder',
    ]);
  });
});

describe('the reader of server-sent events', () => {
  it('joins events that arrive in pieces, and leaves comments and other fields', () => {
    const parser = new EventStreamParser();
    const pieces = [
      'retry: 1000\n\n:\n\nid: 1\nda',
      'ta: {"a":"b: c"}\n',
      '\nevent: cleared\ndata: {}\n\nid: 2\n',
    ];
    expect(pieces.map((piece) => parser.push(piece))).toEqual([
      [],
      [],
      [
        { type: 'message', id: '1', data: '{"a":"b: c"}' },
        { type: 'cleared', id: '', data: '{}' },
      ],
    ]);
  });
});
