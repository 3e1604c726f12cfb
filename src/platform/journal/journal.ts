import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { ViolationDetail } from '../requirements/requirement.js';
import { startTimer, toIsoUtc } from '../time/time.js';
import { LOG } from '../observability/log.js';
import type { Violation } from '../requirements/violation.js';
import { Store, type WriteTransaction } from '../persistence/store.js';
import { WorkspaceElsewhere } from '../persistence/fence.js';
import { StoreUnavailable } from '../persistence/store-unavailable.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { Ownership } from '../workspaces/ownership.js';
import { Clock } from '../workspaces/clock.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../workspaces/workspaces.js';
import type { Exchange, HttpMessage, NearMiss } from './exchange.js';
import type { ExchangeEntity, StoredFinding } from './exchange.entity.js';
import { ExchangeRepository, type JournalSize } from './exchange.repository.js';
import { Redactor } from './redact.js';
import { ROLES } from '../api/served-role.js';
import type { ServedRole } from '../api/served-role.js';

/** Entries are written after this many milliseconds, or when this many are pending. */
const FLUSH_MS = 20;
const FLUSH_AT = 500;
/** Limits of a journal. The oldest tenth is removed when one is exceeded. */
const MAX_ENTRIES = 10_000;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Journal of all requests, received and sent, per workspace. Entries are written in batches after
 * the responses.
 */
