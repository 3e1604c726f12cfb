import { monotonicMs, pause } from '../../platform/time/time.js';
import { Failure, exitCodes } from '../failure.js';
import { print } from '../output/print.js';
import { processInfo } from './process-info.js';
import { ServerFile, type DetachedServer } from './server-file.js';

const POLL_MS = 25;

/** `ketenlab stop`: stops the server that was detached from this folder, and waits for its end. */
export async function stop({ timeout, json }: { timeout: string; json?: boolean }): Promise<void> {
  const seconds = Number(timeout);
  if (!(seconds >= 0))
    throw new Failure(`--timeout ${timeout} must be a number of seconds`, exitCodes.usage);
  const file = new ServerFile();
  const server = file.find();
  if (!server) throw new Failure('no server that was detached from this folder is running');
  const { pid, url } = server;
  process.kill(pid, 'SIGTERM');
  const isClean = await hasEnded(server, seconds * 1000);
  if (!isClean) {
    process.kill(pid, 'SIGKILL');
    await hasEnded(server, Number.POSITIVE_INFINITY);
    process.stderr.write(`ketenlab: killed process ${pid}, which did not stop in ${timeout} s\n`);
  }
  file.remove();
  print(json, { url, pid, killed: !isClean }, () => [`stopped ${url ?? `process ${pid}`}`]);
}

async function hasEnded({ pid, processStartedAt }: DetachedServer, ms: number): Promise<boolean> {
  const began = monotonicMs();
  while (processInfo(pid)?.startedAt === processStartedAt) {
    if (monotonicMs() - began >= ms) return false;
    await pause(POLL_MS);
  }
  return true;
}
