import { at } from '../../platform/requirements/check-result.js';
import type { ViolationDetail } from '../../platform/requirements/requirement.js';
import { MAX_CLOCK_SKEW_MS } from '../edu-v/times.js';
import type { DeliveryOrder } from './messages.js';

/** The zero of a clock that was not set, in several systems, is before it. No order is. */
const EARLIEST = Date.parse('2000-01-01T00:00:00Z');

/** The places where the times of an order are not in the past, or not in their order. */
export function implausibleTimes(
  { dateCreated, dateLastModified }: Pick<DeliveryOrder, 'dateCreated' | 'dateLastModified'>,
  now: number,
  base: string,
): ViolationDetail[] {
  const latest = now + MAX_CLOCK_SKEW_MS;
  const outside = Object.entries({ dateCreated, dateLastModified }).flatMap(([name, time]) =>
    Date.parse(time) > latest || Date.parse(time) < EARLIEST
      ? [at(`${base}/${name}`, 'a time in the past', time)]
      : [],
  );
  const isReversed = Date.parse(dateLastModified) < Date.parse(dateCreated) - MAX_CLOCK_SKEW_MS;
  return outside.length === 0 && isReversed
    ? [at(`${base}/dateLastModified`, `${dateCreated} or later`, dateLastModified)]
    : outside;
}
