import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp, listen } from '../app/app.js';
import { environment, readConfig } from '../app/read-config.js';
import { readBaseline, compareWithBaseline } from '../conformance/runner/baseline.js';
import { reportFormats } from '../conformance/reports/formats.js';
import type { ConformanceReport } from '../conformance/reports/report.js';
import { ConfigurationError, type RunOptions } from '../conformance/runner/options.js';
import { readOptions, type CommandLineOptions } from '../conformance/runner/read-options.js';
import { runConformanceTests } from '../conformance/runner/run.js';
import { renderText } from '../conformance/reports/text.js';
import { suites } from '../conformance/suites/index.js';
import { Clients } from '../platform/oauth/clients.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../platform/workspaces/workspaces.js';
import type { RoleDescriptor } from '../apis/descriptor.js';
import type { ConformanceSuite } from '../conformance/runner/suite.js';
import { basePathOf } from '../platform/api/served-role.js';
import { knownSettings, roles } from '../roles/index.js';

const reportFiles = {
  'conformance.json': reportFormats.json,
  'conformance.junit.xml': reportFormats.junit,
  'conformance.html': reportFormats.html,
  'conformance.svg': reportFormats.badge,
};

/** `ketenlab conformance`: tests a partner's server. Exit code 0, 1: a MUST failed, 2: the configuration is at fault. */
export async function conformance(commandLine: CommandLineOptions): Promise<void> {
  try {
    const configurations = suites.flatMap(({ configuration }) => configuration ?? []);
    const options = readOptions(commandLine, roles, configurations);
    createReportFolder(options.reportDir);
    const report = await runConformance(options, (url) => {
      process.stdout.write(describeCallbacks(url, options));
    });
    writeReports(report, options.reportDir);
    process.stdout.write(
      `${renderText(report)}\n${describeOptionalConfiguration(report, options)}  Reports in ${options.reportDir}\n`,
    );
    const { pass, fail, warn } = report.summary;
    if (pass + fail + warn === 0) throw new ConfigurationError('nothing was judged: see why above');
    process.exitCode = (report.baseline?.unexpected.length ?? fail) > 0 ? 1 : 0;
  } catch (error) {
    const text = describeUsageError(error as NodeJS.ErrnoException);
    if (text === undefined) throw error;
    process.stderr.write(`ketenlab: ${text}\n`);
    process.exitCode = 2;
  }
}

/** The roles that can be served, and the suites that test them. */
export interface KnownApis {
  roles: readonly RoleDescriptor[];
  suites: readonly ConformanceSuite[];
}

const everyApi: KnownApis = { roles, suites };

/** Tests the partner's server; `began` hears where our own side listens. */
export async function runConformance(
  options: RunOptions,
  onListening: (url: string) => void = () => undefined,
  known: KnownApis = everyApi,
): Promise<ConformanceReport> {
  const { role, listen: at, callback } = options;
  const expected = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const config = readConfig(
    {
      ...ruleVariables(environment),
      HOST: at.host,
      PORT: String(at.port),
      DATABASE_URL: 'sqlite::memory:',
      ROLES: counterpartsOf(role, known.roles)
        .map(({ name }) => name)
        .join(','),
      CONFIRM_AFTER: 'PT0S',
      LOG_LEVEL: 'silent',
    },
    knownSettings(known.roles),
    () => callback.clientSecret,
  );
  const app = await createApp(config, known.roles);
  try {
    const url = await listen(app, config);
    await prepareSandbox(app, options);
    onListening(url);
    const listening = { ...options, listen: { ...at, port: Number(new URL(url).port) } };
    const report = await runConformanceTests(app, listening, known.suites);
    return expected ? compareWithBaseline(report, expected) : report;
  } finally {
    await app.close();
  }
}

type App = Awaited<ReturnType<typeof createApp>>;

/** Our own side waits for what the runner sends, and lets the partner in. */
async function prepareSandbox(app: App, { callback }: RunOptions): Promise<void> {
  const clients = app.get(Clients);
  const [all] = clients.in(DEFAULT_WORKSPACE);
  if (all) await clients.add({ ...all, ...callback, kind: 'partner', keys: null });
  await app.get(Workspaces).change(DEFAULT_WORKSPACE, ({ settings }) => ({
    settings: { ...settings, decide: 'manual' },
  }));
}

/** The roles that we play towards a partner: those with which his role shares a contract. */
function counterpartsOf(role: string, known = everyApi.roles): readonly RoleDescriptor[] {
  const own = known.filter(({ name }) => name === role);
  const apis = own.flatMap((one) => one.apis);
  const others = known.filter(
    (other) => other.name !== role && other.apis.some((one) => apis.includes(one)),
  );
  return others.length > 0 ? others : own;
}

function describeCallbacks(url: string, { role, target, callback }: RunOptions): string {
  const own = counterpartsOf(role).filter(({ name }) => name !== role);
  return [
    `  Testing ${role} at ${target}`,
    ...own.flatMap(({ name, apis, family }) => [
      `  Calls of ${name} are awaited at ${url}${basePathOf({ name, apis })}`,
      `  with a token of ${url}${family.tokenUrl(name)} for client ${callback.clientId}`,
    ]),
    '',
    '',
  ].join('\n');
}

/** What the runner could be told so that more is judged, where anything is skipped that could be. */
function describeOptionalConfiguration(
  { requirements }: ConformanceReport,
  { role }: RunOptions,
): string {
  if (!requirements.some(({ verdict, excused }) => verdict === 'skip' && !excused)) return '';
  const needs = suites
    .filter(({ api }) => role in api.parties)
    .flatMap((suite) => suite.optionalConfiguration);
  return ['  More is judged when --config tells:', ...needs.map((need) => `    ${need}`), ''].join(
    '\n',
  );
}

function createReportFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ConfigurationError(`--report-dir ${folder}: ${(error as Error).message}`);
  }
}

function writeReports(report: ConformanceReport, folder: string): void {
  for (const [name, { write: text }] of Object.entries(reportFiles))
    writeFileSync(join(folder, name), text(report));
}

function ruleVariables(
  env: Record<string, string | undefined>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('RULES_')));
}

function describeUsageError(error: NodeJS.ErrnoException & { port?: number }): string | undefined {
  if (error instanceof ConfigurationError) return error.message;
  if (error.code === 'EADDRINUSE')
    return `port ${error.port} is in use; give another one with --listen`;
  return undefined;
}
