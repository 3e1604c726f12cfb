import { createApp, listen } from '../app/app.js';
import { environment, readConfig, type Environment } from '../app/read-config.js';
import type { RoleDescriptor } from '../apis/descriptor.js';
import type { Config } from '../platform/config/config.js';
import { callsRunner } from '../conformance/runner/preflight/calls-runner.js';
import type { Progress } from '../conformance/runner/progress.js';
import type { ConformanceReport } from '../conformance/reports/report.js';
import { compareWithBaseline, readBaseline } from '../conformance/runner/baseline.js';
import type { RunOptions } from '../conformance/runner/configuration/options.js';
import { runConformanceTests } from '../conformance/runner/run.js';
import type { ConformanceSuite } from '../conformance/runner/suite.js';
import { suites } from '../conformance/suites/index.js';
import { Clients } from '../platform/oauth/clients.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../platform/workspaces/workspaces.js';
import { knownSettings, roles } from '../roles/index.js';

/** The roles that can be served, and the suites that test them. */
export interface KnownApis {
  roles: readonly RoleDescriptor[];
  suites: readonly ConformanceSuite[];
}

const everyApi: KnownApis = { roles, suites };

/** Receives what happens during a run. */
export interface RunObserver {
  /** Receives the URL at which the runner listens; not called for a role that never calls. */
  onListening?: (url: string) => void;
  progress?: Progress;
}

/**
 * Starts the sandbox for the partner's role, tests the partner, and returns the report. A role that
 * never calls needs no port.
 */
export async function runConformance(
  options: RunOptions,
  { onListening = () => undefined, progress }: RunObserver = {},
  known: KnownApis = everyApi,
): Promise<ConformanceReport> {
  const { role, listen: at } = options;
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
      ALLOW_PRIVATE_TARGETS: privateTargets(options, environment),
    },
    knownSettings(known.roles),
  );
  const app = await createApp(config, known.roles);
  try {
    const listening = isCalledBy(options, known)
      ? await openListener(app, config, options, onListening)
      : await app.init().then(() => options);
    await prepareSandbox(app, options);
    const report = await runConformanceTests(app, listening, known.suites, progress);
    return expected ? compareWithBaseline(report, expected) : report;
  } finally {
    await app.close();
  }
}

/** True if the partner calls the runner. */
function isCalledBy({ role, apis }: RunOptions, { roles: known }: KnownApis): boolean {
  const own = known.find(({ name }) => name === role)?.apis ?? [];
  return callsRunner(
    role,
    own.filter(({ name }) => apis?.includes(name) ?? true),
  );
}

/** Listens for the partner. Returns the options with the port that was free, if any was asked for. */
async function openListener(
  app: App,
  config: Config,
  options: RunOptions,
  onListening: (url: string) => void,
): Promise<RunOptions> {
  const opened = await listen(app, config);
  const address = { ...options.listen, port: Number(new URL(opened).port) };
  onListening(address.url ?? opened);
  return { ...options, listen: address };
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

/** The roles that the sandbox plays for a partner: those that share an API with the role of the partner. */
export function counterpartsOf(role: string, known = everyApi.roles): readonly RoleDescriptor[] {
  const own = known.filter(({ name }) => name === role);
  const apis = own.flatMap((played) => played.apis);
  const others = known.filter(
    (other) => other.name !== role && other.apis.some((api) => apis.includes(api)),
  );
  return others.length > 0 ? others : own;
}

/** The hosts that the user wants to be called, and those of the variable. */
function privateTargets(
  { target, targets = {}, tokenUrl }: RunOptions,
  { ALLOW_PRIVATE_TARGETS: given }: Environment,
): string {
  const urls = [target, ...Object.values(targets), tokenUrl].filter((url) => URL.canParse(url));
  const hosts = urls.map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''));
  return [...new Set([...(given ? [given] : []), ...hosts])].join(',');
}

function ruleVariables(
  env: Record<string, string | undefined>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('RULES_')));
}
