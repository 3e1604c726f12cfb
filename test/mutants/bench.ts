import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runConformance } from '../../src/cli/conformance.js';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import type { RunOptions } from '../../src/conformance/runner/options.js';
import { TestServer } from '../support/ketenlab.js';
import { Proxy, type Mutation } from './proxy.js';
import { acting, addressed, type Subject } from './subjects.js';

/** A role of ours that is broken in one way, and what that is to be caught by. */
export interface Mutant {
  name: string;
  /** The requirements that it breaks: each of them has to say so. */
  breaks: string[];
  /** Requirements that cannot be met any more because of it: they may say so. */
  also?: string[];
  /** Between the runner and the server. */
  server?: Mutation;
  /** Between the server, where it calls, and the runner. */
  client?: Mutation;
  /** What else the runner is told, or how the sandbox is set. */
  options?: Partial<RunOptions>;
}

/** Tests the unbroken role, then each mutant of it, and prints how they were caught. */
export function mutantsOf(subject: Subject, mutants: readonly Mutant[]): void {
  const { role } = subject;
  const front = new Proxy();
  const back = new Proxy();
  const lines: string[] = [];
  let server: TestServer;

  beforeAll(async () => {
    await front.start();
    server = new TestServer({
      ROLES: role,
      CONFIRM_AFTER: 'PT0S',
      PROCESS_AFTER: 'PT0S',
      // The links that it hands out lead through what breaks it.
      PUBLIC_URL: front.url,
    });
    await server.start();
    await back.start();
    front.target = server.url;
    back.target = RUNNER;
  });
  afterAll(async () => {
    await front.stop();
    await back.stop();
    await server.remove();
    process.stdout.write(`${lines.join('\n')}\n`);
  });

  const tested = async ({ server: into = {}, client = {}, options = {} }: Partial<Mutant>) => {
    await server.control('post', 'reset');
    for (const [partner, address] of Object.entries(subject.partners ?? {}))
      await server.control('put', `partners/${partner}`, addressed(address, back.url));
    await subject.prepare?.(server);
    front.mutation = into;
    back.mutation = client;
    return runConformance({
      role,
      target: front.url + subject.base,
      // The token server is not judged, and not broken.
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
      ...acting(subject.options, server.url),
      ...options,
    });
  };

  describe(`the runner, on ${role}`, () => {
    it('finds nothing in the unbroken one, and comes to everything', async () => {
      const report = await tested({});
      expect(departures(report)).toEqual([]);
      expect(skipped(report)).toEqual([]);
    });

    for (const mutant of mutants) {
      const { name, breaks, also = [] } = mutant;
      it(`catches: ${name}`, async () => {
        const found = notMet(await tested(mutant));
        const missed = breaks.filter((id) => !found.includes(id));
        const unrelated = found.filter((id) => !breaks.includes(id) && !also.includes(id));
        lines.push(line(role, name, breaks, missed, unrelated));
        expect({ missed, unrelated }).toEqual({ missed: [], unrelated: [] });
      });
    }
  });
}

/** A port of its own for the workers of a run that go side by side. */
const PORT =
  Number(process.env['MUTANTS_PORT'] ?? 4120) + Number(process.env['JEST_WORKER_ID'] ?? 1);
const RUNNER = `http://127.0.0.1:${PORT}`;

function notMet({ requirements }: ConformanceReport): string[] {
  return requirements
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ id }) => id);
}

/** What departs, in full: who looks at a run of the unbroken one wants to know why. */
function departures({ requirements }: ConformanceReport): string[] {
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

function line(
  role: string,
  name: string,
  breaks: string[],
  missed: string[],
  unrelated: string[],
): string {
  const verdict = missed.length > 0 ? 'MISSED' : unrelated.length > 0 ? 'ALARM ' : 'caught';
  const beside = unrelated.length > 0 ? `, and unrelated ${unrelated.join(' ')}` : '';
  return `${verdict}  ${role.padEnd(16)}  ${name}  (${breaks.join(' ')}${beside})`;
}
