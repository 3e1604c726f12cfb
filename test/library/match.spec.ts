import { describe, expect, it } from '@jest/globals';
import { differencesOf, type ExchangeMatch } from '../../src/library/match.js';
import type { Exchange } from '../../src/library/index.js';

const exchange = {
  role: 'ordersysteem',
  status: 202,
  method: 'PUT',
  path: '/ordersysteem/orders',
  request: {
    headers: { 'content-type': 'application/json' },
    body: { id: 'PO-1', lines: [{ number: 1, text: null }, { number: 2 }] },
  },
  response: { headers: {}, body: null },
  findings: [{ requirement: 'R-1' }, { requirement: 'R-1' }],
} as unknown as Exchange;

describe('differencesOf', () => {
  it.each<[string, ExchangeMatch]>([
    ['nothing', {}],
    ['an absent field', { role: undefined }],
    ['fields of the exchange', { role: 'ordersysteem', status: 202, method: 'PUT' }],
    ['some fields of the body', { body: { lines: [{ number: 1 }, {}] } }],
    ['a matcher of the test runner', { body: { id: expect.stringMatching(/^PO/) } }],
    ['a header', { headers: { 'content-type': expect.stringContaining('json') } }],
    ['the answer', { response: null }],
    ['the findings, each once', { findings: ['R-1'] }],
  ])('finds none for %s', (_name, match) => {
    expect(differencesOf(match, exchange)).toEqual([]);
  });

  it.each<[string, ExchangeMatch, object]>([
    ['a status', { status: 400 }, { place: 'status', expected: 400, received: 202 }],
    [
      'a field of an item',
      { body: { lines: [{}, { number: 3 }] } },
      { place: 'body.lines.1.number', expected: 3, received: 2 },
    ],
    [
      'another number of items',
      { body: { lines: [{}] } },
      { place: 'body.lines', expected: [{}], received: [{ number: 1, text: null }, { number: 2 }] },
    ],
    [
      'a field that is missing',
      { body: { other: 1 } },
      { place: 'body.other', expected: 1, received: undefined },
    ],
    [
      'a name that every object inherits',
      { body: { constructor: Object } },
      { place: 'body.constructor', expected: Object, received: undefined },
    ],
    [
      'an object instead of null',
      { response: {} },
      { place: 'response', expected: {}, received: null },
    ],
    ['no findings', { findings: [] }, { place: 'findings', expected: [], received: ['R-1'] }],
  ])('has the place of %s', (_name, match, difference) => {
    expect(differencesOf(match, exchange)).toEqual([difference]);
  });
});
