import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runConformance } from '../../src/cli/conformance-sandbox.js';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { TestServer } from '../support/test-server.js';
import type { Mutant } from './mutant.js';
import { Proxy } from './proxy.js';
import { withActOrigin, withOrigin, type Subject } from './subjects.js';

/** Tests the role without a mutation, then each mutant. Prints one result line per mutant. */
export function testMutants(subject: Subject, mutants: readonly Mutant[]): void {
  const { role } = subject;
  const serverProxy = new Proxy();
  const runnerProxy = new Proxy();
  const lines: string[] = [];
  let server: TestServer;

  beforeAll(async () => {
    await serverProxy.start();
    server = new TestServer({
      ROLES: role,
      CONFIRM_AFTER: 'PT0S',
      PROCESS_AFTER: 'PT0S',
      // Links in responses lead through the proxy.
      PUBLIC_URL: serverProxy.url,
    });
    await server.start();
    await runnerProxy.start();
    serverProxy.target = server.url;
    runnerProxy.target = RUNNER;
  });
  afterAll(async () => {
    await serverProxy.stop();
    await runnerProxy.stop();
    await server.remove();
    process.stdout.write(`${lines.join('\n')}\n`);
  });

  const runAgainst = async ({
    server: serverMutation = {},
    client = {},
    options = {},
  }: Partial<Mutant>) => {
    await server.control('post', 'reset');
    for (const [partner, address] of Object.entries(subject.partners ?? {}))
      await server.control('put', `partners/${partner}`, withOrigin(address, runnerProxy.url));
    await subject.prepare?.(server);
    serverProxy.mutation = serverMutation;
    runnerProxy.mutation = client;
    return runConformance({
      role,
      target: serverProxy.url + subject.base,
      // The token endpoint is neither tested nor mutated.
      tokenUrl: server.url + subject.token,
      client: { clientId: 'demo', clientSecret: 'demo-secret' },
      clients: {},
      data: {},
      act: {},
      listen: { host: '127.0.0.1', port: PORT },
      callback: { clientId: 'partner', clientSecret: 'partner-secret' },
      reportDir: '',
      only: [],
      timeoutMs: 1500,
      baseline: undefined,
      ...withActOrigin(subject.options, server.url),
      ...options,
    });
  };

  describe(`the runner, on ${role}`, () => {
    it('reports no violation and skips no requirement without a mutation', async () => {
      const report = await runAgainst({});
      expect(findingsOf(report)).toEqual([]);
      expect(skipped(report)).toEqual([]);
    });

    for (const mutant of mutants) {
      const { name, breaks, mayBreak: also = [] } = mutant;
      it(`detects: ${name}`, async () => {
        const report = await runAgainst(mutant);
        const violated = violatedRequirements(report);
        const explained = consequencesOf(report, breaks);
        const missed = breaks.filter((id) => !violated.includes(id) && !explained.includes(id));
        const unrelated = violated.filter((id) => !breaks.includes(id) && !also.includes(id));
        const level = levelOf(report, breaks);
        lines.push(resultLine({ role, name, breaks, missed, unrelated, level }));
        expect({ missed, unrelated }).toEqual({ missed: [], unrelated: [] });
      });
    }
  });
}

/** Port of the runner. It is unique per Jest worker. */
const PORT =
  Number(process.env['MUTANTS_PORT'] ?? 4120) + Number(process.env['JEST_WORKER_ID'] ?? 1);
const RUNNER = `http://127.0.0.1:${PORT}`;

/** Requirements with a violation, also where it is reported as the consequence of another one. */
function violatedRequirements({ requirements }: ConformanceReport): string[] {
  return requirements
    .filter(
      ({ verdict, consequenceOf, findings }) =>
        verdict === 'fail' ||
        verdict === 'warn' ||
        (consequenceOf !== undefined && findings.length > 0),
    )
    .map(({ id }) => id);
}

/** Requirements that are reported as a consequence of one of these. */
function consequencesOf({ requirements }: ConformanceReport, causes: string[]): string[] {
  return requirements
    .filter(({ consequenceOf }) => causes.includes(consequenceOf ?? ''))
    .map(({ id }) => id);
}

/** Findings as text, so that a failure of the role without a mutation shows its reason. */
function findingsOf({ requirements }: ConformanceReport): string[] {
  return requirements
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .flatMap(({ id, findings }) =>
      findings.map(({ pointer, expected, seen }) => `${id} ${pointer}: ${expected}; seen: ${seen}`),
    );
}

function skipped({ requirements }: ConformanceReport): string[] {
  return requirements
    .filter(({ verdict, excused }) => verdict === 'skip' && !excused)
    .map(({ id, reason }) => `${id}: ${reason}`);
}

/** Level of the strictest requirement that reports the mutant: only a MUST fails a run. */
function levelOf({ requirements }: ConformanceReport, breaks: string[]): 'MUST' | 'SHOULD' {
  const own = requirements.filter(({ id }) => breaks.includes(id));
  return own.some(({ verdict }) => verdict === 'fail') ? 'MUST' : 'SHOULD';
}

interface MutantResult {
  role: string;
  name: string;
  breaks: string[];
  missed: string[];
  unrelated: string[];
  level: 'MUST' | 'SHOULD';
}

function resultLine({ role, name, breaks, missed, unrelated, level }: MutantResult): string {
  const verdict = missed.length > 0 ? 'MISSED' : unrelated.length > 0 ? 'ALARM ' : 'caught';
  const unrelatedText = unrelated.length > 0 ? `, and unrelated ${unrelated.join(' ')}` : '';
  return `${verdict}  ${level.padEnd(6)}  ${role.padEnd(16)}  ${name}  (${breaks.join(' ')}${unrelatedText})`;
}
