import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { realNow } from '../../../platform/time/time.js';
import type { CallOptions } from '../../runner/target-client.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';

/** Date of the older platform's documentation, long past. */
const OLD_DATE = 'Tue, 10 Jun 2014 16:23:42 GMT';

/** Makes a valid call with these headers. */
type Call = (difference: Pick<CallOptions, 'headers' | 'withoutDate'>) => Promise<Exchange>;

/**
 * Checks that a call succeeds without a Date header, and with an old one. Skips the test if it does
 * not succeed with a current one either.
 */
export async function expectDateIgnored(
  context: TestContext,
  { dateNotNeeded, anyDate }: Record<'dateNotNeeded' | 'anyDate', Requirement>,
  successStatus: number,
  call: Call,
): Promise<void> {
  const without = await call({ withoutDate: true });
  const current =
    without.status === successStatus
      ? without
      : await call({ headers: { date: new Date(realNow()).toUTCString() } });
  if (current.status !== successStatus)
    context.skip(`the call was answered ${describeResponse(current)}, also with a Date header`);
  context.expectStatus(dateNotNeeded, without, successStatus, {
    pointer: 'Date',
    variant: 'a call without a Date header',
  });
  const old = await call({ headers: { date: OLD_DATE } });
  context.expectStatus(anyDate, old, successStatus, {
    pointer: 'Date',
    variant: `Date: ${OLD_DATE}`,
  });
}
