import { assertKnownFields, fieldsOf } from '../known-fields.js';
import { MATCH_FIELDS, type ExchangeMatch } from '../match.js';
import { candidateLines, listOf } from '../text/received-text.js';
import { hint, type MatcherContext, type MatcherResult } from './context.js';
import { isWorkspace } from './no-violations.js';

/** Options of `toHaveReceived`. */
export interface ReceivedOptions {
  /** Exact number of matching requests. Default: at least one. */
  times?: number;
  /** Milliseconds to wait for them. Default: 1000; 0 with `not`. */
  timeout?: number;
}

/** Request that a workspace must have received. */
interface Expectation {
  operation: string;
  match?: ExchangeMatch | undefined;
  options?: ReceivedOptions | undefined;
}

const OPTIONS = fieldsOf<ReceivedOptions>({ times: true, timeout: true });
const DEFAULT_TIMEOUT_MS = 1000;

/** Passes if a system has sent a request of an operation to Ketenlab, with these fields. */
export async function checkReceived(
  context: MatcherContext,
  received: unknown,
  { operation, match = {}, options = {} }: Expectation,
): Promise<MatcherResult> {
  const title = hint(context, 'toHaveReceived', 'workspace', `'${operation}', …`);
  if (!isWorkspace(received)) {
    const text = context.utils.printReceived(received);
    throw new TypeError(`${title}\n\nreceived must be a workspace of Ketenlab, but it is ${text}`);
  }
  assertKnownFields('the match of toHaveReceived', match, MATCH_FIELDS);
  assertKnownFields('the options of toHaveReceived', options, OPTIONS);
  const { times, timeout = context.isNot ? 0 : DEFAULT_TIMEOUT_MS } = options;
  const inbound = { direction: 'inbound', peer: 'partner' } as const;
  const filter = { ...inbound, operation, ...match };
  const found = await received.exchanges.waitForCount(filter, countToEndAt(times), timeout);
  const pass = times === undefined ? found.length > 0 : found.length === times;
  const others = pass ? [] : await candidateLines(received, filter, context.utils);
  return {
    pass,
    message: () => {
      const wanted = [
        `${context.isNot ? 'Expected no' : 'Expected a'} request of ${operation}${fieldsText(context, match)}`,
        countText(found.length, times, timeout),
      ];
      const lines = pass ? listOf(found, () => []) : others;
      return [title, '', ...wanted, '', ...lines].join('\n').trimEnd();
    },
  };
}

/** One more than the exact number ends a wait too, because it cannot become right. */
const countToEndAt = (times: number | undefined) => (times === undefined ? 1 : Math.max(times, 1));

function fieldsText({ utils }: MatcherContext, match: ExchangeMatch): string {
  return Object.keys(match).length === 0 ? '' : ` with ${utils.printExpected(match)}`;
}

function countText(found: number, times: number | undefined, timeout: number): string {
  const expected = times === undefined ? '' : ` Expected number: ${times}.`;
  const waited = timeout === 0 ? '' : ` Waited at most ${timeout} ms.`;
  return `Received number: ${found}.${expected}${waited}`;
}
