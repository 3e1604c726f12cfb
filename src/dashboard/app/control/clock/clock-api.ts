import { client, dataOf, getClock } from '../../api/client.js';
import type { components } from '../../api/control-api.js';
import type { Clock } from '../../api/types.js';
import { clockChanges } from '../../frame/Clocks.js';

type Delivery = components['schemas']['DeliveryView'];
type Attempt = Delivery['attempts'][number];

/** Messages that are read to find what was sent: those of a usual test, and a page of the control API. */
const READ_MESSAGES = 500;

/** An attempt to send a message while the clock was advanced. */
export interface SentMessage extends Pick<Delivery, 'id' | 'operation' | 'to' | 'state'> {
  attempt: Attempt;
}

export type Advanced = components['schemas']['AdvanceClockView'] & { sent: SentMessage[] };

export async function setClock(ws: string, clock: Clock): Promise<Clock> {
  const answer = await client.PUT('/_sandbox/workspaces/{ws}/clock', {
    params: { path: { ws } },
    body: clock,
  });
  clockChanges.dispatchEvent(new Event('change'));
  return dataOf(answer);
}

/** Advances the clock, and reads what was sent meanwhile, in the order of time. */
export async function advanceClock(ws: string, duration: string): Promise<Advanced> {
  const { now: before = '' } = await getClock(ws);
  const answer = await client.POST('/_sandbox/workspaces/{ws}/clock/advance', {
    params: { path: { ws } },
    body: { duration },
  });
  clockChanges.dispatchEvent(new Event('change'));
  const advanced = dataOf(answer);
  const count = advanced.delivered + advanced.failed;
  return { ...advanced, sent: count === 0 ? [] : await sentBetween(ws, before, advanced.now) };
}

async function sentBetween(ws: string, from: string, to: string): Promise<SentMessage[]> {
  const { items } = dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/deliveries', {
      params: { path: { ws }, query: { limit: READ_MESSAGES } },
    }),
  );
  const between = ({ at }: Attempt): boolean =>
    Date.parse(at) >= Date.parse(from) && Date.parse(at) <= Date.parse(to);
  return items
    .flatMap(({ attempts, ...message }) =>
      attempts.filter(between).map((attempt) => ({ ...message, attempt })),
    )
    .toSorted((one, other) => Date.parse(one.attempt.at) - Date.parse(other.attempt.at));
}
