import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp, listen } from '../app/app.js';
import { environment, readConfig } from '../app/read-config.js';
import { baselineIn, compare } from '../conformance/runner/baseline.js';
import { formats } from '../conformance/reports/formats.js';
import type { Report } from '../conformance/reports/report.js';
import { ConfigurationError, type RunOptions } from '../conformance/runner/options.js';
import { readOptions, type CommandLineOptions } from '../conformance/runner/read-options.js';
import { run } from '../conformance/runner/run.js';
import { textOf } from '../conformance/reports/text.js';
import { suites } from '../conformance/suites/index.js';
import { Clients } from '../platform/oauth/clients.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../platform/workspaces/workspaces.js';
import { knownSettings, roles } from '../roles/index.js';

const files = {
  'conformance.json': formats.json,
  'conformance.junit.xml': formats.junit,
  'conformance.html': formats.html,
  'conformance.svg': formats.badge,
};

/** `ketenlab conformance`: tests a partner's server. Exit code 0, 1: a MUST failed, 2: the configuration is at fault. */
export async function conformance(given: CommandLineOptions): Promise<void> {
  try {
    const options = readOptions(given, {
      roles: roles.map(({ name }) => name),
      configurations: suites.map(({ configuration }) => configuration),
    });
    makeFolder(options.reportDir);
    const report = await judge(options, (url) => {
      process.stdout.write(invitation(url, options));
    });
    write(report, options.reportDir);
    process.stdout.write(
      `${textOf(report)}\n${untold(report, options)}  Reports in ${options.reportDir}\n`,
    );
    const { pass, fail, warn } = report.summary;
    if (pass + fail + warn === 0) throw new ConfigurationError('nothing was judged: see why above');
    process.exitCode = (report.baseline?.unexpected.length ?? fail) > 0 ? 1 : 0;
  } catch (error) {
    const text = faultOf(error as NodeJS.ErrnoException);
    if (text === undefined) throw error;
    process.stderr.write(`ketenlab: ${text}\n`);
    process.exitCode = 2;
  }
}

/** Tests the partner's server; `began` hears where our own side listens. */
export async function judge(
  options: RunOptions,
  began: (url: string) => void = () => undefined,
): Promise<Report> {
  const { role, listen: at, callback } = options;
  const expected = options.baseline === undefined ? undefined : baselineIn(options.baseline);
  const config = readConfig(
    {
      ...rulesOf(environment),
      HOST: at.host,
      PORT: String(at.port),
      DATABASE_URL: 'sqlite::memory:',
      ROLES: counterpartsOf(role).join(','),
      CONFIRM_AFTER: 'PT0S',
      LOG_LEVEL: 'silent',
    },
    knownSettings(),
    () => callback.clientSecret,
  );
  const app = await createApp(config);
  try {
    const url = await listen(app, config);
    await prepare(app, options);
    began(url);
    const listening = { ...options, listen: { ...at, port: Number(new URL(url).port) } };
    const report = await run(app, listening, suites);
    return expected ? compare(report, expected) : report;
  } finally {
    await app.close();
  }
}

type App = Awaited<ReturnType<typeof createApp>>;

/** Our own side waits for what the runner sends, and lets the partner in. */
async function prepare(app: App, { callback }: RunOptions): Promise<void> {
  const clients = app.get(Clients);
  const [all] = clients.in(DEFAULT_WORKSPACE);
  if (all) await clients.add({ ...all, ...callback, kind: 'partner', keys: null });
  await app.get(Workspaces).change(DEFAULT_WORKSPACE, ({ settings }) => ({
    settings: { ...settings, decide: 'manual' },
  }));
}

/** The roles that we play towards a partner: those with which his role shares a contract. */
function counterpartsOf(role: string): string[] {
  const apis = roles.find(({ name }) => name === role)?.apis ?? [];
  const others = roles.filter(
    (other) => other.name !== role && other.apis.some((one) => apis.includes(one)),
  );
  return others.length > 0 ? others.map(({ name }) => name) : [role];
}

function invitation(url: string, { role, target, callback }: RunOptions): string {
  const own = counterpartsOf(role).filter((name) => name !== role);
  return [
    `  Testing ${role} at ${target}`,
    ...own.flatMap((name) => [
      `  Calls of ${name} are awaited at ${url}/${name}`,
      `  with a token of ${url}/${name}/oauth2/token for client ${callback.clientId}`,
    ]),
    '',
    '',
  ].join('\n');
}

/** What the runner could be told so that more is judged, where anything is skipped that could be. */
function untold({ requirements }: Report, { role }: RunOptions): string {
  if (!requirements.some(({ verdict, excused }) => verdict === 'skip' && !excused)) return '';
  const needs = suites.filter(({ api }) => role in api.parties).flatMap((suite) => suite.needs);
  return ['  More is judged when --config tells:', ...needs.map((need) => `    ${need}`), ''].join(
    '\n',
  );
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ConfigurationError(`--report-dir ${folder}: ${(error as Error).message}`);
  }
}

function write(report: Report, folder: string): void {
  for (const [name, { write: text }] of Object.entries(files))
    writeFileSync(join(folder, name), text(report));
}

function rulesOf(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('RULES_')));
}

function faultOf(error: NodeJS.ErrnoException & { port?: number }): string | undefined {
  if (error instanceof ConfigurationError) return error.message;
  if (error.code === 'EADDRINUSE')
    return `port ${error.port} is in use; give another one with --listen`;
  return undefined;
}
