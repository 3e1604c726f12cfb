import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { startTimer } from '../../platform/time/time.js';
import type { CheckResult } from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { Journal } from '../../platform/journal/journal.js';
import { LOG } from '../../platform/observability/log.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../../platform/workspaces/workspaces.js';
import { RequirementCatalogue } from './requirement-index.js';
import { checkResponseOf, checkRequest } from './passive-checks.js';
import { evidenceOf } from './evidence.js';
import { VerdictRepository } from './verdict.repository.js';
import type { Cause, Evidence } from '../reports/report.js';
import {
  recordFail,
  emptyStats,
  recordPass,
  evidenceIdsOf,
  type RecordedViolation,
  type RequirementStats,
} from './requirement-stats.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Verdicts may be this many milliseconds behind the exchanges that they are of. */
const FLUSH_MS = 500;

/** What is held of a workspace between two writings. */
interface Held {
  tallies: Map<string, RequirementStats>;
  /** Requirements whose tally is not written yet. */
  changed: Set<string>;
  /** Exchanges that are not written yet. */
  fresh: Map<string, Exchange>;
  /** Ids of those that are. */
  written: Set<string>;
}

/** Exchanges that wait to be written; beyond that, those to which nothing points any more are let go. */
const MOST_FRESH = 500;

function keepFresh({ fresh, tallies }: Held, exchange: Exchange): void {
  fresh.set(exchange.id, exchange);
  if (fresh.size <= MOST_FRESH) return;
  const pointedTo = new Set([...tallies.values()].flatMap(evidenceIdsOf));
  for (const id of fresh.keys()) if (!pointedTo.has(id)) fresh.delete(id);
}

/** How the partner of a workspace has met each requirement: judged as exchanges pass, with their proof. */
@WorkspaceScoped('data')
@Injectable()
export class Verdicts implements WorkspaceScoped, OnModuleInit {
  private readonly held = new Map<string, Held>();
  private cancelTimer: (() => void) | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly repository: VerdictRepository,
    private readonly journal: Journal,
    private readonly workspaces: Workspaces,
    private readonly catalogue: RequirementCatalogue,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.journal.judgeBy((exchange) => this.judge(exchange));
  }

  async open(workspace: string): Promise<void> {
    const held = this.of(workspace);
    await this.store.read(workspace, async (tx) => {
      for (const [requirement, stats] of await this.repository.all(tx, workspace))
        held.tallies.set(requirement, stats);
      for (const id of await this.repository.evidenceIds(tx, workspace)) held.written.add(id);
    });
  }

  close(workspace: string): void {
    this.held.delete(workspace);
  }

  /** Enters what is said of an exchange, or of what did not come: then there is none. */
  enter(
    workspace: string,
    { requirement, violations }: CheckResult,
    exchange?: Exchange,
    about: { cause?: Cause; test?: string } = {},
  ): void {
    const held = this.of(workspace);
    const { id } = requirement;
    let stats = held.tallies.get(id);
    if (!stats) held.tallies.set(id, (stats = emptyStats()));
    held.changed.add(id);
    // Nearly always it was met, with every call of a partner.
    if (violations.length === 0) recordPass(stats, exchange?.id);
    else recordFail(stats, this.keptOf(requirement, violations, exchange, about));
    if (exchange) keepFresh(held, exchange);
    this.cancelTimer ??= startTimer(FLUSH_MS, () => void this.flush());
  }

  /** The tallies of a workspace, and the exchanges that they point to. */
  async read(
    workspace: string,
  ): Promise<{ tallies: ReadonlyMap<string, RequirementStats>; proofs: Evidence[] }> {
    await this.flush();
    const proofs = await this.store.read(workspace, (tx) =>
      this.repository.evidence(tx, workspace),
    );
    return { tallies: this.of(workspace).tallies, proofs };
  }

  /** Nothing was ever judged in that workspace. */
  async clear(workspace: string): Promise<void> {
    await this.flush();
    this.held.delete(workspace);
    await this.store.write(workspace, (tx) => this.repository.clear(tx, workspace));
  }

  /** Writes out what is held back. */
  async flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.writing = this.writing.then(() => this.writeAll());
    await this.writing;
  }

  private judge(exchange: Exchange): void {
    const { direction, peer, operation: name, workspace = DEFAULT_WORKSPACE } = exchange;
    if (peer !== 'partner') return;
    if (direction === 'inbound') {
      for (const one of checkRequest(exchange, this.catalogue))
        this.enter(workspace, one, exchange);
      return;
    }
    const operation = this.catalogue.operation(name);
    if (!operation) return;
    for (const one of checkResponseOf(exchange, operation, this.config.rules)) {
      exchange.recordViolations(one.violations);
      this.enter(workspace, one, exchange);
    }
  }

  private keptOf(
    requirement: Requirement,
    findings: readonly Violation[],
    exchange: Exchange | undefined,
    { cause = this.causeOf(requirement), test }: { cause?: Cause; test?: string },
  ): RecordedViolation[] {
    return findings.map(({ pointer, expected, seen }) => ({
      pointer,
      expected,
      seen,
      cause,
      test,
      exchange: exchange?.id,
    }));
  }

  /** How two parties are connected is no matter of what either has built. */
  private causeOf({ id }: Requirement): Cause {
    const asked = this.catalogue.find(id)?.api.requirements;
    const connection = [asked?.tokenRequirement.id, asked?.providerRequirement.id].includes(id);
    return connection ? 'configuration' : 'implementation';
  }

  private of(workspace: string): Held {
    let held = this.held.get(workspace);
    if (!held) {
      held = { tallies: new Map(), changed: new Set(), fresh: new Map(), written: new Set() };
      this.held.set(workspace, held);
    }
    return held;
  }

  private async writeAll(): Promise<void> {
    const stale = [...this.held].filter(([, { changed }]) => changed.size > 0);
    await Promise.all(stale.map(([workspace, held]) => this.writeUnit(workspace, held)));
  }

  private async writeUnit(workspace: string, held: Held): Promise<void> {
    try {
      await this.store.write(workspace, (tx) => this.write(tx, workspace, held));
    } catch (error) {
      this.log.error({ error, workspace }, 'verdicts are not written');
    }
  }

  private async write(tx: WriteTransaction, workspace: string, held: Held): Promise<void> {
    const { tallies, changed, fresh, written } = held;
    const pointedTo = new Set([...tallies.values()].flatMap(evidenceIdsOf));
    const kept = [...fresh.values()].filter(({ id }) => pointedTo.has(id) && !written.has(id));
    const ids = [...changed];
    fresh.clear();
    changed.clear();
    // One that was removed meanwhile leaves nothing behind.
    if (!this.workspaces.has(workspace)) return;
    for (const id of ids) {
      const tally = tallies.get(id);
      if (tally) await this.repository.replace(tx, { workspace, requirement: id, tally });
    }
    for (const exchange of kept) {
      const evidence = evidenceOf(exchange, this.journal.redacted(exchange));
      await this.repository.insertEvidence(tx, { workspace, id: exchange.id, exchange: evidence });
      written.add(exchange.id);
    }
    for (const id of written) {
      if (pointedTo.has(id)) continue;
      await this.repository.removeEvidence(tx, workspace, id);
      written.delete(id);
    }
  }
}
