import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { StopSignal } from '../../platform/time/stop-signal.js';
import { Journal } from '../../platform/journal/journal.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { ExchangeReader, type ExchangeFilter } from './exchange-reader.js';
import { ExchangeSubscription } from './exchange-subscription.js';

/** Streams of exchanges as server-sent events. They end when the workspace is removed and when the server stops. */
@WorkspaceScoped('traffic')
@Injectable()
export class ExchangeStream implements WorkspaceScoped {
  /** Open subscriptions, and the workspace of each. */
  private readonly subscriptions = new Map<ExchangeSubscription, string>();

  constructor(
    private readonly journal: Journal,
    private readonly reader: ExchangeReader,
    private readonly stop: StopSignal,
  ) {
    stop.signal.addEventListener('abort', () => {
      for (const subscription of this.subscriptions.keys()) subscription.end();
    });
  }

  /** Opens a stream of the exchanges that finish from now on, after those that finished since the exchange `lastId`. */
  subscribe(workspace: string, filter: ExchangeFilter, lastId: string | undefined): Readable {
    const subscription = new ExchangeSubscription(
      (ids) => this.reader.byIds(workspace, ids),
      async () =>
        lastId === undefined ? [] : this.reader.finishedAfter(workspace, filter, lastId),
    );
    this.subscriptions.set(subscription, workspace);
    const stopListening = this.journal.listen(workspace, (exchange) => {
      if (this.reader.matches(exchange, filter)) subscription.add(exchange.id);
    });
    subscription.stream.once('close', () => {
      stopListening();
      this.subscriptions.delete(subscription);
    });
    if (this.stop.isStopping) subscription.end();
    return subscription.stream;
  }

  /** Tells the clients that the journal of a workspace was emptied or replaced. */
  reload(workspace: string): void {
    for (const [subscription, itsWorkspace] of this.subscriptions)
      if (itsWorkspace === workspace) subscription.clear();
  }

  close(workspace: string): void {
    for (const [subscription, itsWorkspace] of this.subscriptions)
      if (itsWorkspace === workspace) subscription.end();
  }
}
