import { Injectable } from '@nestjs/common';
import type { ExampleFacts } from '../../apis/descriptor.js';
import { ExchangeSearchRepository } from '../../platform/journal/exchange-search.repository.js';
import { Journal } from '../../platform/journal/journal.js';
import { Messages } from '../../platform/messages/messages.js';
import { Store } from '../../platform/persistence/store.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { Collections } from '../../sandbox/state/collections.js';
import { StateViews } from '../state/state-views.js';

/** Newest items of a collection among which one is chosen. */
const MAX_ITEMS = 100;

/** Facts about workspaces for the examples of operations. */
@Injectable()
export class ExampleFactsReader {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly collections: Collections,
    private readonly messages: Messages,
    private readonly views: StateViews,
    private readonly journal: Journal,
    private readonly exchanges: ExchangeSearchRepository,
  ) {}

  in(workspace: string): ExampleFacts {
    return {
      now: this.clock.now(workspace),
      latest: (collection, meets = () => true) => this.latest(workspace, collection, meets),
      handedOut: (...wanted) => this.handedOut(workspace, ...wanted),
    };
  }

  private latest<Item extends object>(
    workspace: string,
    collection: string,
    meets: (item: Item) => boolean,
  ): Promise<Item | undefined> {
    return this.store.read(workspace, async (tx) => {
      const [reader] = this.collections.readersOf(collection);
      const rows = reader
        ? await reader.page(tx, workspace, MAX_ITEMS)
        : (await this.messages.page(tx, workspace, collection, MAX_ITEMS)).map(
            ({ id, document }) => ({ id, item: JSON.parse(document) as object }),
          );
      for (const { id, item } of rows) {
        const view = (await this.views.of(tx, { workspace, collection, id, item })) as Item;
        if (meets(view)) return view;
      }
      return undefined;
    });
  }

  private async handedOut(
    workspace: string,
    operation: string,
    withinMs: number,
  ): Promise<{ location: string; body: string } | undefined> {
    await this.journal.flush();
    const exchange = await this.store.read(workspace, (tx) =>
      this.exchanges.latestSuccess(tx, workspace, operation),
    );
    if (!exchange) return undefined;
    const at = Date.parse(exchange.workspaceTime ?? exchange.at);
    if (at < this.clock.now(workspace) - withinMs) return undefined;
    const { location } = JSON.parse(exchange.responseHeaders) as Record<string, unknown>;
    return {
      location: typeof location === 'string' ? location : '',
      body: exchange.responseBody,
    };
  }
}
