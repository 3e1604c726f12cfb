import { realNow } from '../../platform/time/time.js';
import { exitCodes } from '../failure.js';
import { statusAt, type ServerStatus } from './server-status.js';
import { fieldLines } from '../output/table.js';
import { print } from '../output/print.js';
import { ServerFile, type DetachedServer } from './server-file.js';

interface Options {
  url?: string;
  sandboxToken?: string;
  json?: boolean;
}

/** `ketenlab status`: exit code 0: ready, 1: not running, 3: running, but not ready. */
export async function status({ url, sandboxToken, json }: Options): Promise<void> {
  const detached = url === undefined ? new ServerFile().find() : undefined;
  const address = url ?? detached?.url;
  const found = address === undefined ? undefined : await statusAt(address, sandboxToken);
  const result: ServerStatus = {
    ...(found ?? { running: false, ready: false }),
    ...(detached && factsOf(detached, found)),
  };
  if (!result.ready) process.exitCode = result.running ? exitCodes.notReady : exitCodes.failed;
  print(json, result, () => linesOf(result, url));
}

/** Facts that the file has, also about a server that does not answer. */
function factsOf(
  { pid, version, log, url, startedAt, database }: DetachedServer,
  found: ServerStatus | undefined,
): Partial<ServerStatus> {
  return {
    running: true,
    ...(url === undefined ? { reason: 'it is starting' } : { url }),
    ...(found?.running === false && { reason: 'it does not answer' }),
    version,
    pid,
    uptimeSeconds: Math.round((realNow() - Date.parse(startedAt)) / 1000),
    database: { ...found?.database, url: database },
    log,
  };
}

function linesOf(result: ServerStatus, url: string | undefined): string[] {
  const { running, ready, reason, uptimeSeconds, database, waitingMessages, ...facts } = result;
  if (!running) {
    const where =
      url === undefined ? 'No server that was detached from this folder' : `No server at ${url}`;
    return [`${where} is running${reason === undefined ? '' : ` (${reason})`}`];
  }
  return fieldLines({
    state: ready ? 'ready' : 'not ready',
    reason,
    url: facts.url,
    version: facts.version,
    pid: facts.pid,
    uptime: uptimeSeconds === undefined ? undefined : durationText(uptimeSeconds),
    database: describeDatabase(database),
    workspaces: facts.workspaces,
    'waiting messages': waitingMessages,
    log: facts.log,
  });
}

function describeDatabase(database: ServerStatus['database']): string | undefined {
  if (!database) return undefined;
  const { url, available } = database;
  const state = available === undefined ? undefined : available ? 'available' : 'not available';
  if (url === undefined) return state;
  return state === undefined ? url : `${url} (${state})`;
}

/** The two largest units of a time: `1 h 5 min`. */
export function durationText(seconds: number): string {
  const units: [string, number][] = [
    ['d', Math.floor(seconds / 86_400)],
    ['h', Math.floor(seconds / 3600) % 24],
    ['min', Math.floor(seconds / 60) % 60],
    ['s', seconds % 60],
  ];
  const first = units.findIndex(([, count]) => count > 0);
  const shown = first < 0 ? units.slice(-1) : units.slice(first, first + 2);
  return shown.map(([unit, count]) => `${count} ${unit}`).join(' ');
}
