import { errorText } from '../../platform/outbox/journaled-http.js';
import type { PartnerAction, RunOptions } from './configuration/options.js';
import { SkipTest } from './skip-test.js';

/**
 * Makes the partner send a message by the configured call `act.<name>`. Without such a call a
 * person has to do it while the runner waits.
 */
export async function triggerAction(name: string, { act, timeoutMs }: RunOptions): Promise<void> {
  const action = act[name];
  if (!action) return;
  const problem = await send(action, timeoutMs);
  if (problem !== undefined)
    throw new SkipTest(`the call act.${name} of ${action.url} failed: ${problem}`);
}

/** Sends the call; returns the reason of a failure. */
async function send(
  { method = 'POST', url, headers = {}, body }: PartnerAction,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    return `no response (${errorText((error as Error).cause ?? error)})`;
  }
}
