import { setTimeout as pause } from 'node:timers/promises';
import { exchangeLines, type ShownExchange } from '../platform/observability/exchange-line.js';
import { readEvents, type ServerSentEvent } from './server-sent-events.js';
import type { ControlOptions } from './control/control-client.js';
import { noServerError, responseError } from './http.js';
import { hasColours } from './output/colour.js';
import { printJson } from './output/print.js';

interface Options extends ControlOptions {
  role?: string;
  operation?: string;
  direction?: string;
  status?: string;
  findings?: boolean;
}

/** Pause before the next attempt to connect. */
const RECONNECT_MS = 1_000;
const filters = ['role', 'operation', 'direction', 'status'] as const;

/** `ketenlab tail`: prints each exchange of a workspace when it has finished, until it is interrupted. */
export async function tail(options: Options): Promise<void> {
  const { stdout } = process;
  const inColour = hasColours();
  let lastId: string | undefined;
  const show = ({ type, id, data }: ServerSentEvent): void => {
    if (type === 'cleared') {
      lastId = undefined;
      if (options.json) printJson({ type });
      else stdout.write('-- the journal was emptied --\n');
      return;
    }
    lastId = id;
    const exchange = JSON.parse(data) as ShownExchange;
    if (options.findings && exchange.findings.length === 0) return;
    if (options.json) printJson({ type: 'exchange', ...exchange });
    else stdout.write(`${exchangeLines(exchange, inColour).join('\n')}\n`);
  };
  let isConnected = true;
  // An error of the first connection ends the command: the address or a filter is wrong.
  for (let isFirst = true; ; isFirst = false) {
    try {
      const events = await connect(options, lastId);
      if (!isConnected) process.stderr.write('connected again\n');
      isConnected = true;
      await readEvents(events, show);
    } catch (error) {
      if (isFirst || error instanceof RefusedError) throw error;
    }
    if (isConnected) process.stderr.write('the connection was lost; connecting again\n');
    isConnected = false;
    await pause(RECONNECT_MS);
  }
}

/** The server answers, but refuses the request. */
class RefusedError extends Error {}

async function connect(
  { url, workspace, sandboxToken, ...options }: Options,
  lastId: string | undefined,
): Promise<NonNullable<Response['body']>> {
  const query = new URLSearchParams(
    filters.flatMap((name): [string, string][] => {
      const value = options[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const path = `/_sandbox/workspaces/${encodeURIComponent(workspace)}/exchanges/stream`;
  const headers = {
    ...(sandboxToken && { authorization: `Bearer ${sandboxToken}` }),
    ...(lastId !== undefined && { 'last-event-id': lastId }),
  };
  let response: Response;
  try {
    response = await fetch(`${url}${path}?${query.toString()}`, { headers });
  } catch (error) {
    throw noServerError(url, error);
  }
  if (response.status >= 400 && response.status < 500)
    throw new RefusedError((await responseError(response)).message);
  if (!response.ok || !response.body) throw await responseError(response);
  return response.body;
}
