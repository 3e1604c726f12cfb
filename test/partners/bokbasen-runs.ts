import { runConformance } from '../../src/cli/conformance-sandbox.js';
import type { ConformanceReport, RequirementResult } from '../../src/conformance/reports/report.js';
import type { RunOptions } from '../../src/conformance/runner/configuration/options.js';
import type { PartnerServer } from './bokbasen-http.js';

/** Credentials of a client of the servers in this folder. */
export function credentials(clientId: string, audience?: string) {
  return { clientId, clientSecret: `${clientId}-secret`, audience };
}

/** Runs the tests of a role against a server, and stops the server. */
export async function runAgainst(
  server: PartnerServer,
  optionsFor: (target: string) => Pick<RunOptions, 'role' | 'client'> & Partial<RunOptions>,
): Promise<ConformanceReport> {
  await server.start();
  try {
    const { target, tokenUrl } = server;
    return await runConformance({
      target,
      tokenUrl,
      clients: {},
      data: {},
      act: {},
      listen: { host: '127.0.0.1', port: 0 },
      callback: { clientId: 'partner', clientSecret: 'partner-secret' },
      reportDir: '',
      only: [],
      // Longer than any answer, also on a busy machine: correct servers never let the runner wait.
      timeoutMs: 5_000,
      baseline: undefined,
      ...optionsFor(target),
    });
  } finally {
    await server.stop();
  }
}

/** Findings as text, for all results with that verdict. */
export function findings({ requirements }: ConformanceReport, verdict: string): string[] {
  return requirements
    .filter((one) => one.verdict === verdict)
    .flatMap(({ id, findings: all }) =>
      all.map(
        ({ pointer, expected, seen, test }) =>
          `${id} ${pointer}: expected ${expected}; seen ${seen} (${test})`,
      ),
    );
}

const RECOMMENDATION = /^ours: |not specified/;

/** Warnings that do not say that the requirement is a recommendation of ours. */
export function unexplainedWarnings({ requirements }: ConformanceReport): RequirementResult[] {
  return requirements.filter(
    ({ verdict, source, findings: all }) =>
      verdict === 'warn' &&
      !RECOMMENDATION.test(source) &&
      !all.every(({ readings }) => readings !== undefined),
  );
}

/** Ids of the requirements with warnings. */
export function warnings({ requirements }: ConformanceReport): string[] {
  return requirements.filter(({ verdict }) => verdict === 'warn').map(({ id }) => id);
}

/** Skipped requirements whose reason does not name a missing configuration. */
export function skipsWithoutAdvice(report: ConformanceReport): string[] {
  return skips(report).filter(
    (line) => !/(configure|and) (data|clients)\.\w+|clients\.\w+ /.test(line),
  );
}

/** Skipped requirements that can be tested, with their reasons. */
export function skips({ requirements }: ConformanceReport): string[] {
  return requirements
    .filter(({ verdict, excused }) => verdict === 'skip' && !excused)
    .map(({ id, reason }) => `${id}: ${reason}`);
}
