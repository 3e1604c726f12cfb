import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { request } from 'undici';
import { Exchange } from '../journal/exchange.js';
import { Journal } from '../journal/journal.js';
import { LOG } from '../observability/log.js';
import { StoreUnavailable } from '../persistence/store-unavailable.js';
import { Store } from '../persistence/store.js';
import { Ownership } from '../workspaces/ownership.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import { FORWARDED_HEADER, ForwardedRequests } from './forwarded-request.js';
import { WorkspacePlaces } from './workspace-places.js';

/** Path at which a process receives the exchanges of others. */
export const EXCHANGES_PATH = '/_sandbox/replicas/exchanges';
/** Exchanges that wait to be sent. Further ones are dropped. */
const MAX_WAITING = 1_000;

/**
 * Exchanges of workspaces that this process does not own: of requests that were refused before their workspace was known. Their journal
 * is written by the owner.
 */
@Injectable()
export class StrayExchanges {
  private waiting = 0;

  constructor(
    private readonly journal: Journal,
    private readonly places: WorkspacePlaces,
    private readonly ownership: Ownership,
    private readonly forwarded: ForwardedRequests,
    private readonly store: Store,
    @Inject(LOG) private readonly log: Logger,
  ) {
    journal.listenToStrays((exchange) => this.add(exchange));
  }

  /** Adds an exchange that another process sent. False: this process does not own its workspace. */
  receive(text: string): boolean {
    const exchange = Exchange.parse(text);
    if (!this.ownership.isCurrent(workspaceOf(exchange))) return false;
    this.journal.add(exchange);
    return true;
  }

  private add(exchange: Exchange): void {
    // A workspace that was removed or lost meanwhile has no place for it.
    if (workspaceOf(exchange) !== DEFAULT_WORKSPACE || this.waiting >= MAX_WAITING) return;
    this.waiting += 1;
    this.send(exchange)
      .catch((err: unknown) => this.log.warn({ err, path: exchange.path }, 'an exchange was lost'))
      .finally(() => (this.waiting -= 1));
  }

  private async send(exchange: Exchange): Promise<void> {
    const owner = await this.ownerOf(workspaceOf(exchange));
    if (owner === 'here') return this.journal.add(exchange);
    if (owner === 'absent') return undefined;
    const call = { method: 'POST', originalUrl: EXCHANGES_PATH } as const;
    const signature = this.forwarded.headerOf(call, workspaceOf(exchange));
    const { statusCode, body } = await request(new URL(EXCHANGES_PATH, owner.url), {
      method: call.method,
      headers: { [FORWARDED_HEADER]: signature, 'content-type': 'application/json' },
      body: JSON.stringify(exchange),
      signal: owner.gone.signal,
    });
    await body.dump();
    if (statusCode !== 204) throw new Error(`${owner.url} answered ${statusCode}`);
    return undefined;
  }

  private async ownerOf(workspace: string): ReturnType<WorkspacePlaces['locate']> {
    try {
      return await this.places.locate(workspace);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await this.store.available();
      return this.places.locate(workspace);
    }
  }
}

function workspaceOf({ workspace }: Exchange): string {
  return workspace ?? DEFAULT_WORKSPACE;
}
