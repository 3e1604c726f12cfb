import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { startTimer } from '../time/time.js';
import { LOG } from '../observability/log.js';
import { Store, type WriteTransaction } from '../persistence/store.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../workspaces/workspaces.js';
import type { Exchange, HttpMessage } from './exchange.js';
import { ExchangeRepository, type JournalSize } from './exchange.repository.js';
import { Redactor } from './redact.js';
import { ROLES } from '../api/served-role.js';
import type { ServedRole } from '../api/served-role.js';

/** An entry may be this many milliseconds behind its answer, or this many entries. */
const FLUSH_MS = 20;
const FLUSH_AT = 500;
/** What a workspace's journal holds at the most; the oldest tenth goes when it is more. */
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Journal: every request in and out, per workspace. Entries are written in batches, shortly after the responses. */
@WorkspaceScoped('data')
@Injectable()
export class Journal implements WorkspaceScoped {
  private held: Exchange[] = [];
  private cancelTimer: (() => void) | undefined;
  private written: Promise<void> = Promise.resolve();
  private readonly sizes = new Map<string, JournalSize>();
  private readonly redact: Redactor;
  private readonly checks: ((exchange: Exchange) => void)[] = [];
  private readonly listeners = new Set<(exchange: Exchange) => void>();

  constructor(
    private readonly store: Store,
    private readonly repository: ExchangeRepository,
    private readonly workspaces: Workspaces,
    @Inject(LOG) private readonly log: Logger,
    @Inject(ROLES) roles: ServedRole[],
  ) {
    const families = new Set(roles.map(({ family }) => family));
    this.redact = new Redactor([...families].flatMap(({ secrets }) => secrets ?? []));
  }

  keep(exchange: Exchange): void {
    this.workspaces.use(workspaceOf(exchange));
    for (const check of this.checks) check(exchange);
    this.held.push(exchange);
    for (const listener of this.listeners) listener(exchange);
    if (this.held.length >= FLUSH_AT) void this.flush();
    else this.cancelTimer ??= startTimer(FLUSH_MS, () => void this.flush());
  }

  /** Writes out what is held back. Whoever reads the journal calls this first. */
  async flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (this.held.length > 0) this.written = this.writeAll(this.held);
    this.held = [];
    await this.written;
  }

  /** Calls back for each exchange that finishes from now on; the answer ends that. */
  listen(workspace: string, listener: (exchange: Exchange) => void): () => void {
    const mine = (exchange: Exchange): void => {
      if (workspaceOf(exchange) === workspace) listener(exchange);
    };
    this.listeners.add(mine);
    return () => void this.listeners.delete(mine);
  }

  /**
   * Adds a check of every exchange. It runs before the exchange is kept and before listeners are
   * called.
   */
  addCheck(check: (exchange: Exchange) => void): void {
    this.checks.push(check);
  }

  /** An exchange as it may be shown: without credentials. */
  redacted({ path, request, response }: Exchange): Pick<Exchange, 'path' | 'request' | 'response'> {
    const part = ({ headers, body }: HttpMessage): HttpMessage => ({
      headers: this.redact.headers(headers),
      body: this.redact.body(body),
    });
    return { path: this.redact.path(path), request: part(request), response: part(response) };
  }

  /** Removes every entry of a workspace. */
  async clear(workspace: string): Promise<void> {
    await this.flush();
    await this.store.write(workspace, (tx) => this.repository.clear(tx, workspace));
    this.reload(workspace);
  }

  /** The entries in the database are others: their size is to be measured again. */
  reload(workspace: string): void {
    this.sizes.delete(workspace);
  }

  close(workspace: string): void {
    this.held = this.held.filter((exchange) => workspaceOf(exchange) !== workspace);
    this.sizes.delete(workspace);
  }

  private async writeAll(entries: readonly Exchange[]): Promise<void> {
    const units = groupBy(entries, workspaceOf);
    await Promise.all([...units].map(([workspace, own]) => this.writeUnit(workspace, own)));
  }

  private async writeUnit(workspace: string, entries: readonly Exchange[]): Promise<void> {
    try {
      await this.store.write(workspace, async (tx) => {
        // One that was removed meanwhile leaves nothing behind.
        if (!this.workspaces.has(workspace)) return;
        for (const entry of entries) await this.write(tx, workspace, entry);
        await this.trim(tx, workspace);
      });
    } catch (error) {
      this.log.error({ error, workspace, entries: entries.length }, 'journal entries are lost');
    }
  }

  private async write(tx: WriteTransaction, workspace: string, exchange: Exchange): Promise<void> {
    const { path, request, response } = this.redacted(exchange);
    const findings = JSON.stringify(exchange.findings);
    await this.repository.insert(tx, {
      workspace,
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
      nearMiss: exchange.nearMiss ? JSON.stringify(exchange.nearMiss) : null,
    });
    const size = this.sizes.get(workspace);
    if (size) {
      size.entries += 1;
      size.bytes += request.body.length + response.body.length + findings.length;
    }
  }

  private async trim(tx: WriteTransaction, workspace: string): Promise<void> {
    const size = this.sizes.get(workspace) ?? (await this.repository.size(tx, workspace));
    while (size.entries > 1 && (size.entries > MOST_ENTRIES || size.bytes > MOST_BYTES)) {
      const tenth = Math.ceil(size.entries / 10);
      const removed = await this.repository.removeOldest(tx, workspace, tenth);
      if (removed.entries === 0) break;
      size.entries -= removed.entries;
      size.bytes -= removed.bytes;
    }
    this.sizes.set(workspace, size);
  }
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
