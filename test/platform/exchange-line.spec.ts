import { describe, expect, it } from '@jest/globals';
import { exchangeLines } from '../../src/platform/observability/exchange-line.js';

const exchange = {
  at: '2026-09-01T08:00:00.123Z',
  direction: 'inbound',
  peer: 'partner',
  role: 'ordersysteem',
  operation: 'acceptOrder',
  method: 'PUT',
  path: '/ordersysteem/v1/orders',
  status: 202,
  durationMs: 3.6,
  findings: [],
};
const finding = {
  requirement: 'EDUV-ORDER-01',
  level: 'MUST',
  pointer: '/orderLines/0',
  expected: 'an object',
  seen: '8',
};

describe('exchangeLines', () => {
  it.each([
    [
      'an accepted request',
      exchange,
      [
        '08:00:00.123 > ordersysteem     acceptOrder                    202 4 ms PUT /ordersysteem/v1/orders',
      ],
    ],
    [
      'a message to our own role without a response',
      { ...exchange, direction: 'outbound', peer: 'sandbox', status: 0, reason: 'ECONNREFUSED' },
      [
        '08:00:00.123 < ordersysteem     acceptOrder                    no response 4 ms PUT /ordersysteem/v1/orders (own role)',
        '               ECONNREFUSED',
      ],
    ],
    [
      'a near miss',
      {
        ...exchange,
        role: null,
        operation: null,
        status: 404,
        nearMiss: { role: 'ordersysteem', operation: 'acceptOrder', reason: 'no such path' },
      },
      [
        '08:00:00.123 > -                -                              404 4 ms PUT /ordersysteem/v1/orders',
        '               near acceptOrder of ordersysteem: no such path',
      ],
    ],
    [
      'findings, of a field and of the whole message, without control characters',
      {
        ...exchange,
        status: 400,
        findings: [finding, { ...finding, pointer: '', level: 'SHOULD', seen: 'a\u001b[31m\r\nb' }],
      },
      [
        '08:00:00.123 > ordersysteem     acceptOrder                    400 4 ms PUT /ordersysteem/v1/orders',
        '               MUST EDUV-ORDER-01 /orderLines/0: expected an object, seen 8',
        '               SHOULD EDUV-ORDER-01 message: expected an object, seen a [31m b',
      ],
    ],
  ])('shows %s', (_, shown, lines) => {
    expect(exchangeLines(shown, false)).toEqual(lines);
  });

  it('colours status and level on a terminal', () => {
    const text = exchangeLines({ ...exchange, findings: [finding] }, true).join('\n');
    expect(text).toContain('\u001b[32m202\u001b[39m');
    expect(text).toContain('\u001b[31mMUST EDUV-ORDER-01\u001b[39m');
  });
});
