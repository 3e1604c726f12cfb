import { describe, expect, it } from '@jest/globals';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { ordersData, ordersServer, type OrdersVariant } from './bokbasen-orders-server.js';
import {
  credentials,
  findings,
  runAgainst,
  skipsWithoutAdvice,
  skips,
  unexplainedWarnings,
  warnings,
} from './bokbasen-runs.js';

const role = 'bokbasen-orders';
const OTHER_ORIGIN = 'https://api.example.no';

function runFull(variant: OrdersVariant): Promise<ConformanceReport> {
  const { audienceOrigin } = variant;
  const as = (name: string, service = '{service}') =>
    credentials(name, audienceOrigin && `${audienceOrigin}/${service}/`);
  const server = ordersServer(variant);
  return runAgainst(server, (target) => ({
    role,
    client: as('bookshop'),
    clients: {
      buyer: as('bookshop'),
      seller: as('publisher'),
      reader: as('stranger'),
      otherAudience: credentials('elsewhere', `${audienceOrigin ?? target}/dds/`),
    },
    data: ordersData,
  }));
}

describe('a correct server of the Order API', () => {
  it('passes every requirement with a full configuration', async () => {
    const report = await runFull({});
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    expect(skips(report)).toEqual([]);
  });

  it('passes with only a client, and every skipped requirement says what to configure', async () => {
    const report = await runAgainst(ordersServer({ bareErrors: true, hal: true }), () => ({
      role,
      client: credentials('bookshop'),
    }));
    expect(findings(report, 'fail')).toEqual([]);
    expect(warnings(report)).toEqual(['BOKB-ORDER-57', 'BOKB-ORDER-listOrders-answer']);
    expect(unexplainedWarnings(report)).toEqual([]);
    expect(skipsWithoutAdvice(report)).toEqual([]);
  });

  it('passes with one client that acts for both parties, but skips what needs two', async () => {
    const both = credentials('both');
    const report = await runAgainst(ordersServer(), () => ({
      role,
      client: both,
      clients: { buyer: both, seller: both },
      data: ordersData,
    }));
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    expect(skipsWithoutAdvice(report)).toEqual([]);
    const skipped = skips(report).map((line) => line.split(':')[0]);
    expect(skipped).toEqual(
      expect.arrayContaining([91, 105, 114].map((number) => `BOKB-ORDER-${number}`)),
    );
  });

  it('passes with a list as HAL, bare errors, own ids, slow answers and new fields below another base', async () => {
    const report = await runFull({
      base: '/bok/v7',
      hal: true,
      bareErrors: true,
      ownIds: true,
      extraFields: true,
      nullIsAbsent: true,
      slow: true,
      processingMs: 700,
      audienceOrigin: OTHER_ORIGIN,
    });
    expect(findings(report, 'fail')).toEqual([]);
    expect(warnings(report)).toEqual([
      'BOKB-ORDER-57',
      'BOKB-ORDER-82',
      'BOKB-ORDER-86',
      'BOKB-ORDER-listOrders-answer',
    ]);
    expect(unexplainedWarnings(report)).toEqual([]);
    expect(skips(report)).toEqual([]);
  });

  it('passes with FAILED instead of 400, and with a warning that quotes both readings', async () => {
    const report = await runFull({ lenientSchema: true });
    expect(findings(report, 'fail')).toEqual([]);
    expect(warnings(report)).toEqual(['BOKB-ORDER-65']);
    expect(unexplainedWarnings(report)).toEqual([]);
    expect(skips(report)).toEqual([]);
  });

  it('passes with 400 instead of FAILED', async () => {
    const report = await runFull({ refusesAtOnce: true });
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    expect(skips(report)).toEqual([]);
  });
});

describe('a server of the Order API that requires a Date header', () => {
  it.each([400, 401] as const)('and answers %s without it fails BOKB-ORDER-59', async (status) => {
    const report = await runFull({ withoutDate: status });
    expect(findings(report, 'fail')).toContain(
      `BOKB-ORDER-59 Date: expected 200 for a call without a Date header; seen ${status}: ` +
        '{"message":"The header Date is required"} ' +
        '(GET /orders/v1 without a Date header, and with an old one)',
    );
  });
});
