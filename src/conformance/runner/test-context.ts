import { passIf, type CheckResult } from '../../platform/requirements/check-result.js';
import type { ViolationDetail, Requirement } from '../../platform/requirements/requirement.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import type { ConformanceSession } from './conformance-session.js';
import type { CallOptions } from './target-client.js';
import { SkipTest } from './skip-test.js';

/** One test of the partner, and the requirements that it verifies. */
export interface ConformanceTest {
  name: string;
  verifies: readonly (Requirement | undefined)[];
  /**
   * Runs before all other tests, on its own. Tests that are neither `first` nor `last` run
   * concurrently.
   */
  first?: boolean;
  /** Runs after all other tests, on its own. */
  last?: boolean;
  run: (context: TestContext) => Promise<void>;
}

/** Describes an expectation in the report. */
export interface ExpectationDetail {
  /** JSON Pointer into the message, or the name of a header or query parameter. */
  pointer?: string;
  /** Variant of the call that the expectation is about, for example `a charset`. */
  variant?: string;
}

/** Context of a running test: it calls the partner and records results. */
export class TestContext {
  constructor(
    readonly session: ConformanceSession,
    readonly name: string,
  ) {}

  call(options: CallOptions): Promise<Exchange> {
    return this.session.call(options);
  }

  /** Records if a requirement is met. An undefined requirement is ignored: not every API has it. */
  expect(
    requirement: Requirement | undefined,
    exchange: Exchange | undefined,
    isMet: boolean,
    violation: ViolationDetail,
  ): void {
    // A call without a response says nothing about the requirement.
    if (exchange?.direction === 'outbound' && exchange.status === 0)
      this.skip(`${exchange.method} ${exchange.path} got no response: ${exchange.response.body}`);
    if (requirement) this.record(passIf(requirement, isMet, violation), exchange);
  }

  /** Records if a response has the expected status. */
  expectStatus(
    requirement: Requirement | undefined,
    exchange: Exchange,
    status: number,
    { pointer = '', variant }: ExpectationDetail = {},
  ): void {
    this.expect(requirement, exchange, exchange.status === status, {
      pointer,
      expected: variant === undefined ? String(status) : `${status} for ${variant}`,
      seen: describeResponse(exchange),
    });
  }

  record(result: CheckResult, exchange: Exchange | undefined): void {
    if (result.requirement.notTestedReason !== undefined) return;
    exchange?.record([result]);
    this.session.recorder.record(DEFAULT_WORKSPACE, result, exchange, { test: this.name });
  }

  skip(reason: string): never {
    throw new SkipTest(reason);
  }
}

/** The status of a response, or the reason why there is none. */
export function describeResponse({ status, response }: Exchange): string {
  return status === 0 ? `no response: ${response.body}` : String(status);
}

/** Processes all items, with at most `limit` of them at the same time. */
export async function runConcurrently<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const remaining = [...items];
  const worker = async (): Promise<void> => {
    for (let item = remaining.shift(); item !== undefined; item = remaining.shift())
      await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
