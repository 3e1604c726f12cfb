import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { startTimer } from '../../platform/time/time.js';
import type { CheckResult } from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { Journal } from '../../platform/journal/journal.js';
import { LOG } from '../../platform/observability/log.js';
import { WorkspaceElsewhere } from '../../platform/persistence/fence.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../../platform/workspaces/workspaces.js';
import { Clients } from '../../platform/oauth/clients.js';
import { actingParties } from './acting-parties.js';
import { RequirementCatalogue } from './requirement-catalogue.js';
import { checkOutboundExchange, checkInboundExchange } from './check-exchange.js';
import { evidenceOf } from './evidence.js';
import { VerdictRepository } from './verdict.repository.js';
import type { Evidence } from '../reports/report.js';
import {
  recordFail,
  recordPasses,
  evidenceIdsOf,
  type RecordedViolation,
  type RequirementStats,
} from './requirement-stats.js';
import {
  addPasses,
  addPending,
  countPasses,
  emptyRecord,
  statsToChange,
  type ActingParties,
  type WorkspaceRecord,
} from './workspace-record.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Milliseconds after which results are written to the database. */
const FLUSH_MS = 500;
/** Milliseconds after which results that could not be written are written again. */
const RETRY_MS = 5_000;

/** A run of the runner, whose partner is the only one that uses this server. */
export interface RecordedRun {
  testedParty: string;
  /** True for a message that belongs to an earlier run: it is not checked. */
  isOfAnotherRun: (exchange: Exchange) => boolean;
  /** The call that triggered a message, and the command that gets the token of the call. */
  notesOn: (exchange: Exchange) => Pick<RecordedViolation, 'trigger' | 'token'>;
}

/** Circumstances of a result, which the report shows with its violations. */
type RecordDetail = Partial<Pick<RecordedViolation, 'cause' | 'test' | 'before' | 'causes'>>;

/**
 * True for the first refusal of an expired token: it tells the client to get a new one, which is how
 * a client notices that the clock of the workspace has moved. The next use of an expired token
 * counts, unless a call of the client was admitted in between.
 */
function isFirstExpiry({ expired }: WorkspaceRecord, exchange: Exchange): boolean {
  const { client } = exchange;
  if (client === undefined) return false;
  if (!exchange.expired) {
    if (exchange.scopes) expired.delete(client);
    return false;
  }
  const isFirst = !expired.has(client);
  expired.add(client);
  return isFirst;
}

/**
 * Statistics per workspace and requirement, with exchanges as evidence. Every exchange with a
 * partner is checked as it passes.
 */
