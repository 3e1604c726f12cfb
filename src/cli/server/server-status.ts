import { realNow } from '../../platform/time/time.js';

/** Answer of `ketenlab status --json`. A fact that the server does not give is absent. */
export interface ServerStatus {
  running: boolean;
  ready: boolean;
  url?: string;
  /** The reason if it is not ready. */
  reason?: string;
  version?: string;
  pid?: number;
  uptimeSeconds?: number;
  database?: { url?: string; available?: boolean };
  workspaces?: number;
  waitingMessages?: number;
  log?: string;
}

interface Replica {
  version: string;
  startedAt: string;
  self: boolean;
  workspaces: string[];
}

const TIMEOUT_MS = 5_000;

/** Asks a server for its state. Facts of the control API are absent if it needs a token that was not given. */
export async function statusAt(url: string, sandboxToken?: string): Promise<ServerStatus> {
  const readiness = await fetchText(`${url}/readyz`);
  if (typeof readiness !== 'string') return { running: false, ready: false, url };
  const { status, reason } = readinessIn(readiness);
  if (status === undefined)
    return { running: false, ready: false, url, reason: 'another program answers there' };
  const [metrics, replicas] = await Promise.all([
    fetchText(`${url}/metrics`),
    fetchText(
      `${url}/_sandbox/replicas`,
      sandboxToken ? { authorization: `Bearer ${sandboxToken}` } : {},
    ),
  ]);
  const available = metricIn(metrics, 'ketenlab_database_available');
  const waitingMessages = metricIn(metrics, 'ketenlab_outbox_waiting');
  return {
    running: true,
    ready: status === 'ready',
    url,
    ...(reason !== undefined && { reason }),
    ...(available !== undefined && { database: { available: available === 1 } }),
    ...(waitingMessages !== undefined && { waitingMessages }),
    ...factsIn(replicas),
  };
}

/** Body of a response of any status; undefined without a response. */
async function fetchText(
  url: string,
  headers: Record<string, string> = {},
): Promise<string | undefined> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return await response.text();
  } catch {
    return undefined;
  }
}

function readinessIn(text: string): { status?: string; reason?: string } {
  const { status, reason } = objectIn(text) as { status?: unknown; reason?: string };
  if (status !== 'ready' && status !== 'not ready') return {};
  return { status, ...(reason !== undefined && { reason }) };
}

function metricIn(text: string | undefined, name: string): number | undefined {
  const value = text?.split('\n').find((line) => line.startsWith(`${name} `));
  return value === undefined ? undefined : Number(value.slice(name.length));
}

/** Version, age and number of workspaces. With several replicas, each has some of the workspaces. */
function factsIn(text: string | undefined): Partial<ServerStatus> {
  const { replicas } = objectIn(text ?? '') as { replicas?: Replica[] };
  const own = replicas?.find(({ self }) => self);
  if (!replicas || !own) return {};
  return {
    version: own.version,
    uptimeSeconds: Math.round((realNow() - Date.parse(own.startedAt)) / 1000),
    workspaces: replicas.reduce((sum, { workspaces }) => sum + workspaces.length, 0),
  };
}

function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
