import type { INestApplicationContext } from '@nestjs/common';
import type { Report } from '../report.js';
import { Reporting } from '../reporting.js';
import { isFor } from '../../kernel/contract/duties.js';
import { Catalogue } from '../catalogue.js';
import { DEFAULT_WORKSPACE } from '../../kernel/workspaces/workspaces.js';
import { suites } from '../suites/index.js';
import { Lab } from './lab.js';
import { ConfigurationFault, type RunOptions } from './options.js';
import { preflight } from './preflight.js';
import { Skipped } from './skipped.js';
import { Trial, inTurns, type Test } from './trial.js';

const AT_ONCE = 6;

/** Tests the partner's server; throws a `ConfigurationFault` where that cannot be done. */
export async function run(app: INestApplicationContext, options: RunOptions): Promise<Report> {
  const { role, target, only } = options;
  const lab = new Lab(app, options);
  const mine = suites.filter(({ contract }) => role in contract.parties);
  const first = mine
    .flatMap(({ contract }) => Object.values(contract.operations))
    .find(({ servedBy, legacyOnly }) => servedBy === role && !legacyOnly);
  if (!first) throw new ConfigurationFault(`nothing is known of the role ${role}`);
  refuseUnknown(app.get(Catalogue), role, only);

  const { checks, fault } = await preflight(lab, first);
  if (fault !== undefined) throw new ConfigurationFault(fault);

  const tests = askedFor(
    mine.flatMap((suite) => suite.tests(lab, role)),
    only,
  );
  const reasons = new Map<string, string>();
  const doIt = (test: Test): Promise<void> => perform(lab, test, reasons);
  for (const test of tests.filter((one) => one.first)) await doIt(test);
  await inTurns(
    tests.filter((one) => !one.first && !one.last),
    AT_ONCE,
    doIt,
  );
  for (const test of tests.filter((one) => one.last)) await doIt(test);

  const { client, clients, callback, ...shown } = options;
  return app.get(Reporting).report(DEFAULT_WORKSPACE, {
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

async function perform(lab: Lab, test: Test, reasons: Map<string, string>): Promise<void> {
  const trial = new Trial(lab, test.name);
  try {
    await test.run(trial);
  } catch (error) {
    if (error instanceof ConfigurationFault) throw error;
    const reason =
      error instanceof Skipped ? error.message : `Ketenlab itself failed: ${String(error)}`;
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

function refuseUnknown(catalogue: Catalogue, role: string, only: readonly string[]): void {
  for (const id of only) {
    const asking = catalogue.find(id);
    if (!asking) throw new ConfigurationFault(`--only ${id}: there is no such requirement`);
    const { who } = asking.requirement;
    if (!isFor(asking.requirement, role))
      throw new ConfigurationFault(
        `--only ${id}: it is not for ${role}, but for ${who.join(', ')}`,
      );
  }
}
