import { runConformance } from '../../../src/cli/conformance-sandbox.js';
import type { ConformanceReport } from '../../../src/conformance/reports/report.js';
import type { RunOptions } from '../../../src/conformance/runner/configuration/options.js';
import type { HttpPartner } from './http-partner.js';

const PORT = 4260 + Number(process.env['JEST_WORKER_ID'] ?? 1);

/** Address at which the runner receives calls. */
export const RUNNER = `http://127.0.0.1:${PORT}`;

/** A client of a partner in the configuration of the runner, with its secret. */
export const credentials = (clientId: string) => ({ clientId, clientSecret: `${clientId}!` });

/** Options of a run, with paths of the partner for URLs. */
export type RunConfiguration = Partial<RunOptions> & {
  /** Path of the server, to which the paths of the specification are appended. */
  base?: string;
  /** Paths by API, where they differ. */
  bases?: Record<string, string>;
};

/** Tests the server of a partner. The configuration has nothing but its addresses and one client. */
export async function testPartner(
  partner: HttpPartner,
  role: string,
  { base = '', bases = {}, ...options }: RunConfiguration = {},
): Promise<ConformanceReport> {
  await partner.start();
  try {
    return await runConformance({
      role,
      target: partner.url + base,
      targets: Object.fromEntries(
        Object.entries(bases).map(([api, path]) => [api, partner.url + path]),
      ),
      client: credentials('tester'),
      clients: {},
      data: {},
      listen: { host: '127.0.0.1', port: PORT },
      callback: { clientId: 'partner', clientSecret: 'partner-secret' },
      reportDir: '',
      only: [],
      timeoutMs: 1500,
      baseline: undefined,
      ...options,
      tokenUrl: partner.url + (options.tokenUrl ?? '/oauth2/token'),
      act: Object.fromEntries(
        Object.entries(options.act ?? {}).map(([name, action]) => [
          name,
          { ...action, url: partner.url + action.url },
        ]),
      ),
    });
  } finally {
    await partner.stop();
  }
}

/** The violations of a report as text, of those with that verdict. */
export function findingsOf({ requirements }: ConformanceReport, ...verdicts: string[]): string[] {
  return requirements
    .filter(({ verdict }) => verdicts.includes(verdict))
    .flatMap(({ id, findings }) =>
      findings.map(
        ({ pointer, expected, seen }) => `${id} ${pointer}: expected ${expected}; seen ${seen}`,
      ),
    );
}

/** The requirements that were not tested although the runner can test them, with the reasons. */
export function skippedIn({ requirements }: ConformanceReport): string[] {
  return requirements
    .filter(({ verdict, excused }) => verdict === 'skip' && !excused)
    .map(({ id, reason }) => `${id}: ${reason}`);
}

/** Warnings whose text does not say that they are a recommendation of ours. */
export function warningsThatAreNoAdvice({ requirements }: ConformanceReport): string[] {
  return requirements
    .filter(({ verdict, source }) => verdict === 'warn' && !source.startsWith('ours: '))
    .map(
      ({ id, source, findings: [first] }) =>
        `${id} (${source}): ${first?.expected}; seen ${first?.seen}`,
    );
}
