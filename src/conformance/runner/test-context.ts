import { passIf, type CheckResult } from '../../platform/requirements/check-result.js';
import type { ViolationDetail, Requirement } from '../../platform/requirements/requirement.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import type { CallOptions, ConformanceSession } from './conformance-session.js';
import { SkipTest } from './skipped.js';

/** One thing that is tried on the partner, and the requirements that it judges. */
export interface Test {
  name: string;
  verifies: readonly (Requirement | undefined)[];
  /** Before all others, or after them; in between they are run side by side. */
  first?: boolean;
  last?: boolean;
  run: (context: TestContext) => Promise<void>;
}

/** A test that is run. */
export class TestContext {
  /** Ids of the requirements that it came to. */
  readonly judged = new Set<string>();

  constructor(
    readonly lab: ConformanceSession,
    readonly name: string,
  ) {}

  call(ask: CallOptions): Promise<Exchange> {
    return this.lab.call(ask);
  }

  /** Sees whether a requirement is met; undefined: nobody asks it. */
  expect(
    requirement: Requirement | undefined,
    exchange: Exchange | undefined,
    met: boolean,
    violation: ViolationDetail,
  ): void {
    // What is not answered says nothing of the requirement.
    if (exchange?.direction === 'outbound' && exchange.status === 0)
      this.skip(`${exchange.method} ${exchange.path} had no answer: ${exchange.response.body}`);
    if (requirement) this.enter(passIf(requirement, met, violation), exchange);
  }

  /** The same for the status of an answer. */
  answers(
    requirement: Requirement | undefined,
    exchange: Exchange,
    status: number,
    about: { pointer?: string; what?: string } = {},
  ): void {
    const { pointer = '', what } = about;
    const to = what === undefined ? '' : ` to ${what}`;
    this.expect(requirement, exchange, exchange.status === status, {
      pointer,
      expected: `${status}${to}`,
      seen: describeResponse(exchange),
    });
  }

  enter(result: CheckResult, exchange: Exchange | undefined): void {
    const { requirement } = result;
    if (requirement.notTestedReason !== undefined) return;
    this.judged.add(requirement.id);
    exchange?.record([result]);
    this.lab.recorder.record(DEFAULT_WORKSPACE, result, exchange, { test: this.name });
  }

  skip(reason: string): never {
    throw new SkipTest(reason);
  }
}

/** What came of a call, in a word. */
export function describeResponse({ status, response }: Exchange): string {
  return status === 0 ? `no answer: ${response.body}` : String(status);
}

/** Does all of these, so many at a time. */
export async function runSequentially<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
