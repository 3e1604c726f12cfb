import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { jsonBodyOf } from '../../runner/suite.js';
import type { TestContext } from '../../runner/test-context.js';

type Fields = Record<string, unknown>;

interface DistinctIds {
  requirement: Requirement;
  /** The field with the identifier. */
  field: string;
  /** The field with what it identifies: each value needs an identifier of its own. */
  of: string;
  /** Requirements whose failure explains an identifier that occurs twice. */
  causes?: readonly Requirement[];
}

/** Checks that no identifier occurs in messages about different things. */
export function expectDistinctIds(
  context: TestContext,
  exchanges: readonly Exchange[],
  { requirement, field, of, causes = [] }: DistinctIds,
): void {
  const owners = new Map<string, string>();
  for (const exchange of exchanges) {
    const message = jsonBodyOf<Fields>(exchange);
    const [id, about] = [message?.[field], message?.[of]].map((value) =>
      typeof value === 'string' ? value.toLowerCase() : '',
    );
    if (!id || !about) continue;
    const owner = owners.get(id) ?? about;
    owners.set(id, owner);
    context.expect(requirement, exchange, owner === about, {
      pointer: `/${field}`,
      expected: `a value of its own for the ${of} ${about}`,
      seen: `${id}, as for ${owner}`,
      causes,
    });
  }
}

/** Checks that no message says that its request was processed before it was sent. */
export function expectProcessedAfterReceipt(
  context: TestContext,
  exchanges: readonly Exchange[],
  {
    requirement,
    reference,
    sentAt,
  }: { requirement: Requirement; reference: string; sentAt: ReadonlyMap<string, number> },
): void {
  for (const exchange of exchanges) {
    const message = jsonBodyOf<Fields>(exchange) ?? {};
    const sent = sentAt.get(String(message[reference]).toLowerCase());
    const time = Date.parse(String(message['processedTimestamp']));
    // Other requirements report an unknown reference, and what is no time.
    if (sent === undefined || Number.isNaN(time)) continue;
    context.expect(requirement, exchange, time >= sent - MAX_CLOCK_SKEW_MS, {
      pointer: '/processedTimestamp',
      expected: `${toIsoUtc(sent)} or later`,
      seen: String(message['processedTimestamp']),
      before: `the request was sent at ${toIsoUtc(sent)}`,
    });
  }
}
