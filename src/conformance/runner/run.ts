import type { INestApplicationContext } from '@nestjs/common';
import { concernsParty } from '../../platform/api/derived-requirements.js';
import type { Operation } from '../../platform/api/operation.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { ReportBuilder } from '../recorder/report-builder.js';
import { RequirementCatalogue } from '../recorder/requirement-catalogue.js';
import type { ConformanceReport, PreflightCheck } from '../reports/report.js';
import { ConformanceSession } from './conformance-session.js';
import { ConfigurationError, type RunOptions } from './configuration/options.js';
import { preflight } from './preflight.js';
import { SkipTest } from './skip-test.js';
import type { ConformanceSuite } from './suite.js';
import { TestContext, runConcurrently, type ConformanceTest } from './test-context.js';

const CONCURRENT_TESTS = 6;

/** Reasons why requirements were skipped, by requirement id. */
type SkipReasons = Map<string, string>;

/** Tests the partner's server. Throws a `ConfigurationError` if it cannot be tested. */
export async function runConformanceTests(
  app: INestApplicationContext,
  options: RunOptions,
  suites: readonly ConformanceSuite[],
): Promise<ConformanceReport> {
  const { role, only } = options;
  const session = new ConformanceSession(app, options);
  const roleSuites = suites.filter(({ api }) => role in api.parties);
  const operation = firstOperationOf(role, roleSuites);
  rejectUnknownIds(app.get(RequirementCatalogue), role, only);
  const { checks, fault } = await preflight(session, operation);
  if (fault !== undefined) throw new ConfigurationError(fault);
  const tests = roleSuites.flatMap((suite) => suite.tests(session, role));
  const reasons = await runTests(session, selectTests(tests, only));
  return buildReport(app, options, reasons, checks);
}

function firstOperationOf(role: string, suites: readonly ConformanceSuite[]): Operation {
  const operation = suites
    .flatMap(({ api }) => Object.values(api.operations))
    .find(({ servedBy, legacyOnly }) => servedBy === role && !legacyOnly);
  if (!operation) throw new ConfigurationError(`there are no tests for the role ${role}`);
  return operation;
}

async function runTests(
  session: ConformanceSession,
  tests: readonly ConformanceTest[],
): Promise<SkipReasons> {
  const reasons: SkipReasons = new Map();
  const run = (test: ConformanceTest): Promise<void> => runTest(session, test, reasons);
  for (const test of tests.filter(({ first }) => first)) await run(test);
  await runConcurrently(
    tests.filter(({ first, last }) => !first && !last),
    CONCURRENT_TESTS,
    run,
  );
  for (const test of tests.filter(({ last }) => last)) await run(test);
  return reasons;
}

async function runTest(
  session: ConformanceSession,
  test: ConformanceTest,
  reasons: SkipReasons,
): Promise<void> {
  try {
    await test.run(new TestContext(session, test.name));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const reason =
      error instanceof SkipTest ? error.message : `internal error of Ketenlab: ${String(error)}`;
    for (const requirement of test.verifies) if (requirement) reasons.set(requirement.id, reason);
  }
}

/**
 * Selects the tests for the given ids. A requirement without a test of its own is checked by every
 * call: all tests run.
 */
function selectTests(
  tests: readonly ConformanceTest[],
  only: readonly string[],
): readonly ConformanceTest[] {
  const idsOf = ({ verifies }: ConformanceTest): string[] =>
    verifies.flatMap((requirement) => requirement?.id ?? []);
  const tested = new Set(tests.flatMap(idsOf));
  if (only.length === 0 || !only.every((id) => tested.has(id))) return tests;
  return tests.filter((test) => idsOf(test).some((id) => only.includes(id)));
}

function rejectUnknownIds(
  catalogue: RequirementCatalogue,
  role: string,
  only: readonly string[],
): void {
  for (const id of only) {
    const requirement = catalogue.find(id)?.requirement;
    if (!requirement)
      throw new ConfigurationError(`--only ${id}: unknown requirement; see docs/requirements.md`);
    if (!concernsParty(requirement, role))
      throw new ConfigurationError(
        `--only ${id}: this requirement does not apply to ` +
          `${role}, but to ${requirement.actors.join(', ')}`,
      );
  }
}

function buildReport(
  app: INestApplicationContext,
  options: RunOptions,
  reasons: SkipReasons,
  checks: PreflightCheck[],
): Promise<ConformanceReport> {
  const { role, target, only } = options;
  return app.get(ReportBuilder).report(DEFAULT_WORKSPACE, {
    subject: { kind: 'runner', role, target },
    party: role,
    only,
    reasons,
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
