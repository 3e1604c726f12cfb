import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp, listen } from '../app/app.js';
import { environment, readConfig } from '../app/read-config.js';
import { readBaseline, compareWithBaseline } from '../conformance/runner/baseline.js';
import { reportFormats } from '../conformance/reports/formats.js';
import type { ConformanceReport } from '../conformance/reports/report.js';
import {
  ConfigurationError,
  type RunOptions,
} from '../conformance/runner/configuration/options.js';
import {
  readOptions,
  type CommandLineOptions,
} from '../conformance/runner/configuration/read-options.js';
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

/**
 * `ketenlab conformance`: tests a partner's server. Exit code 0: no MUST failed, 1: a MUST failed,
 * 2: configuration error.
 */
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
    if (pass + fail + warn === 0)
      throw new ConfigurationError(
        'no requirement was tested; the reasons are in the SKIP lines above',
      );
    process.exitCode = (report.baseline?.unexpected.length ?? fail) > 0 ? 1 : 0;
  } catch (error) {
    const message = describeUsageError(error as NodeJS.ErrnoException);
    if (message === undefined) throw error;
    process.stderr.write(`ketenlab: ${message}\n`);
    process.exitCode = 2;
  }
}

/** The roles that can be served, and the suites that test them. */
export interface KnownApis {
  roles: readonly RoleDescriptor[];
  suites: readonly ConformanceSuite[];
}

const everyApi: KnownApis = { roles, suites };

/**
 * Starts the sandbox for the partner's role, tests the partner, and returns the report.
 * `onListening` receives the URL of the sandbox.
 */
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

/** Adds the partner as a client, and leaves all decisions on orders to the runner. */
async function prepareSandbox(app: App, { callback }: RunOptions): Promise<void> {
  const clients = app.get(Clients);
  const [template] = clients.in(DEFAULT_WORKSPACE);
  if (template) await clients.add({ ...template, ...callback, kind: 'partner', keys: null });
  await app.get(Workspaces).change(DEFAULT_WORKSPACE, ({ settings }) => ({
    settings: { ...settings, decide: 'manual' },
  }));
}

/** The roles that the sandbox plays: those that share an API with the role of the partner. */
function counterpartsOf(role: string, known = everyApi.roles): readonly RoleDescriptor[] {
  const own = known.filter(({ name }) => name === role);
  const apis = own.flatMap((played) => played.apis);
  const others = known.filter(
    (other) => other.name !== role && other.apis.some((api) => apis.includes(api)),
  );
  return others.length > 0 ? others : own;
}

function describeCallbacks(url: string, { role, target, callback }: RunOptions): string {
  const counterparts = counterpartsOf(role).filter(({ name }) => name !== role);
  return [
    `  Testing ${role} at ${target}`,
    ...counterparts.flatMap(({ name, apis, family }) => [
      `  Send requests for ${name} to ${url}${basePathOf({ name, apis })}`,
      `  with a token from ${url}${family.tokenUrl(name)} for the client ${callback.clientId}`,
    ]),
    '',
    '',
  ].join('\n');
}

/** Lists the optional configuration, if requirements were skipped that can be tested. */
function describeOptionalConfiguration(
  { requirements }: ConformanceReport,
  { role }: RunOptions,
): string {
  if (!requirements.some(({ verdict, excused }) => verdict === 'skip' && !excused)) return '';
  const hints = suites
    .filter(({ api }) => role in api.parties)
    .flatMap((suite) => suite.optionalConfiguration);
  return [
    '  More requirements are tested if --config has:',
    ...hints.map((hint) => `    ${hint}`),
    '',
  ].join('\n');
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
    return `port ${error.port} is in use; choose another port with --listen`;
  return undefined;
}
