import { errorText } from '../../../platform/outbox/journaled-http.js';
import type { PartnerAction, RunOptions } from '../configuration/options.js';

const MAX_BODY_LENGTH = 300;

/**
 * Makes the call `act.<name>`, if it is configured. Returns what went wrong, with the response;
 * undefined if nothing did.
 */
export async function callAction(
  name: string,
  { act, timeoutMs }: RunOptions,
): Promise<string | undefined> {
  const action = act[name];
  const problem = action && (await send(action, timeoutMs));
  return problem && `the call act.${name} of ${action.url} failed: ${problem}`;
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
    const text = await response.text();
    if (response.ok) return undefined;
    return `it answered ${response.status}${text === '' ? ' without a body' : `: ${text.slice(0, MAX_BODY_LENGTH)}`}`;
  } catch (error) {
    return `no response (${errorText((error as Error).cause ?? error)})`;
  }
}
