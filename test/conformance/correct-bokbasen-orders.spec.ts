import { describe, expect, it } from '@jest/globals';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import {
  ordersData,
  ordersServer,
  type OrdersVariant,
} from '../partners/bokbasen-orders-server.js';
import {
  credentials,
  findings,
  runAgainst,
  skips,
  unexplainedWarnings,
} from '../partners/bokbasen-runs.js';

const role = 'bokbasen-orders';

function runFull(variant: OrdersVariant, audience?: string): Promise<ConformanceReport> {
  const server = ordersServer(variant);
  return runAgainst(server, {
    role,
    client: credentials('bookshop', audience),
    clients: {
      buyer: credentials('bookshop', audience),
      seller: credentials('publisher', audience),
      reader: credentials('stranger', audience),
      otherAudience: credentials(
        'elsewhere',
        audience?.replace('{service}', 'dds') ?? 'http://127.0.0.1/dds/',
      ),
    },
    data: ordersData,
  });
}

describe('a correct server of the Order API', () => {
  it('passes with a full configuration', async () => {
    const report = await runFull(
      { audienceOrigin: 'https://api.example.no' },
      'https://api.example.no/{service}/',
    );
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    expect(unexplainedWarnings(report)).toEqual([]);
    expect(skips(report)).toEqual([]);
  });

  it('passes with a minimal configuration', async () => {
    const report = await runAgainst(ordersServer(), { role, client: credentials('bookshop') });
    console.log(skips(report).join('\n'));
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
  });
});
