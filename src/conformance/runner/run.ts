import type { INestApplicationContext } from '@nestjs/common';
import type { Report } from '../reports/report.js';
import { ReportBuilder } from '../recorder/report-builder.js';
import { concernsParty } from '../../platform/api/derived-requirements.js';
import { RequirementCatalogue } from '../recorder/requirement-catalogue.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { ConformanceSession } from './conformance-session.js';
import { ConfigurationError, type RunOptions } from './options.js';
import { preflight } from './preflight.js';
import type { Suite } from './suite.js';
import { SkipTest } from './skipped.js';
import { TestContext, runSequentially, type Test } from './test-context.js';

const AT_ONCE = 6;

/** Tests the partner's server; throws a `ConfigurationFault` where that cannot be done. */
export async function run(
  app: INestApplicationContext,
  options: RunOptions,
  suites: readonly Suite[],
): Promise<Report> {
  const { role, target, only } = options;
  const session = new ConformanceSession(app, options);
  const mine = suites.filter(({ api }) => role in api.parties);
  const first = mine
    .flatMap(({ api }) => Object.values(api.operations))
    .find(({ servedBy, legacyOnly }) => servedBy === role && !legacyOnly);
  if (!first) throw new ConfigurationError(`nothing is known of the role ${role}`);
  refuseUnknown(app.get(RequirementCatalogue), role, only);

  const { checks, fault } = await preflight(session, first);
  if (fault !== undefined) throw new ConfigurationError(fault);

  const tests = askedFor(
    mine.flatMap((suite) => suite.tests(session, role)),
    only,
  );
  const reasons = new Map<string, string>();
  const doIt = (test: Test): Promise<void> => perform(session, test, reasons);
  for (const test of tests.filter((one) => one.first)) await doIt(test);
  await runSequentially(
    tests.filter((one) => !one.first && !one.last),
    AT_ONCE,
    doIt,
  );
  for (const test of tests.filter((one) => one.last)) await doIt(test);

  const { client, clients, callback, ...shown } = options;
  return app.get(ReportBuilder).report(DEFAULT_WORKSPACE, {
    subject: { kind: 'runner', role, target },
    party: role,
    only,
    reasons,
    preflight: checks,
    configuration: {
      ...shown,
      client: client.clientId,
      clients: Object.keys(clients),
      callback: callback.clientId,
    },
  });
}

async function perform(
  session: ConformanceSession,
  test: Test,
  reasons: Map<string, string>,
): Promise<void> {
  const context = new TestContext(session, test.name);
  try {
    await test.run(context);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const reason =
      error instanceof SkipTest ? error.message : `Ketenlab itself failed: ${String(error)}`;
    for (const requirement of test.verifies) if (requirement) reasons.set(requirement.id, reason);
  }
}

/** Those that are asked for; what shows in every call is judged by all of them. */
function askedFor(tests: readonly Test[], only: readonly string[]): readonly Test[] {
  const ids = ({ verifies }: Test): string[] => verifies.flatMap((one) => one?.id ?? []);
  const known = new Set(tests.flatMap(ids));
  if (!only.every((id) => known.has(id))) return tests;
  return only.length === 0
    ? tests
    : tests.filter((test) => ids(test).some((id) => only.includes(id)));
}

function refuseUnknown(
  catalogue: RequirementCatalogue,
  role: string,
  only: readonly string[],
): void {
  for (const id of only) {
    const asking = catalogue.find(id);
    if (!asking) throw new ConfigurationError(`--only ${id}: there is no such requirement`);
    const { actors } = asking.requirement;
    if (!concernsParty(asking.requirement, role))
      throw new ConfigurationError(
        `--only ${id}: it is not for ${role}, but for ${actors.join(', ')}`,
      );
  }
}
