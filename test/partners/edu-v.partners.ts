import { describe, expect, it } from '@jest/globals';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import type { RunOptions } from '../../src/conformance/runner/configuration/options.js';
import { Aanspraakmanager, type AanspraakmanagerOptions } from './edu-v-aanspraakmanager.js';
import { Bestelomgeving, type BestelomgevingOptions } from './edu-v-bestelomgeving.js';
import { Ordersysteem, type OrdersysteemOptions } from './edu-v-ordersysteem.js';
import type { DeliveryOrder } from './support/delivery-orders.js';
import {
  RUNNER,
  credentials,
  findingsOf,
  skippedIn,
  testPartner,
  warningsThatAreNoAdvice,
  type RunConfiguration,
} from './support/edu-v-run.js';

const scopeOf = (name: string): string => `eduv.delivery.${name}`;
const kinds = ['entitlor', 'licensor', 'dashboard', 'portal'];
const everyScope = ['eduv.order', ...kinds.map(scopeOf)];
const partnerClients = {
  tester: { secret: 'tester!', scopes: everyScope },
  stranger: { secret: 'stranger!', scopes: ['eduv.usage.seller'] },
  ...Object.fromEntries(
    kinds.map((kind) => [kind, { secret: `${kind}!`, scopes: [scopeOf(kind)] }]),
  ),
};
const noscope = credentials('stranger');

/** The missing configuration, or the optional content that the partner leaves out. */
const REASON = /configure|optional|: no (order|confirmation|delivery order|line) /;

/** No violation but a recommendation of ours, and a reason for everything that was not tested. */
function expectCorrect(report: ConformanceReport): void {
  expect(findingsOf(report, 'fail')).toEqual([]);
  expect(warningsThatAreNoAdvice(report)).toEqual([]);
  expect(skippedIn(report).filter((line) => !REASON.test(line))).toEqual([]);
}

/** No violation, and nothing that was not tested although it can be. */
function expectComplete(report: ConformanceReport): void {
  expect(findingsOf(report, 'fail', 'warn')).toEqual([]);
  expect(skippedIn(report)).toEqual([]);
}

describe('a correct Ordersysteem', () => {
  const full: Partial<RunOptions> = {
    clients: { noscope },
    data: { products: ['P1', 'P2'], contract: 'C1', unknownProduct: 'P3' },
  };
  const own = { products: ['P1', 'P2'], contracts: ['C1'] };
  const run = (options: Partial<OrdersysteemOptions>, configuration: RunConfiguration = {}) =>
    testPartner(
      new Ordersysteem({
        clients: partnerClients,
        runner: `${RUNNER}/bestelomgeving`,
        ...own,
        ...options,
      }),
      'ordersysteem',
      configuration,
    );

  it('has no violation without configuration', async () => {
    const report = await run({});
    expectCorrect(report);
    expect(report.summary.pass).toBeGreaterThan(40);
  });

  it('passes every requirement with a full configuration', async () => {
    expectComplete(await run({}, full));
  });

  it('may have a version in its path, an empty 401, early confirmations and new fields', async () => {
    const options = {
      base: '/v1',
      tokenPath: '/auth/token',
      emptyUnauthorized: true,
      noStatusMessage: true,
      early: true,
      pendingFirst: true,
      newFields: true,
      noMethodNotAllowed: true,
      version: '0.9.7',
    };
    expectCorrect(await run(options, { ...full, base: '/v1', tokenUrl: '/auth/token' }));
  });

  it('may confirm slowly, twice, and without lines', async () => {
    const options = { delayMs: 1000, doubled: true, noLines: true };
    const report = await run(options, { ...full, timeoutMs: 4000 });
    expectCorrect(report);
  });

  it('may refuse the credit of an unknown order at once', async () => {
    const report = await run({ refusesUnknownOrders: true });
    expectCorrect(report);
  });

  it('may have one client only, named for every kind', async () => {
    const report = await run({}, { ...full, clients: { noscope: credentials('tester') } });
    expectCorrect(report);
  });
});

describe('a correct Aanspraakmanager', () => {
  const full: Partial<RunOptions> = {
    clients: { noscope },
    data: { products: ['P1'], productInUse: 'P2', contract: 'C1', school: 'S1' },
  };
  const run = (options: Partial<AanspraakmanagerOptions>, configuration: RunConfiguration = {}) =>
    testPartner(
      new Aanspraakmanager({
        clients: partnerClients,
        runner: `${RUNNER}/bestelomgeving`,
        products: ['P1', 'P2'],
        contracts: ['C1'],
        productInUse: 'P2',
        ...options,
      }),
      'aanspraakmanager',
      configuration,
    );

  it('has no violation without configuration', async () => {
    expectCorrect(await run({}));
  });

  it('passes every requirement with a full configuration', async () => {
    expectComplete(await run({}, full));
  });

  it('may have a version in its path, an empty 401, early confirmations and new fields', async () => {
    const options = {
      base: '/v2',
      emptyUnauthorized: true,
      noStatusMessage: true,
      early: true,
      newFields: true,
      version: '2.1.0',
    };
    expectCorrect(await run(options, { ...full, base: '/v2' }));
  });

  it('may confirm slowly, twice, and without the new quantity', async () => {
    const options = { delayMs: 1000, doubled: true, noNewTotalQuantity: true };
    expectCorrect(await run(options, { ...full, timeoutMs: 4000 }));
  });
});

