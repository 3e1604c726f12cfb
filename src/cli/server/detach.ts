import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { environment, type Environment } from '../../app/read-config.js';
import { VERSION } from '../../platform/config/version.js';
import { pause, realNow, toIsoUtc } from '../../platform/time/time.js';
import { exitCodes, Failure } from '../failure.js';
import { print } from '../output/print.js';
import { closeInheritedFiles } from './inherited-files.js';
import { identityOf, ServerFile, type DetachedServer } from './server-file.js';

const POLL_MS = 25;
/** Lines of the log that are shown if the server ended without a reason. */
const SHOWN_LINES = 20;

/**
 * Starts the server in a session of its own, and waits until it is ready. Its output goes to a file: a caller that waits for
 * the end of our output does not wait for the server.
 */
export async function detachServer(port?: string, json?: boolean): Promise<void> {
  const env = { ...environment, ...(port !== undefined && { PORT: port }) };
  const file = new ServerFile();
  const starting = startingServer(file, env);
  const running = file.claim(starting);
  if (running) throw new Failure(alreadyRunning(running));
  const { url, pid } = await startServer(file, starting, env);
  const log = relative(process.cwd(), file.log);
  print(json, { url, pid, log }, () => [String(url)]);
  if (process.stdout.isTTY && !json)
    process.stderr.write(`Log: ${log}. To stop it: ketenlab stop\n`);
}

function startingServer(file: ServerFile, env: Environment): DetachedServer {
  return {
    ...identityOf(process.pid),
    version: VERSION,
    startedAt: toIsoUtc(realNow()),
    database: withoutCredentials(env['DATABASE_URL'] || 'sqlite:./data/ketenlab.sqlite'),
    log: file.log,
  };
}

async function startServer(
  file: ServerFile,
  starting: DetachedServer,
  env: Environment,
): Promise<DetachedServer> {
  let child: ChildProcess | undefined;
  const giveUp = (signal: NodeJS.Signals): void => {
    child?.kill('SIGTERM');
    file.remove();
    process.kill(process.pid, signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, giveUp);
  try {
    child = spawnServer(file, env);
    const spawned = { ...starting, ...identityOf(child.pid ?? 0) };
    file.write(spawned);
    const server = { ...spawned, url: await urlOf(child, file) };
    file.write(server);
    child.unref();
    return server;
  } catch (error) {
    child?.kill('SIGTERM');
    file.remove();
    throw error;
  }
}

function spawnServer(file: ServerFile, env: Environment): ChildProcess {
  closeInheritedFiles();
  if (existsSync(file.log)) renameSync(file.log, `${file.log}.1`);
  const log = openSync(file.log, 'w', 0o600);
  try {
    const main = join(import.meta.dirname, 'main.js');
    return spawn(process.execPath, [main], { detached: true, stdio: ['ignore', log, log], env });
  } finally {
    closeSync(log);
  }
}

/** URL that the server prints when it is ready. Throws with the reason if the server ends before. */
async function urlOf(child: ChildProcess, file: ServerFile): Promise<string> {
  for (;;) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    const text = readFileSync(file.log, 'utf8');
    const url = /^ {2}Ketenlab listens at (\S+)$/m.exec(text)?.[1];
    if (hasEnded) throw new Failure(reasonIn(text), exitCodes.usage);
    if (url !== undefined) return url;
    await pause(POLL_MS);
  }
}

/** The line in which the server says why it does not start, or else the end of its log. */
function reasonIn(log: string): string {
  const line = /^ketenlab: (.*)$/m.exec(log)?.[1];
  if (line !== undefined) return line;
  const end = log.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  return `the server ended before it was ready${end === '' ? '' : `:\n${end}`}`;
}

function alreadyRunning({ url, pid }: DetachedServer): string {
  if (url === undefined) return `a server is already starting in this folder (process ${pid})`;
  return (
    `a server that was detached from this folder is running at ${url} (process ${pid}); ` +
    'stop it with `ketenlab stop`'
  );
}

function withoutCredentials(databaseUrl: string): string {
  if (!/^postgres(?:ql)?:/.test(databaseUrl) || !URL.canParse(databaseUrl)) return databaseUrl;
  const url = new URL(databaseUrl);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
