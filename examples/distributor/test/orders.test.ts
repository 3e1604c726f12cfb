import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startKetenlab, type Sandbox, type Workspace } from 'ketenlab';
import 'ketenlab/jest';
import { startSystem, type System } from './system';

let sandbox: Sandbox;
let workspace: Workspace;
let system: System;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
beforeEach(async () => {
  workspace = await sandbox.workspace();
  system = await startSystem(workspace);
});
afterEach(() => system.stop());
afterAll(() => sandbox.stop());

const line = (productId: string, quantity = 30) => ({
  purchaseOrderLineId: '10',
  productId,
  quantity,
});
const book = line('9789000000017');

describe('a chain without errors', () => {
  test('an order is approved, and a part of it is credited', async () => {
    const order = await system.distributor.order('PO-1', [book]);
    expect(order.status).toBe('sent');
    await workspace.clock.advance('PT1M');
    expect(order).toMatchObject({ status: 'approved', salesOrderId: expect.any(String) });

    const credit = await system.distributor.credit(order, [line('9789000000017', 5)]);
    await workspace.clock.advance('PT1M');
    expect(credit.status).toBe('approved');
    expect(await workspace.creditOrders.get(credit.reference)).toMatchObject({
      creditOrderStatus: 'approved',
    });
    await expect(workspace).toHaveNoViolations();
  });

  test('a confirmation that comes a day later is processed', async () => {
    const order = await system.distributor.order('PO-1', [line('9789000099054')]);
    await workspace.clock.advance('PT23H');
    expect(order.status).toBe('sent');
    await workspace.clock.advance('PT2H');
    expect(order.status).toBe('approved');
  });

  test('an order is pending until its final confirmation', async () => {
    const order = await system.distributor.order('PO-1', [line('9789000099023')]);
    await workspace.clock.advance('PT1M');
    expect(order.status).toBe('pending');
    await workspace.clock.advance('PT1H');
    expect(order.status).toBe('approved');
    await expect(workspace).toHaveNoViolations();
  });
});

describe('an error of the partner', () => {
  test('a declined order has the reason of the partner', async () => {
    const order = await system.distributor.order('PO-1', [line('9789000099016')]);
    await workspace.clock.advance('PT1M');
    expect(order).toMatchObject({ status: 'declined', reason: expect.any(String) });
  });

  test('a message that the partner refuses is sent once', async () => {
    const order = await system.distributor.order('PO-1', [line('9789000000017', 1.5)]);
    expect(order).toMatchObject({ status: 'refused', reason: expect.stringContaining('quantity') });
    await expect(workspace).toHaveReceived('acceptOrder', { status: 400 }, { times: 1 });
  });

  test.each([
    ['a repeated confirmation', '9789000099061', [202, 202]],
    ['a confirmation with an unknown reference', '9789000099146', [400]],
    ['a confirmation that breaks the schema', '9789000099160', [400]],
  ])('%s is answered as the API says', async (_name, productId, statuses) => {
    await system.distributor.order('PO-1', [line(productId)]);
    await workspace.clock.advance('PT1M');
    const answers = await workspace.exchanges.list({ operation: 'confirmOrder' });
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    await expect(workspace).toHaveNoViolations();
  });

  test('a repeated confirmation is processed once', async () => {
    const order = await system.distributor.order('PO-1', [line('9789000099061')]);
    await workspace.clock.advance('PT1M');
    expect(order).toMatchObject({ status: 'approved', confirmations: [expect.any(String)] });
  });

  test('pending after the final confirmation changes nothing', async () => {
    const order = await system.distributor.order('PO-1', [line('9789000099153')]);
    await workspace.clock.advance('PT1H');
    expect(order.status).toBe('approved');
  });
});

describe('a fault', () => {
  test.each(['PO-MAGIC-503', 'PO-MAGIC-429'])('%s: the order is sent again', async (number) => {
    const order = await system.distributor.order(number, [book]);
    expect(order.status).toBe('sent');
    await expect(workspace).toHaveReceived('acceptOrder', {}, { times: 2 });
  });

  test.each(['truncate', 'reset'] as const)(
    '%s: a lost answer does not order twice',
    async (kind) => {
      await workspace.faults.add({ kind, when: 'after', operation: 'acceptOrder', times: 1 });
      const order = await system.distributor.order('PO-1', [book]);
      await workspace.clock.advance('PT1M');

      await expect(workspace).toHaveReceived('acceptOrder', {}, { times: 2 });
      expect(await workspace.orders.list()).toHaveLength(1);
      expect(order).toMatchObject({ status: 'approved', confirmations: [expect.any(String)] });
      await expect(workspace).toHaveNoViolations();
    },
  );

  test('an order that no attempt could deliver is sent again later', async () => {
    const fault = await workspace.faults.add({ kind: 'status', operation: 'acceptOrder' });
    const order = await system.distributor.order('PO-1', [book]);
    expect(order).toMatchObject({ status: 'created', reason: expect.stringContaining('503') });

    await workspace.faults.remove(fault);
    await system.distributor.sendAgain();
    expect(order.status).toBe('sent');
  });

  test('an expired token is replaced', async () => {
    await system.distributor.order('PO-1', [book]);
    await workspace.clock.advance('PT7H');
    const order = await system.distributor.order('PO-2', [book]);
    expect(order.status).toBe('sent');
  });
});
