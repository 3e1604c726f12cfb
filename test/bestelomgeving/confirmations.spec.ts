import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  aCreditOrder,
  aCreditOrderConfirmation,
  anOrder,
  anOrderConfirmation,
} from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
// A partner server replaces the Ordersysteem, so that only the test sends confirmations.
const ordersysteem = partnerServer();

describe.each([
  [
    'orders',
    '/bestelomgeving/orders/confirmations',
    anOrder,
    anOrderConfirmation,
    'orderStatus',
    'orderConfirmationLines',
  ],
  [
    'creditorders',
    '/bestelomgeving/creditorders/confirmations',
    aCreditOrder,
    aCreditOrderConfirmation,
    'creditOrderStatus',
    'creditOrderConfirmationLines',
  ],
] as const)(
  'PUT /%s/confirmations',
  (collection, path, aRequest, aConfirmation, statusField, linesField) => {
    let request: ReturnType<typeof anOrder>;
    const confirmation = (difference: Record<string, unknown> = {}) => {
      const { requestReferenceId, purchaseOrderId } = request;
      return aConfirmation({ requestReferenceId, purchaseOrderId, ...difference });
    };
    const findings = async () => {
      const exchange = await server.lastExchange(
        'direction=inbound&role=bestelomgeving&status=202',
      );
      return exchange?.findings.map(({ requirement, level, pointer }) => [
        requirement,
        level,
        pointer,
      ]);
    };

    beforeAll(async () => {
      await server.control('put', 'partners/ordersysteem', { baseUrl: ordersysteem.url });
      await server.freeze('2026-09-01T09:00:00Z');
    });
    beforeEach(async () => {
      request = aRequest({
        orderLines: [{ purchaseOrderLineId: '10', productId: '9789000000017', quantity: 1 }],
      });
      await server.control('post', `state/${collection}`, request);
    });

    it('answers 202 with an empty body and API-Version', async () => {
      const response = await server.put(path, confirmation());
      expect([response.status, response.text, response.headers['api-version']]).toEqual([
        202,
        '',
        '0.9.2',
      ]);
      expect(await findings()).toEqual([]);
    });

    it('sets the status of the order to pending and then to approved', async () => {
      await server.put(path, confirmation({ [statusField]: 'pending' }));
      expect(
        (await server.state(collection, request.requestReferenceId)).bestelomgeving?.[statusField],
      ).toBe('pending');
      await server.put(path, confirmation());
      expect(
        (await server.state(collection, request.requestReferenceId)).bestelomgeving?.[statusField],
      ).toBe('approved');
    });

    it('stores a repeated confirmation once per requestReferenceId and responseReferenceId', async () => {
      const message = confirmation();
      for (const repeat of [
        message,
        message,
        { ...message, responseReferenceId: message.responseReferenceId.toUpperCase() },
      ]) {
        expect((await server.put(path, repeat)).status).toBe(202);
      }
      expect(
        (await server.state(collection, request.requestReferenceId)).bestelomgeving?.confirmations,
      ).toEqual([message]);
    });

    it('answers 400 for a requestReferenceId that was never sent', async () => {
      const requestReferenceId = '00000000-0000-4000-8000-000000000000';
      const response = await server.put(path, confirmation({ requestReferenceId }));
      expect([response.status, response.body]).toEqual([
        400,
        { status: 99, statusMessage: `requestReferenceId unknown: ${requestReferenceId}` },
      ]);
    });

    it('keeps the final status and records a finding when a later confirmation changes it', async () => {
      await server.put(path, confirmation());
      await server.put(
        path,
        confirmation({
          [statusField]: 'declined',
          success: false,
          status: 99,
          statusMessage: 'no',
        }),
      );
      expect(await findings()).toEqual([['EDUV-ORDER-15', 'SHOULD', `/${statusField}`]]);
      expect(
        (await server.state(collection, request.requestReferenceId)).bestelomgeving?.[statusField],
      ).toBe('approved');
    });

    it.each([
      ['an unknown field', { colour: 1 }, 'EDUV-ORDER-30', 'INFO', '/colour'],
      [
        'a time with an offset',
        { processedTimestamp: '2026-09-01T10:00:00+02:00' },
        'EDUV-ORDER-20',
        'MUST',
        '/processedTimestamp',
      ],
      [
        'a time in the future',
        { processedTimestamp: '2026-09-01T09:02:00Z' },
        'EDUV-ORDER-21',
        'SHOULD',
        '/processedTimestamp',
      ],
      [
        'another purchaseOrderId',
        { purchaseOrderId: 'PO-OTHER' },
        'EDUV-ORDER-12',
        'MUST',
        '/purchaseOrderId',
      ],
      ['an approval with success: false', { success: false }, 'EDUV-ORDER-13', 'MUST', '/success'],
      [
        'a decline with success: true',
        { [statusField]: 'declined', status: 99, statusMessage: 'no' },
        'EDUV-ORDER-13',
        'MUST',
        '/success',
      ],
      [
        'a decline with the status code of success',
        { [statusField]: 'declined', success: false, status: 2, statusMessage: 'no' },
        'EDUV-ORDER-14',
        'MUST',
        '/status',
      ],
      [
        'a decline without a reason',
        { [statusField]: 'declined', success: false, status: 99 },
        'EDUV-ORDER-14',
        'MUST',
        '/statusMessage',
      ],
      [
        'a line with a product that is not in the request',
        { [linesField]: [{ productId: '1', status: 2 }] },
        'EDUV-ORDER-36',
        'MUST',
        `/${linesField}/0`,
      ],
      [
        'a line with an unknown purchaseOrderLineId',
        { [linesField]: [{ productId: '9789000000017', purchaseOrderLineId: '20', status: 2 }] },
        'EDUV-ORDER-36',
        'MUST',
        `/${linesField}/0`,
      ],
    ])('accepts %s and records a finding', async (_name, difference, ...finding) => {
      expect((await server.put(path, confirmation(difference))).status).toBe(202);
      expect(await findings()).toEqual([finding]);
    });

    it('records a finding when a repeated responseReferenceId has different content', async () => {
      const message = confirmation();
      await server.put(path, message);
      await server.put(path, { ...message, statusMessage: 'changed' });
      expect(await findings()).toEqual([['EDUV-ORDER-16', 'MUST', '/responseReferenceId']]);
    });
  },
);
