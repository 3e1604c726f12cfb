import { randomUUID } from 'node:crypto';
import { createApp, listen } from './app.js';
import { readConfig } from './read-config.js';
import { startTimer } from '../platform/time/time.js';
import { SettingError } from '../platform/config/setting-error.js';
import { knownSettings, roles } from '../roles/index.js';
import type { Config } from '../platform/config/config.js';

const PATIENCE_MS = 10_000;

/** Starts the server as the environment says and stops it on SIGTERM or SIGINT. Wrong settings end with exit code 2. */
export async function serve(env: Record<string, string | undefined>): Promise<void> {
  try {
    const config = readConfig(env, knownSettings(), randomUUID);
    const app = await createApp(config);
    stopOnSignal(() => app.close());
    const url = await listen(app, config);
    process.stdout.write(banner(url, config));
  } catch (error) {
    const line = lineOf(error as NodeJS.ErrnoException, env);
    if (line === undefined) throw error;
    process.stderr.write(`ketenlab: ${line}\n`);
    process.exit(2);
  }
}

function lineOf(
  error: NodeJS.ErrnoException,
  { HOST = '127.0.0.1', PORT = '4010' }: Record<string, string | undefined>,
) {
  if (error instanceof SettingError) return error.message;
  if (error.code === 'EADDRINUSE')
    return `PORT=${PORT} is in use; stop what listens there, or set PORT=0 for a free one`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `HOST=${HOST} is no address of this machine; use 127.0.0.1, or 0.0.0.0 for all of them`;
  }
  if (error.code === 'EACCES')
    return `PORT=${PORT} needs rights that this user has not; use one above 1023`;
  return undefined;
}

/** The first signal stops the server within 10 s; a signal to a process group comes twice, and the rest is ignored. */
function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    startTimer(PATIENCE_MS, () => process.exit(0));
    void close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Each token endpoint once: some roles share one. */
function tokenUrls(served: string[]): string[] {
  const urls = roles
    .filter(({ name }) => served.includes(name))
    .map(({ name, family }) => family.tokenUrl(name));
  return [...new Set(urls)];
}

function banner(url: string, { roles: served, sandboxToken, publicUrl }: Config): string {
  const base = publicUrl ?? url;
  return [
    '',
    `  Ketenlab listens at ${url}`,
    `  Swagger UI          ${base}/docs`,
    ...tokenUrls(served).map((path) => `  Token endpoint      ${base}${path}`),
    '  Demo client         demo, secret demo-secret',
    ...(sandboxToken ? [`  Control API token   ${sandboxToken}`] : []),
    '',
    '',
  ].join('\n');
}
