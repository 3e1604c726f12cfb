import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startKetenlab, type Sandbox, type Workspace } from 'ketenlab';
import 'ketenlab/jest';
import { randomUUID } from 'node:crypto';
import type { DeliveryOrder } from '../src/messages';
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

const school = { organisationMasterIdentifier: '104A158' };
const licences = (productId = '9789000000029'): DeliveryOrder => ({
  deliveryOrderId: randomUUID(),
  contractId: 'CT-2026-001',
  buyer: school,
  productId,
  deliveryType: 'school-all',
  deliverySpecification: { school, totalQuantity: 30 },
  startDate: '2026-08-01',
  activationUntilDate: '2027-07-31',
  status: 'ordered',
  dateCreated: '2026-06-01T10:00:00Z',
  dateLastModified: '2026-06-01T10:00:00Z',
});

test('a delivery order is processed, and licensed after the first activation', async () => {
  const deliveryOrder = licences();
  const sent = await system.distributor.orderLicences(deliveryOrder);
  await workspace.clock.advance('PT1M');
  expect(sent.status).toBe('processed');

  await workspace.deliveryOrders.decide(deliveryOrder.deliveryOrderId, 'license');
  await workspace.clock.advance('PT1M');
  expect(sent.status).toBe('licensed');
  await expect(workspace).toHaveNoViolations();
});

test('a delivery order for an unknown product is declined with the reason of the partner', async () => {
  const sent = await system.distributor.orderLicences(licences('9789000099085'));
  await workspace.clock.advance('PT1M');
  expect(sent).toMatchObject({ status: 'declined', reason: expect.any(String) });
  await expect(workspace).toHaveNoViolations();
});

test('a confirmation with a token of another API is refused', async () => {
  await workspace.partner('bestelomgeving', {
    baseUrl: `${system.url}/v1`,
    deliveryBaseUrl: `${system.url}/v2`,
    tokenUrl: `${system.url}/oauth2/token`,
    clientId: 'ketenlab',
    clientSecret: 'secret',
    scope: 'eduv.order',
  });
  const sent = await system.distributor.orderLicences(licences());
  await workspace.clock.advance('PT1M');
  expect(sent.status).toBe('sent');
  const [answer] = await workspace.exchanges.list({ operation: 'confirmDeliveryOrder' });
  expect(answer).toMatchObject({ status: 401, response: { body: { status: 21 } } });
});