@WorkspaceScoped('data')
@Injectable()
export class Journal implements WorkspaceScoped {
  private pending: Exchange[] = [];
  private cancelTimer: (() => void) | undefined;
  /** True: the database cannot be used, so entries stay pending. */
  private isSuspended = false;
  /** Ends when all entries that were not pending any more are written. Batches of several workspaces may overtake each other. */
  private written: Promise<unknown> = Promise.resolve();
  private readonly sizes = new Map<string, JournalSize>();
  private readonly redact: Redactor;
  private readonly interceptors: ((exchange: Exchange) => void)[] = [];
  private readonly listeners = new Set<(exchange: Exchange) => void>();
  private onStray: (exchange: Exchange) => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly repository: ExchangeRepository,
    private readonly workspaces: Workspaces,
    private readonly clock: Clock,
    private readonly ownership: Ownership,
    @Inject(LOG) private readonly log: Logger,
    @Inject(ROLES) roles: ServedRole[],
  ) {
    const families = new Set(roles.map(({ family }) => family));
    this.redact = new Redactor([...families].flatMap(({ secrets }) => secrets ?? []));
  }

  add(exchange: Exchange): void {
    const workspace = workspaceOf(exchange);
    if (!this.ownership.has(workspace)) return this.onStray(exchange);
    this.workspaces.use(workspace);
    if (this.workspaces.has(workspace)) {
      const time = this.clock.at(workspace, exchange.startedAt);
      if (time !== exchange.startedAt) exchange.workspaceTime = toIsoUtc(time);
    }
    for (const callback of this.interceptors) callback(exchange);
    this.pending.push(exchange);
    for (const listener of this.listeners) listener(exchange);
    if (this.pending.length >= FLUSH_AT) void this.flush();
    else this.cancelTimer ??= startTimer(FLUSH_MS, () => void this.flush());
  }

  /** Writes pending entries. Call it before reading the journal. */
  async flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (this.isSuspended) this.pending = latestOf(this.pending);
    else {
      if (this.pending.length > 0)
        this.written = Promise.all([this.written, this.writeAll(this.pending)]);
      this.pending = [];
    }
    await this.written;
  }

  /**
   * Calls back for each exchange that finishes from now on. Returns the function that unsubscribes.
   */
  listen(workspace: string, listener: (exchange: Exchange) => void): () => void {
    const filtered = (exchange: Exchange): void => {
      if (workspaceOf(exchange) === workspace) listener(exchange);
    };
    this.listeners.add(filtered);
    return () => void this.listeners.delete(filtered);
  }

  /** Calls back for each exchange of all workspaces that finishes from now on. */
  listenToAll(listener: (exchange: Exchange) => void): void {
    this.listeners.add(listener);
  }

  /** Calls back for each exchange of a workspace that this process does not own, instead of adding it. */
  listenToStrays(callback: (exchange: Exchange) => void): void {
    this.onStray = callback;
  }

  /**
   * Calls back for every exchange before it is added, so that its findings are complete for the
   * listeners.
   */
  onBeforeAdd(callback: (exchange: Exchange) => void): void {
    this.interceptors.push(callback);
  }

  /** Content of an exchange without credentials. */
  redacted({
    path,
    request,
    response,
    reason,
  }: Exchange): Pick<Exchange, 'path' | 'request' | 'response' | 'reason'> {
    const part = ({ headers, body }: HttpMessage): HttpMessage => ({
      headers: this.redact.headers(headers),
      body: this.redact.body(body),
    });
    return {
      path: this.redact.path(path),
      request: part(request),
      response: part(response),
      reason: reason === undefined ? undefined : this.redact.body(reason),
    };
  }

  /** Path of an exchange without credentials and without its query. */
  redactedPath({ path }: Pick<Exchange, 'path'>): string {
    return this.redact.path(path).split('?')[0] ?? '';
  }

  /** A near miss without credentials: its reason may repeat a part of the path. */
  private redactedNearMiss(nearMiss: NearMiss): NearMiss {
    const { path, reason } = nearMiss;
    return { ...nearMiss, path: this.redact.path(path), reason: this.redact.body(reason) };
  }

  /** A violation without credentials: it may repeat a part of a message. */
  redactedViolation<Detail extends ViolationDetail>(violation: Detail): Detail {
    const { pointer, expected, seen } = violation;
    return {
      ...violation,
      // The name of a field can be any text.
      pointer: pointer
        .split('/')
        .map((name) => this.redact.body(name))
        .join('/'),
      expected: this.redact.body(expected),
      seen: this.redact.body(seen),
    };
  }

  /** A finding without what its requirement says, which is the same in each. */
  private storedFinding(violation: Violation): StoredFinding {
    const { requirement, pointer, expected, seen } = this.redactedViolation(violation);
    return { requirement, pointer, expected, seen };
  }

  /** Removes every entry of a workspace. */
  async clear(workspace: string): Promise<void> {
    await this.flush();
    await this.store.write(workspace, (tx) => this.repository.clear(tx, workspace));
    this.reload(workspace);
  }

  /** Discards the cached size, because the entries in the database were replaced. */
  reload(workspace: string): void {
    this.sizes.delete(workspace);
  }

  close(workspace: string): void {
    this.pending = this.pending.filter((exchange) => workspaceOf(exchange) !== workspace);
    this.sizes.delete(workspace);
  }

  private async writeAll(entries: readonly Exchange[]): Promise<void> {
    const batches = groupBy(entries, workspaceOf);
    await Promise.all([...batches].map(([workspace, own]) => this.writeBatch(workspace, own)));
  }

  private async writeBatch(workspace: string, entries: readonly Exchange[]): Promise<void> {
    try {
      await this.store.writeThrough(workspace, async (tx) => {
        // Entries of a workspace that was removed meanwhile are dropped.
        if (!this.workspaces.has(workspace)) return;
        for (const entry of entries) await this.write(tx, workspace, entry);
        await this.trim(tx, workspace);
      });
    } catch (error) {
      if (error instanceof StoreUnavailable) this.suspend(entries);
      // The client got no answer: the workspace was lost meanwhile.
      else if (!(error instanceof WorkspaceElsewhere))
        this.log.error(
          { err: error, workspace, entries: entries.length },
          'journal entries were lost',
        );
    }
  }

  /** Leaves entries pending until the database can be used. */
  private suspend(entries: readonly Exchange[]): void {
    this.pending = latestOf([...entries, ...this.pending]);
    if (this.isSuspended) return;
    this.isSuspended = true;
    void this.store.available().then(() => {
      this.isSuspended = false;
      return this.flush();
    });
  }

  /** The row of an exchange, without credentials. */
  rowOf(exchange: Exchange): ExchangeEntity {
    const { path, request, response, reason = null } = this.redacted(exchange);
    const findings = JSON.stringify(exchange.findings.map((one) => this.storedFinding(one)));
    return {
      workspace: workspaceOf(exchange),
      id: exchange.id,
      at: exchange.at,
      direction: exchange.direction,
      peer: exchange.peer,
      role: exchange.role ?? null,
      operation: exchange.operation ?? null,
      method: exchange.method,
      path,
      status: exchange.status,
      durationMs: exchange.durationMs,
      requestHeaders: JSON.stringify(request.headers),
      requestBody: request.body,
      responseHeaders: JSON.stringify(response.headers),
      responseBody: response.body,
      findings,
      fault: exchange.fault ? JSON.stringify(exchange.fault) : null,
      nearMiss: exchange.nearMiss ? JSON.stringify(this.redactedNearMiss(exchange.nearMiss)) : null,
      reason,
      workspaceTime: exchange.workspaceTime ?? null,
    };
  }

  private async write(tx: WriteTransaction, workspace: string, exchange: Exchange): Promise<void> {
    const added = await this.repository.insert(tx, this.rowOf(exchange));
    const size = this.sizes.get(workspace);
    if (!size) return;
    size.entries += added.entries;
    size.bytes += added.bytes;
  }

  private async trim(tx: WriteTransaction, workspace: string): Promise<void> {
    const size = this.sizes.get(workspace) ?? (await this.repository.size(tx, workspace));
    while (size.entries > 1 && (size.entries > MAX_ENTRIES || size.bytes > MAX_BYTES)) {
      const tenth = Math.ceil(size.entries / 10);
      const removed = await this.repository.removeOldest(tx, workspace, tenth);
      if (removed.entries === 0) break;
      size.entries -= removed.entries;
      size.bytes -= removed.bytes;
    }
    // It may have been removed meanwhile.
    if (this.workspaces.has(workspace)) this.sizes.set(workspace, size);
  }
}

/** The latest entries, up to the limits of a journal. */
function latestOf(entries: Exchange[]): Exchange[] {
  let from = entries.length;
  let bytes = 0;
  while (from > 0 && entries.length - from < MAX_ENTRIES) {
    const { request, response } = entries[from - 1]!;
    bytes += request.body.length + response.body.length;
    if (bytes > MAX_BYTES) break;
    from -= 1;
  }
  return entries.slice(from);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function workspaceOf(exchange: Exchange): string {
  return exchange.workspace ?? DEFAULT_WORKSPACE;
}
