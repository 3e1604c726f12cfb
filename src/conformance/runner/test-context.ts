import { isDeepStrictEqual } from 'node:util';
import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import { passIf, resultOf, type CheckResult } from '../../platform/requirements/check-result.js';
import type { ViolationDetail, Requirement } from '../../platform/requirements/requirement.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import type { ConformanceSession } from './conformance-session.js';
import type { Cause } from '../reports/report.js';
import { describeValue, differencesOf } from './differences.js';
import type { CallOptions } from './target-client.js';
import { SkipTest } from './skip-test.js';

/** Characters of an error body that a finding shows. */
const MAX_BODY_LENGTH = 150;

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

/** A violation, and what explains it. */
export interface ExpectedDetail extends ViolationDetail {
  /** State of the partner before the call, in words: `120 ordered, 118 reduced`. */
  before?: string | undefined;
  /** Requirements whose failure explains this violation: it is then reported as their consequence. */
  causes?: readonly (Requirement | undefined)[];
  /** Part that probably causes the violation; default: the code of the partner. */
  cause?: Cause | undefined;
}

/** Describes an expectation in the report. */
export interface ExpectationDetail extends Omit<ExpectedDetail, keyof ViolationDetail> {
  /** JSON Pointer into the message, or the name of a header or query parameter. */
  pointer?: string;
  /** Variant of the call that the expectation is about, for example `a charset`. */
  variant?: string;
}

/** Context of a running test: it calls the partner and records results. */
export class TestContext {
  /** Calls that the partner refused without a reason, and the requirement that this violates. */
  private readonly refusals = new Map<Exchange, Requirement>();

  constructor(
    readonly session: ConformanceSession,
    readonly name: string,
  ) {}

  /**
   * Calls the partner. A server error, or a refusal without a reason, is a fault of the operation:
   * every other violation in this exchange follows from it.
   */
  async call(options: CallOptions): Promise<Exchange> {
    const exchange = await this.session.call(options);
    const { operation } = options;
    const { ok } = derivedRequirements(operation);
    if (ok && isUnfoundedRefusal(options, exchange)) {
      this.refusals.set(exchange, ok);
      this.expectStatus(ok, exchange, operation.successStatus);
    }
    return exchange;
  }

  /** Records if a requirement is met. An undefined requirement is ignored: not every API has it. */
  expect(
    requirement: Requirement | undefined,
    exchange: Exchange | undefined,
    isMet: boolean,
    { pointer, expected, seen, ...about }: ExpectedDetail,
  ): void {
    // A call without a response says nothing about the requirement.
    if (exchange?.direction === 'outbound' && exchange.status === 0)
      this.skip(
        // The query may have a token.
        `${exchange.method} ${exchange.path.split('?')[0]} got no response: ${exchange.response.body}`,
      );
    if (requirement)
      this.record(passIf(requirement, isMet, { pointer, expected, seen }), exchange, about);
  }

  /** Records if a field has the expected value; both are shown with their types. */
  expectValue(
    requirement: Requirement | undefined,
    exchange: Exchange | undefined,
    actual: unknown,
    expected: unknown,
    { pointer, ...about }: ExpectationDetail & { pointer: string },
  ): void {
    this.expect(requirement, exchange, isDeepStrictEqual(actual, expected), {
      ...about,
      pointer,
      expected: describeValue(expected),
      seen: describeValue(actual),
    });
  }

  /** Records if an object has all fields of another one; every field that differs is a violation. */
  expectFields(
    requirement: Requirement,
    exchange: Exchange | undefined,
    actual: object | undefined,
    expected: object,
    { pointer = '', ...about }: ExpectationDetail = {},
  ): void {
    this.record(
      resultOf(requirement, ...differencesOf(expected, actual, pointer)),
      exchange,
      about,
    );
  }

  /** Records if a response has the expected status. */
  expectStatus(
    requirement: Requirement | undefined,
    exchange: Exchange,
    status: number,
    { pointer = '', variant, ...about }: ExpectationDetail = {},
  ): void {
    this.expect(requirement, exchange, exchange.status === status, {
      ...about,
      pointer,
      expected: variant === undefined ? String(status) : `${status} for ${variant}`,
      seen: describeError(exchange),
    });
  }

  record(
    result: CheckResult,
    exchange: Exchange | undefined,
    { before, causes, cause }: Omit<ExpectedDetail, keyof ViolationDetail> = {},
  ): void {
    if (result.requirement.notTestedReason !== undefined) return;
    const refused = exchange && this.refusals.get(exchange);
    exchange?.record([result]);
    this.session.recorder.record(DEFAULT_WORKSPACE, result, exchange, {
      test: this.name,
      before,
      ...(cause && { cause }),
      causes: [...(causes ?? []), refused].flatMap((one) => one?.id ?? []),
    });
  }

  /** The value of `data.<name>` in the configuration; skips the test without it. */
  requireData(name: string, description: string): unknown {
    const value = this.session.options.data[name];
    return value ?? this.skip(`configure data.${name}: ${description}`);
  }

  /** Skips the test unless a client of that kind is configured that is not the default client. */
  requireClient(kind: string, description: string): void {
    const { client, clients } = this.session.options;
    const configured = clients[kind];
    if (!configured) this.skip(`configure clients.${kind}: ${description}`);
    if (configured.clientId === client.clientId)
      this.skip(
        `configure clients.${kind}: it is the same client as clientId (${client.clientId}); ${description}`,
      );
  }

  skip(reason: string): never {
    throw new SkipTest(reason);
  }
}

/** True if the partner refused a call that is valid, without a reason for it. */
function isUnfoundedRefusal(
  { operation, preflight, probe, isValidProbe, refusable }: CallOptions,
  { status, response }: Exchange,
): boolean {
  if (preflight || (probe && !isValidProbe)) return false;
  const { refusesValidCall } = operation.api.requirements;
  const reason = probe ? 'rule' : refusable;
  return refusesValidCall?.({ status, body: response.body }, reason) ?? false;
}

/** The status of a response, or the reason why there is none. */
export function describeResponse({ status, response }: Exchange): string {
  return status === 0 ? `no response: ${response.body}` : String(status);
}

/** The status of a response, with the beginning of the body of an error. */
function describeError(exchange: Exchange): string {
  const { status, response } = exchange;
  const text = response.body.replaceAll(/\s+/g, ' ').trim();
  if (status < 400 || text === '') return describeResponse(exchange);
  return `${status}: ${text.length > MAX_BODY_LENGTH ? `${text.slice(0, MAX_BODY_LENGTH)}…` : text}`;
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
