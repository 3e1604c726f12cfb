import { describe, expect, it } from '@jest/globals';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { ddsData, singleVersions } from './bokbasen-dds-data.js';
import { ddsServer, type DdsVariant } from './bokbasen-dds-server.js';
import {
  credentials,
  findings,
  runAgainst,
  skips,
  skipsWithoutAdvice,
  unexplainedWarnings,
  warnings,
} from './bokbasen-runs.js';

const role = 'dds';

function runFull(variant: DdsVariant, more: object = {}): Promise<ConformanceReport> {
  const { audienceOrigin } = variant;
  const as = (name: string) => credentials(name, audienceOrigin && `${audienceOrigin}/{service}/`);
  return runAgainst(ddsServer(variant), () => ({
    role,
    client: as('other-shop'),
    clients: {
      store: as('shop'),
      subscription: as('streaming'),
      partner: as('aggregator'),
      library: as('library'),
    },
    data: { ...ddsData, ...more },
  }));
}

describe('a correct server of DDS', () => {
  it('passes every requirement with a full configuration', async () => {
    const report = await runFull({});
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    expect(skips(report)).toEqual([]);
  });

  it('passes with only a client, and every skipped requirement says what to configure', async () => {
    const report = await runAgainst(ddsServer({ bareErrors: true }), () => ({
      role,
      client: credentials('shop'),
    }));
    expect(findings(report, 'fail')).toEqual([]);
    expect(warnings(report)).toEqual(['BOKB-DDS-33', 'BOKB-DDS-34', 'BOKB-DDS-174']);
    expect(unexplainedWarnings(report)).toEqual([]);
    expect(skipsWithoutAdvice(report)).toEqual([]);
  });

  it('passes with one client that has every right, but skips what needs two', async () => {
    const all = credentials('all');
    const report = await runAgainst(ddsServer(), () => ({
      role,
      client: all,
      clients: { store: all, subscription: all, partner: all, library: all },
      data: ddsData,
    }));
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    expect(skipsWithoutAdvice(report)).toEqual([]);
    const skipped = skips(report).map((line) => line.split(':')[0]);
    expect(skipped).toEqual(
      expect.arrayContaining([54, 60, 61, 68, 69, 81, 99, 159].map((one) => `BOKB-DDS-${one}`)),
    );
  });

  it('passes with bare errors, own ids, slow answers and new elements below another base', async () => {
    const report = await runFull({
      base: '/bok/v7',
      bareErrors: true,
      ownIds: true,
      extraFields: true,
      nullIsAbsent: true,
      idempotent: true,
      capsPages: true,
      slow: true,
      preparationMs: 700,
      audienceOrigin: 'https://api.example.no',
    });
    expect(findings(report, 'fail')).toEqual([]);
    expect(warnings(report)).toEqual(['BOKB-DDS-33', 'BOKB-DDS-34', 'BOKB-DDS-51', 'BOKB-DDS-174']);
    expect(unexplainedWarnings(report)).toEqual([]);
    expect(skips(report)).toEqual([
      'BOKB-DDS-124: a pagesize above 10000 is accepted, and the inventory is smaller',
    ]);
  });

  it('passes with titles of one version, which say nothing about earlier versions', async () => {
    const report = await runFull({ titles: singleVersions }, { isbn: singleVersions[0]?.isbn });
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    const skipped = skips(report).map((line) => line.split(':')[0]);
    expect(skipped).toEqual(['BOKB-DDS-132', 'BOKB-DDS-133', 'BOKB-DDS-138']);
  });
});

const partOf: Record<string, string> = {
  placeOrder: 'orders',
  placeSubscriptionOrder: 'orders',
  getContent: 'orders',
  getSample: 'orders',
  getRawContent: 'orders',
  getLibraryContent: 'orders',
  getInventory: 'inventory',
  getInventoryByIsbn: 'inventory',
  getShelf: 'accounts',
  findAccount: 'accounts',
  registerAccount: 'accounts',
  reportStreaming: 'reports',
  reportLoan: 'reports',
  reportTibiLoan: 'reports',
};

describe('a server of DDS that offers only a part', () => {
  it.each([['inventory'], ['orders']] as const)(
    'of it, the %s, passes in that part, and each missing endpoint is one finding',
    async (part) => {
      const report = await runFull({ parts: [part] });
      const missing = Object.keys(partOf).filter((name) => partOf[name] !== part);
      const found = [...findings(report, 'fail'), ...findings(report, 'warn')];
      expect(found.filter((line) => !line.includes('seen 404: the server has no '))).toEqual([]);
      expect(found.map((line) => line.replace(/ .*/s, '')).toSorted()).toEqual(
        missing.map((name) => `BOKB-DDS-${name}-ok`).toSorted(),
      );
    },
  );
});

describe('a server of DDS that requires a Date header', () => {
  it.each([400, 401] as const)('and answers %s without it fails BOKB-DDS-37', async (status) => {
    const report = await runFull({ withoutDate: status });
    expect(findings(report, 'fail')).toContain(
      `BOKB-DDS-37 Date: expected 200 for a call without a Date header; seen ${status}: ` +
        '{"message":"The header Date is required"} ' +
        '(GET /dds/inventory/v2 without a Date header, and with one of 2014)',
    );
  });
});
