import type { Delivery } from '../types.js';
import type { Deliveries } from '../workspace/deliveries.js';

/** Messages that a failure lists. */
const MAX_LISTED = 20;

/** Title and a line for each message that no attempt could deliver. */
export async function undeliveredLines(deliveries: Deliveries): Promise<string[]> {
  const waiting = await deliveries.list({ state: 'waiting' });
  const lines = [...waiting, ...(await deliveries.list({ state: 'failed' }))]
    .filter(({ attempts }) => attempts.length > 0)
    .map((one) => deliveryLine(one));
  if (lines.length === 0) return [];
  const more = lines.length - MAX_LISTED;
  return [
    'Messages that Ketenlab could not deliver:',
    ...lines.slice(0, MAX_LISTED).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

/** One line, for example `confirmOrder to http://127.0.0.1:9/orders/confirmations: ECONNREFUSED (2 attempts, waiting)`. */
function deliveryLine({ operation, to, url = to, state, attempts }: Delivery): string {
  const { error, status } = attempts.at(-1)!;
  const reason = error ?? `status ${status}`;
  const count = attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`;
  return `${operation} to ${url}: ${reason} (${count}, ${state})`;
}
