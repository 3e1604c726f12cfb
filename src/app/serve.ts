import type { Logger } from 'pino';
import { createApp, listen } from './app.js';
import { readConfig } from './read-config.js';
import { demoSecret } from '../platform/oauth/client-secret.js';
import { LOG } from '../platform/observability/log.js';
import { startTimer } from '../platform/time/time.js';
import { SettingError } from '../platform/config/setting-error.js';
import { knownSettings, roles } from '../roles/index.js';
import { CONFIG, type Config } from '../platform/config/config.js';

const STOP_TIMEOUT_MS = 8_000;

/** Starts the server with the settings of the environment until SIGTERM, SIGINT or SIGHUP. Invalid settings: exit code 2. */
export async function serve(env: Record<string, string | undefined>): Promise<void> {
  try {
    const format = process.stdout.isTTY ? 'pretty' : 'json';
    const LOG_FORMAT = env['LOG_FORMAT'] || format;
    const config = readConfig({ ...env, LOG_FORMAT }, knownSettings());
    const app = await createApp(config);
    stopOnSignal(async (signal) => {
      await app.close();
      app.get<Logger>(LOG).info({ signal }, 'stopped');
    });
    const url = await listen(app, config);
    // With the secrets of the database.
    process.stdout.write(banner(url, app.get<Config>(CONFIG)));
  } catch (error) {
    const line = settingMessageOf(error as NodeJS.ErrnoException, env);
    if (line === undefined) throw error;
    process.stderr.write(`ketenlab: ${line}\n`);
    process.exit(2);
  }
}

/** The one line that tells the user about a wrong setting; undefined: the error has another cause. */
export function settingMessageOf(
  error: NodeJS.ErrnoException,
  { HOST = '127.0.0.1', PORT = '4010' }: Record<string, string | undefined>,
) {
  if (error instanceof SettingError) return error.message;
  if (error.code === 'EADDRINUSE')
    return `PORT=${PORT} is in use; stop the process that uses it, or set PORT=0 to use a free port`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return (
      `HOST=${HOST} is not an address of this machine; use 127.0.0.1, or 0.0.0.0 for all ` +
      'addresses'
    );
  }
  if (error.code === 'EACCES')
    return `PORT=${PORT} requires privileges that this user does not have; use a port above 1023`;
  return undefined;
}

/** Stops the server within 8 s after the first signal. Ignores later ones: a process group gets a signal twice. */
function stopOnSignal(close: (signal: NodeJS.Signals) => Promise<void>): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    startTimer(STOP_TIMEOUT_MS, () => {
      process.stderr.write('ketenlab: stopped before all requests were answered\n');
      process.exit(0);
    });
    void close(signal).finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The terminal was closed.
  process.on('SIGHUP', stop);
}

/** Paths of the token endpoints, each once: some roles share one. */
function tokenUrls(served: string[]): string[] {
  const urls = roles
    .filter(({ name }) => served.includes(name))
    .map(({ name, family }) => family.tokenUrl(name));
  return [...new Set(urls)];
}

function banner(url: string, config: Config): string {
  const { roles: served, sandboxToken, demoSecretKey, publicUrl } = config;
  const base = publicUrl ?? url;
  return [
    '',
    `  Ketenlab listens at ${url}`,
    `  Dashboard           ${base}/`,
    `  Swagger UI          ${base}/docs`,
    ...tokenUrls(served).map((path) => `  Token endpoint      ${base}${path}`),
    `  Demo client         demo, secret ${demoSecret('demo', demoSecretKey)}`,
    ...(sandboxToken ? [`  Control API token   ${sandboxToken}`] : []),
    '',
    '',
  ].join('\n');
}
