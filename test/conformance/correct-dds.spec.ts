import { describe, expect, it } from '@jest/globals';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { ddsData } from '../partners/bokbasen-dds-data.js';
import { ddsServer, type DdsVariant } from '../partners/bokbasen-dds-server.js';
import {
  credentials,
  findings,
  runAgainst,
  skips,
  unexplainedWarnings,
} from '../partners/bokbasen-runs.js';

const role = 'dds';

function runFull(variant: DdsVariant, audience?: string): Promise<ConformanceReport> {
  const client = (name: string) => credentials(name, audience);
  return runAgainst(ddsServer(variant), {
    role,
    client: client('other-shop'),
    clients: {
      store: client('shop'),
      subscription: client('streaming'),
      partner: client('aggregator'),
      library: client('library'),
    },
    data: ddsData,
  });
}

describe('a correct server of DDS', () => {
  it('passes with a full configuration', async () => {
    const report = await runFull({});
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
    expect(unexplainedWarnings(report)).toEqual([]);
    expect(skips(report)).toEqual([]);
  });

  it('passes with a minimal configuration', async () => {
    const report = await runAgainst(ddsServer(), { role, client: credentials('shop') });
    console.log(skips(report).join('\n'));
    expect(findings(report, 'fail')).toEqual([]);
    expect(findings(report, 'warn')).toEqual([]);
  });
});
