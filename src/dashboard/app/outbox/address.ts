import type { Delivery } from '../api/types.js';

/** Host and port that an attempt called; undefined: the journal no longer has it, or no call was made. */
export function hostOf({ request }: Delivery['attempts'][number]): string | undefined {
  const host: unknown = request?.headers['host'];
  return typeof host === 'string' ? host : undefined;
}

/** Address of the next attempt, or of the last one if no other follows. */
export function addressOf({ state, url = '–', attempts }: Delivery): string {
  const last = attempts.at(-1);
  return state === 'waiting' || !last ? url : (hostOf(last) ?? url);
}
