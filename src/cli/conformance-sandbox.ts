import { createApp, listen } from '../app/app.js';
import { environment, readConfig } from '../app/read-config.js';
import type { RoleDescriptor } from '../apis/descriptor.js';
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

/** The roles that the sandbox plays for a partner: those that share an API with the role of the partner. */
export function counterpartsOf(role: string, known = everyApi.roles): readonly RoleDescriptor[] {
  const own = known.filter(({ name }) => name === role);
  const apis = own.flatMap((played) => played.apis);
  const others = known.filter(
    (other) => other.name !== role && other.apis.some((api) => apis.includes(api)),
  );
  return others.length > 0 ? others : own;
}

function ruleVariables(
  env: Record<string, string | undefined>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('RULES_')));
}
