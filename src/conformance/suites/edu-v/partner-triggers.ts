import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { SkipTest } from '../../runner/skip-test.js';
import { waitUntilQuiet } from './quiet.js';

/** A request of the partner, or the reason why none arrived. */
export type Arrival =
  { exchange: Exchange; reason?: undefined } | { exchange?: undefined; reason: string };

/** Which request of the partner is expected, and the call `act.<action>` that causes it. */
interface ExpectedRequest {
  operation: Operation;
  action: string;
  /** The request in words. */
  description: string;
  matches: (message: Record<string, unknown>, exchange: Exchange) => boolean;
}

/** Makes the partner send a request, if the configuration says how, and waits for it. */
export async function triggerRequest(
  session: ConformanceSession,
  { operation, action, description, matches }: ExpectedRequest,
): Promise<Arrival> {
  const failure = await tryAction(session, action);
  const { partnerRequests, options } = session;
  // The message of a failed call may have arrived: the sandbox answers some with 503 on purpose.
  if (failure !== undefined) await waitUntilQuiet();
  const [exchange] =
    failure === undefined
      ? await partnerRequests.waitFor(operation, matches)
      : partnerRequests.received(operation, matches);
  if (exchange) return { exchange };
  const advice = options.act[action]
    ? `the call act.${action} has to make the partner send ${description}`
    : `configure act.${action}, a call that makes the partner send ${description}`;
  return { reason: failure ?? `${partnerRequests.describeMissing(operation)}; ${advice}` };
}

/** Makes the configured call `act.<action>`. Returns the reason of a failure. */
export async function tryAction(
  session: ConformanceSession,
  action: string,
): Promise<string | undefined> {
  try {
    await session.triggerPartner({ name: action });
    return undefined;
  } catch (error) {
    if (error instanceof SkipTest) return error.message;
    throw error;
  }
}