@WorkspaceScoped('data')
@Injectable()
export class ConformanceRecorder implements WorkspaceScoped, OnModuleInit {
  /** The run of the runner that uses this server; undefined in the sandbox. */
  run: RecordedRun | undefined;
  private readonly byWorkspace = new Map<string, WorkspaceRecord>();
  private cancelTimer: (() => void) | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly repository: VerdictRepository,
    private readonly journal: Journal,
    private readonly workspaces: Workspaces,
    private readonly catalogue: RequirementCatalogue,
    private readonly clients: Clients,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.journal.onBeforeAdd((exchange) => this.check(exchange));
  }

  async open(workspace: string): Promise<void> {
    const record = this.of(workspace);
    await this.store.read(workspace, async (tx) => {
      for (const [requirement, stats] of await this.repository.all(tx, workspace))
        record.stats.set(requirement, stats);
      for (const id of await this.repository.evidenceIds(tx, workspace)) record.written.add(id);
    });
  }

  close(workspace: string): void {
    this.byWorkspace.delete(workspace);
  }

  /** Counts a result. It has no exchange when an expected message did not come. */
  record(
    workspace: string,
    { requirement, violations }: CheckResult,
    exchange?: Exchange,
    about: RecordDetail & { parties?: ActingParties } = {},
  ): void {
    const record = this.of(workspace);
    const all = statsToChange(
      record,
      requirement,
      this.run ? [this.run.testedParty] : about.parties,
    );
    if (violations.length === 0) for (const one of all) recordPasses(one, 1, exchange?.id);
    else {
      const recorded = this.recordedViolationsOf(requirement, violations, exchange, about);
      for (const one of all) recordFail(one, recorded);
    }
    if (exchange) addPending(record, exchange);
    this.flushLater();
  }

  /** The statistics of a workspace by requirement, and the exchanges that are their evidence. */
  async read(
    workspace: string,
  ): Promise<{ stats: ReadonlyMap<string, RequirementStats>; evidence: Evidence[] }> {
    await this.flush();
    const evidence = await this.store.read(workspace, (tx) =>
      this.repository.evidence(tx, workspace),
    );
    return { stats: this.of(workspace).stats, evidence };
  }

  /** Removes all results of a workspace. */
  async clear(workspace: string): Promise<void> {
    await this.flush();
    this.byWorkspace.delete(workspace);
    await this.store.write(workspace, (tx) => this.repository.clear(tx, workspace));
  }

  /** Writes the pending results of all workspaces. */
  async flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.writing = this.writing.then(() => this.writeAll());
    await this.writing;
  }

  private check(exchange: Exchange): void {
    const { direction, peer, workspace = DEFAULT_WORKSPACE } = exchange;
    if (peer !== 'partner' || this.run?.isOfAnotherRun(exchange)) return;
    const parties = actingParties(exchange, this.catalogue, this.clients);
    if (direction === 'inbound') {
      const record = this.of(workspace);
      const isExcused = isFirstExpiry(record, exchange);
      const { common, own } = checkInboundExchange(exchange, this.catalogue);
      countPasses(record, common, this.run ? [this.run.testedParty] : parties, exchange);
      for (const result of own)
        if (!isExcused || !this.isTokenRequirement(result.requirement))
          this.record(workspace, result, exchange, { parties });
      this.flushLater();
      return;
    }
    const operation = this.catalogue.operationOf(exchange);
    if (!operation) return;
    const results = checkOutboundExchange(exchange, operation, this.config.rules);
    exchange.record(results);
    for (const result of results) this.record(workspace, result, exchange, { parties });
  }

  private isTokenRequirement({ id }: Requirement): boolean {
    return this.catalogue.find(id)?.api.requirements.tokenRequirement.id === id;
  }

  private recordedViolationsOf(
    requirement: Requirement,
    violations: readonly Violation[],
    exchange: Exchange | undefined,
    { cause = this.causeOf(requirement), test, before, causes }: RecordDetail,
  ): RecordedViolation[] {
    const notes = exchange && this.run?.notesOn(exchange);
    return violations.map((violation) => {
      const { pointer, expected, seen } = this.journal.redactedViolation(violation);
      const place = { pointer, expected, seen, exchange: exchange?.id };
      return { ...place, cause, test, before, causes, ...notes };
    });
  }

  /** A wrong token or base URL is a matter of configuration and not of the implementation. */
  private causeOf({ id }: Requirement): RecordedViolation['cause'] {
    const { tokenRequirement, providerRequirement } =
      this.catalogue.find(id)?.api.requirements ?? {};
    const isConnection = [tokenRequirement?.id, providerRequirement?.id].includes(id);
    return isConnection ? 'configuration' : 'implementation';
  }

  private of(workspace: string): WorkspaceRecord {
    let record = this.byWorkspace.get(workspace);
    if (!record) this.byWorkspace.set(workspace, (record = emptyRecord()));
    return record;
  }

  private flushLater(): void {
    this.cancelTimer ??= startTimer(FLUSH_MS, () => void this.flush());
  }

  private async writeAll(): Promise<void> {
    for (const record of this.byWorkspace.values()) addPasses(record);
    const stale = [...this.byWorkspace].filter(([, { changed }]) => changed.size > 0);
    await Promise.all(stale.map(([workspace, record]) => this.writeUnit(workspace, record)));
  }

  private async writeUnit(workspace: string, record: WorkspaceRecord): Promise<void> {
    // Results that come meanwhile belong to the next write.
    const { changed, pending } = record;
    record.changed = new Set();
    record.pending = new Map();
    try {
      await this.store.writeThrough(workspace, (tx) =>
        this.write(tx, workspace, { ...record, changed, pending }),
      );
    } catch (error) {
      if (error instanceof WorkspaceElsewhere) return this.close(workspace);
      this.cancelTimer ??= startTimer(RETRY_MS, () => void this.flush());
      for (const id of changed) record.changed.add(id);
      record.pending = new Map([...pending, ...record.pending]);
      this.log.error({ err: error, workspace }, 'cannot write the conformance results');
    }
  }

  private async write(
    tx: WriteTransaction,
    workspace: string,
    { stats, changed, pending, written }: WorkspaceRecord,
  ): Promise<void> {
    // A workspace that was removed meanwhile leaves no rows behind.
    if (!this.workspaces.has(workspace)) return;
    const evidence = new Set([...stats.values()].flatMap(evidenceIdsOf));
    const added = [...pending.values()].filter(({ id }) => evidence.has(id) && !written.has(id));
    const removed = [...written].filter((id) => !evidence.has(id));
    for (const id of changed) {
      const tally = stats.get(id);
      if (tally) await this.repository.replace(tx, { workspace, requirement: id, tally });
    }
    for (const exchange of added) {
      const shown = evidenceOf(exchange, this.journal.redacted(exchange));
      await this.repository.insertEvidence(tx, { workspace, id: exchange.id, exchange: shown });
    }
    for (const id of removed) await this.repository.removeEvidence(tx, workspace, id);
    tx.afterCommit(() => {
      for (const { id } of added) written.add(id);
      for (const id of removed) written.delete(id);
    });
  }
}
