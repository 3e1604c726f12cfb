import type { INestApplicationContext } from '@nestjs/common';
import type { Report } from '../report.js';
import { Reporting } from '../reporting.js';
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
  refuseUnknown(app.get(Catalogue), only);

  const { checks, fault } = await preflight(lab, first);
  if (fault !== undefined) throw new ConfigurationFault(fault);

  const tests = mine
    .flatMap((suite) => suite.tests(lab, role))
    .filter((test) => isAsked(test, only));
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
    const reason =
      error instanceof Skipped ? error.message : `Ketenlab itself failed: ${String(error)}`;
    for (const requirement of test.verifies) if (requirement) reasons.set(requirement.id, reason);
  }
}

function isAsked({ verifies }: Test, only: readonly string[]): boolean {
  return only.length === 0 || verifies.some((one) => one && only.includes(one.id));
}

function refuseUnknown(catalogue: Catalogue, only: readonly string[]): void {
  const unknown = only.find((id) => !catalogue.find(id));
  if (unknown !== undefined)
    throw new ConfigurationFault(`--only ${unknown}: there is no such requirement`);
}
