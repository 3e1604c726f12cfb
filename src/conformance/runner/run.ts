import type { INestApplicationContext } from '@nestjs/common';
import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import type { Api, Operation } from '../../platform/api/operation.js';
import { fail } from '../../platform/requirements/check-result.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { ReportBuilder } from '../recorder/report-builder.js';
import type { SkipReason } from '../recorder/requirement-result.js';
import { RequirementCatalogue } from '../recorder/requirement-catalogue.js';
import type { ConformanceReport, PreflightCheck } from '../reports/report.js';
import { ConformanceSession } from './conformance-session.js';
import { ConfigurationError, type RunOptions } from './configuration/options.js';
import { preflight } from './preflight/preflight.js';
import type { Probe } from './preflight/probe.js';
import { Progress } from './progress.js';
import { idsOf, selectIds, selectTests } from './selection.js';
import { SkipTest } from './skip-test.js';
import type { ConformanceSuite } from './suite.js';
import {
  TestContext,
  describeResponse,
  runConcurrently,
  type ConformanceTest,
} from './test-context.js';

const CONCURRENT_TESTS = 6;

/** Notes of a run on its requirements beside their results, by id. */
interface RunNotes {
  skipped: Map<string, SkipReason>;
  durations: Map<string, number>;
}

/**
 * Tests the partner's server. Throws a `ConfigurationError` if it cannot be tested, with a report
 * that says so.
 */
export async function runConformanceTests(
  app: INestApplicationContext,
  options: RunOptions,
  suites: readonly ConformanceSuite[],
  progress = new Progress(),
): Promise<ConformanceReport> {
  const { role } = options;
  const session = new ConformanceSession(app, options, progress);
  const chosen = suitesOf(options, suites);
  const operations = servedOperations(role, chosen);
  const only = selectIds(app.get(RequirementCatalogue), role, options.only);
  const notes: RunNotes = { skipped: new Map(), durations: new Map() };
  let checks: PreflightCheck[] = [];
  const report = (apis?: ReadonlyMap<Api, string>): Promise<ConformanceReport> =>
    buildReport(app, { ...options, only }, { notes, checks, chosen, absent: apis ?? new Map() });
  try {
    const found = await preflight(session, operations);
    ({ checks } = found);
    if (found.fault !== undefined) throw new ConfigurationError(found.fault);
    recordMissing(session, found.missing);
    const offered = chosen.filter(({ api }) => !found.absentApis.has(api));
    const tests = offered.flatMap((suite) => suite.tests(session, role));
    await runTests(session, selectTests(tests, only), notes);
    return await report(found.absentApis);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    skipAll(app.get(RequirementCatalogue), error.message, notes);
    throw new ConfigurationError(error.message, await report());
  }
}

/** The suites of the APIs that are chosen for the role. */
function suitesOf(
  { role, apis }: RunOptions,
  suites: readonly ConformanceSuite[],
): readonly ConformanceSuite[] {
  return suites.filter(({ api }) => role in api.parties && (apis?.includes(api.name) ?? true));
}

/** The operations that the partner has to serve. */
function servedOperations(role: string, suites: readonly ConformanceSuite[]): Operation[] {
  const operations = suites
    .flatMap(({ api }) => Object.values(api.operations))
    .filter(({ servedBy, legacyOnly }) => servedBy === role && !legacyOnly);
  if (operations.length > 0) return operations;
  throw new ConfigurationError(`there are no tests for the role ${role}`);
}

/** A missing operation is one failure: everything that depends on it is skipped. */
function recordMissing(session: ConformanceSession, missing: readonly Probe[]): void {
  for (const { operation, exchange } of missing) {
    session.missingOperations.add(operation);
    const { ok } = derivedRequirements(operation);
    if (!ok) continue;
    const { method, path, successStatus } = operation;
    const context = new TestContext(session, `${method} ${path}`);
    const seen = `${describeResponse(exchange)}: the server has no ${method} ${path}`;
    context.record(fail(ok, '', String(successStatus), seen), exchange);
  }
}

async function runTests(
  session: ConformanceSession,
  tests: readonly ConformanceTest[],
  notes: RunNotes,
): Promise<void> {
  session.progress.begin(tests.length);
  const run = (test: ConformanceTest): Promise<void> => runTest(session, test, notes);
  for (const test of tests.filter(({ first }) => first)) await run(test);
  await runConcurrently(
    tests.filter(({ first, last }) => !first && !last),
    CONCURRENT_TESTS,
    run,
  );
  for (const test of tests.filter(({ last }) => last)) await run(test);
}

async function runTest(
  session: ConformanceSession,
  test: ConformanceTest,
  { skipped, durations }: RunNotes,
): Promise<void> {
  const ids = idsOf(test);
  let skip: SkipReason | undefined;
  session.progress.testStarted(test.name);
  try {
    await test.run(new TestContext(session, test.name));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    skip =
      error instanceof SkipTest
        ? { text: error.message, cause: error.cause }
        : { text: `internal error of Ketenlab: ${String(error)}` };
    for (const id of ids) skipped.set(id, skip);
  } finally {
    const durationMs = session.progress.testEnded(test.name, skip?.text);
    for (const id of ids) durations.set(id, (durations.get(id) ?? 0) + durationMs);
  }
}

/** Nothing was tested, for one reason. */
function skipAll({ all }: RequirementCatalogue, reason: string, { skipped }: RunNotes): void {
  for (const { requirement } of all)
    if (!skipped.has(requirement.id)) skipped.set(requirement.id, { text: reason });
}

function buildReport(
  app: INestApplicationContext,
  options: RunOptions,
  {
    notes: { skipped, durations },
    checks,
    chosen,
    absent,
  }: {
    notes: RunNotes;
    checks: PreflightCheck[];
    chosen: readonly ConformanceSuite[];
    absent: ReadonlyMap<Api, string>;
  },
): Promise<ConformanceReport> {
  const { role, target, only } = options;
  return app.get(ReportBuilder).report(DEFAULT_WORKSPACE, {
    subject: { kind: 'runner', role, target },
    party: role,
    only,
    apis: chosen.map(({ api }) => api),
    absentApis: absent,
    reasons: skipped,
    durations,
    preflight: checks,
    configuration: withoutSecrets(options),
  });
}

function withoutSecrets({ client, clients, callback, ...rest }: RunOptions): object {
  return {
    ...rest,
    client: client.clientId,
    clients: Object.keys(clients),
    callback: callback.clientId,
  };
}
