import type { Exchange } from '../../platform/journal/exchange.js';
import { partiesOf } from '../../platform/api/derived-requirements.js';
import type { CheckResult } from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import {
  emptyStats,
  evidenceIdsOf,
  recordPasses,
  statsOfParty,
  type RequirementStats,
  type ResultStats,
} from './requirement-stats.js';

/**
 * Exchanges that wait to be written. Beyond that number those that are no evidence any more are
 * dropped.
 */
const MAX_PENDING = 100;

/** The results of a workspace, and which of them are not written yet. */
export interface WorkspaceRecord {
  stats: Map<string, RequirementStats>;
  /** Passes that are not in the statistics yet. */
  passes: CommonPasses[];
  /** Ids of requirements whose statistics are not written yet. */
  changed: Set<string>;
  /** Exchanges that are not written yet, by id. */
  pending: Map<string, Exchange>;
  /** Ids of the exchanges that are written. */
  written: Set<string>;
  /** Clients whose last call was refused because their token has expired. */
  expired: Set<string>;
}

/** Parties that a partner played; undefined: nothing shows it, so each may have done it. */
export type ActingParties = readonly string[] | undefined;

/** Exchanges in which the same requirements were satisfied by the same parties. */
interface CommonPasses {
  results: readonly CheckResult[];
  parties: ActingParties;
  count: number;
  first: Exchange;
  last: Exchange;
}

export function emptyRecord(): WorkspaceRecord {
  return {
    stats: new Map(),
    passes: [],
    changed: new Set(),
    pending: new Map(),
    written: new Set(),
    expired: new Set(),
  };
}

/** The statistics that a result on a requirement changes: the total, and those of the parties. */
export function statsToChange(
  { stats, changed }: WorkspaceRecord,
  requirement: Requirement,
  acting: ActingParties,
): ResultStats[] {
  const { id } = requirement;
  let total = stats.get(id);
  if (!total) stats.set(id, (total = emptyStats()));
  changed.add(id);
  const all: ResultStats[] = [total];
  for (const party of partiesOf(requirement))
    if (!acting || acting.includes(party)) all.push(statsOfParty(total, party));
  return all;
}

export function addPending({ pending, stats }: WorkspaceRecord, exchange: Exchange): void {
  pending.set(exchange.id, exchange);
  if (pending.size <= MAX_PENDING) return;
  const evidence = new Set([...stats.values()].flatMap(evidenceIdsOf));
  for (const id of pending.keys()) if (!evidence.has(id)) pending.delete(id);
}

/**
 * Counts that an exchange satisfies requirements. The results of an operation are one list, so that most messages are counted
 * once and not for each requirement.
 */
export function countPasses(
  { passes }: WorkspaceRecord,
  results: readonly CheckResult[],
  parties: ActingParties,
  exchange: Exchange,
): void {
  if (results.length === 0) return;
  const same = passes.find((one) => one.results === results && areSame(one.parties, parties));
  if (same) {
    same.count += 1;
    same.last = exchange;
  } else passes.push({ results, parties, count: 1, first: exchange, last: exchange });
}

/** Adds the counted passes to the statistics. */
export function addPasses(record: WorkspaceRecord): void {
  for (const { results, parties, count, first, last } of record.passes.splice(0)) {
    for (const { requirement } of results)
      for (const stats of statsToChange(record, requirement, parties))
        recordPasses(stats, count, first.id, last.id);
    for (const exchange of [first, last]) addPending(record, exchange);
  }
}

function areSame(one: ActingParties, other: ActingParties): boolean {
  return one === other || one?.join() === other?.join();
}
