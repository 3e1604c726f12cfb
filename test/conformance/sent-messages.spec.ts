import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ConformanceReport, RequirementResult } from '../../src/conformance/reports/report.js';
import { aCreditOrder, anOrder, anOrderConfirmation } from '../support/builders.js';
import { PartnerServer } from '../support/partner-server.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer({ CONFIRM_AFTER: 'PT0S' });
// Some of its messages have an intended error.
const partner = new PartnerServer();
let workspace: Workspace;

beforeAll(() => partner.start());
afterAll(() => partner.stop());

beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
  await workspace.freeze();
  for (const role of ['ordersysteem', 'aanspraakmanager', 'bestelomgeving'])
    await workspace.control('put', `partners/${role}`, { baseUrl: partner.url });
});

const resultOf = async (id: string, party?: string): Promise<RequirementResult> => {
  const query = party === undefined ? '' : `?party=${party}`;
  const report = await workspace.control<ConformanceReport>('get', `conformance${query}`);
  return report.requirements.find((one) => one.id === id)!;
};
const verdictOf = async (id: string) => (await resultOf(id)).verdict;
/** Sends a message to the partner, and waits for its answer. */
const send = async (collection: string, message: object = {}) => {
  const ids = await workspace.control<Record<string, string>>(
    'post',
    `state/${collection}`,
    message,
  );
  await workspace.advance('PT1S');
  return ids;
};

describe('a message of the sandbox that the partner accepted', () => {
  const cases = [
    ['orders', 'EDUV-ORDER-05', 'ordersysteem', anOrder],
    ['creditorders', 'EDUV-ORDER-05', 'ordersysteem', aCreditOrder],
    ['deliveryorders', 'EDUV-DELIVERY-05', 'aanspraakmanager', () => ({})],
  ] as const;

  it.each(cases)(
    'in %s is a violation of %s once 24 hours pass without its confirmation',
    async (collection, id, party, message) => {
      await send(collection, message());
      await workspace.advance('PT23H');
      expect(await verdictOf(id)).toBe('skip');
      await workspace.advance('PT1H');
      const { verdict, departed, findings, first = '' } = await resultOf(id, party);
      expect({ verdict, departed }).toEqual({ verdict: 'fail', departed: 1 });
      expect(findings).toEqual([
        {
          pointer: '',
          expected: 'a confirmation within 24 hours of workspace time',
          seen: expect.stringMatching(/^none for [0-9a-f-]{36}, accepted at 2026-09-01T08:00:0/),
          cause: 'implementation',
          operation: expect.stringMatching(/^PUT \//),
          curl: expect.stringContaining(partner.url),
          exchange: first,
        },
      ]);
      expect(await resultOf(id, 'bestelomgeving')).toBeUndefined();
    },
  );

  it('is no violation any more when its confirmation comes late', async () => {
    const { requestReferenceId } = await send('orders', anOrder());
    await workspace.advance('P2D');
    expect(await verdictOf('EDUV-ORDER-05')).toBe('fail');
    const confirmation = anOrderConfirmation({ requestReferenceId });
    await workspace.put('/bestelomgeving/orders/confirmations', confirmation);
    expect(await verdictOf('EDUV-ORDER-05')).toBe('pass');
  });

  it('is a violation when a change of a confirmed delivery order is not confirmed', async () => {
    const sent = await send('deliveryorders');
    await workspace.put('/bestelomgeving/deliveryorders/confirmations', {
      ...sent,
      deliveryOrderReceiveId: randomUUID(),
      productId: '9789000000017',
      processedTimestamp: '2026-09-01T08:00:01Z',
      newStatus: 'processed',
      success: true,
      status: 0,
      statusMessage: 'OK',
    });
    await workspace.advance('P2D');
    expect(await verdictOf('EDUV-DELIVERY-05')).toBe('pass');
    const path = `state/deliveryorders/${sent['deliveryOrderId']}`;
    const order = await workspace.control('get', path);
    await workspace.control('put', path, { ...order, status: 'cancelled', endDate: '2026-09-03' });
    await workspace.advance('P2D');
    expect(await resultOf('EDUV-DELIVERY-05')).toMatchObject({ verdict: 'fail', departed: 1 });
  });

  it('is no violation when our own role does not confirm it', async () => {
    await workspace.control('delete', 'partners/ordersysteem');
    const line = { productId: '9789000099047', quantity: 1, purchaseOrderLineId: '1' };
    await send('orders', anOrder({ orderLines: [line] }));
    await workspace.advance('P2D');
    expect(await verdictOf('EDUV-ORDER-05')).toBe('skip');
  });
});

describe('valid messages of the sandbox', () => {
  const id = 'EDUV-ORDER-acceptOrder-ok';
  const sendTwo = async (first: number, second: number) => {
    partner.responses = [first, second];
    await send('orders', anOrder());
    await send('orders', anOrder());
  };

  it.each([
    [400, 'implementation'],
    [409, 'implementation'],
    [404, 'configuration'],
  ])('are a violation of the partner that answers %i to all of them', async (status, cause) => {
    await sendTwo(status, status);
    const { verdict, departed, findings } = await resultOf(id, 'ordersysteem');
    expect({ verdict, departed }).toEqual({ verdict: 'fail', departed: 2 });
    expect(findings).toMatchObject([
      {
        expected: '202 to a valid message',
        seen: `${status}, and no PUT /orders was accepted`,
        cause,
      },
    ]);
  });

  it('are no violation of a partner that accepts one of them', async () => {
    await sendTwo(400, 202);
    expect(await verdictOf(id)).toBe('pass');
  });

  it('are no violation of a partner that asks to try again later', async () => {
    partner.responses = Array.from({ length: 20 }, () => 429);
    await send('orders', anOrder());
    await workspace.advance('P3D');
    expect(await verdictOf(id)).toBe('skip');
  });

  it('are a violation after the last attempt of a partner that fails', async () => {
    partner.responses = Array.from({ length: 20 }, () => 500);
    await send('orders', anOrder());
    await workspace.advance('P3D');
    expect(await resultOf(id)).toMatchObject({ verdict: 'fail', findings: [{ seen: /^500/ }] });
  });

  it.each([
    ['wrong-reference', '9789000099146'],
    ['invalid-schema', '9789000099160'],
  ])('do not include a confirmation with an intended error: %s', async (_, productId) => {
    partner.responses = [400];
    const orderLines = [{ productId, quantity: 1, purchaseOrderLineId: '1' }];
    await workspace.put('/ordersysteem/orders', anOrder({ orderLines }));
    await workspace.advance('PT1M');
    expect(partner.messages).toHaveLength(1);
    expect(await verdictOf('EDUV-ORDER-confirmOrder-ok')).toBe('skip');
  });
});