describe('a correct Bestelomgeving', () => {
  const school = {
    organisationMasterIdentifier: 'S1',
    organisationIds: [{ organisationId: 'D1', organisationIdType: 'DD_ID' }],
  };
  const closedSchool = { organisationMasterIdentifier: 'S2' };
  const student = { userMasterIdentifier: 'https://ketenid.nl/201703/0b' };
  const order = (number: number, fields: Partial<DeliveryOrder>): DeliveryOrder => ({
    deliveryOrderId: `0e000000-0000-4000-8000-00000000000${number}`,
    contractId: 'C1',
    buyer: { organisationMasterIdentifier: 'S1' },
    productId: 'P1',
    deliveryType: 'school-all',
    deliverySpecification: { school: { organisationMasterIdentifier: 'S1' }, totalQuantity: 30 },
    startDate: '2026-08-01',
    activationUntilDate: '2027-07-31',
    status: 'processed',
    dateCreated: '2026-06-01T10:00:00Z',
    dateLastModified: '2026-06-01T10:00:00Z',
    ...fields,
  });
  const orders = [
    order(1, {}),
    order(2, {
      deliveryType: 'school-students',
      deliverySpecification: {
        school: { organisationMasterIdentifier: 'S1' },
        students: [student],
      },
    }),
    order(3, { status: 'cancelled', endDate: '2026-07-01' }),
    order(4, {
      deliveryType: 'school-groups',
      deliverySpecification: {
        school: { organisationMasterIdentifier: 'S1' },
        groups: [{ groupId: 'G9', quantity: 3 }],
        totalQuantity: 3,
      },
    }),
    order(5, {
      buyer: closedSchool,
      deliverySpecification: { school: closedSchool, totalQuantity: 4 },
    }),
  ];
  const act = Object.fromEntries(
    Object.entries({
      acceptOrder: 'order',
      acceptCreditOrder: 'credit',
      creditLines: 'credit-lines',
      acceptDeliveryOrder: 'delivery',
      changeDeliveryOrder: 'change',
      cancelDeliveryOrder: 'cancel',
    }).map(([name, path]) => [name, { url: `/control/${path}` }]),
  );
  const full: Partial<RunOptions> = {
    clients: {
      noscope,
      ...Object.fromEntries(kinds.map((kind) => [kind, credentials(kind)])),
    },
    data: {
      contract: 'C1',
      school,
      schoolWithoutConsent: closedSchool,
      user: student,
      orderIds: [orders[0]!.deliveryOrderId],
      orderWithoutConsent: orders[4]!.deliveryOrderId,
    },
    act,
  };
  const run = (options: Partial<BestelomgevingOptions>, configuration: RunConfiguration = {}) =>
    testPartner(
      new Bestelomgeving({
        orderBase: '',
        deliveryBase: '',
        clients: partnerClients,
        consents: Object.fromEntries(
          ['tester', 'dashboard', 'portal'].map((client) => [client, [school]]),
        ),
        runner: RUNNER,
        schools: [school, closedSchool],
        contracts: ['C1'],
        product: 'P1',
        orders,
        ...options,
      }),
      'bestelomgeving',
      configuration,
    );

  it('has no violation without configuration', async () => {
    expectCorrect(await run({}, { timeoutMs: 300 }));
  });

  it('passes every requirement with a full configuration', async () => {
    expectComplete(await run({}, full));
  });

  it('may have a version in the path of each API', async () => {
    const bases = { 'edu-v-order': '/v1', 'edu-v-delivery': '/v2' };
    expectComplete(await run({ orderBase: '/v1', deliveryBase: '/v2' }, { ...full, bases }));
  });

  it.each([
    ['edu-v-order', { deliveryBase: undefined }],
    ['edu-v-delivery', { orderBase: undefined }],
  ])('may offer %s only', async (api, options) => {
    const report = await run(options, { ...full, apis: [api] });
    expectCorrect(report);
    expect(new Set(report.requirements.map(({ contract }) => contract))).toEqual(new Set([api]));
  });

  it('may have synchronous hooks, an empty 401, all identifiers and new fields', async () => {
    const options = {
      synchronousHooks: true,
      emptyUnauthorized: true,
      noStatusMessage: true,
      allIdentifiers: true,
      newFields: true,
      version: '2.1.0',
    };
    expectCorrect(await run(options, full));
  });

  it('may give the default client no right to read', async () => {
    const tester = { secret: 'tester!', scopes: ['eduv.order', 'eduv.delivery.entitlor'] };
    const options = { clients: { ...partnerClients, tester } };
    expectCorrect(await run(options, { ...full, clients: {} }));
  });
});
