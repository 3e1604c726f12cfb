import { Inject, Injectable } from '@nestjs/common';
import type { RoleDescriptor } from '../../apis/descriptor.js';
import { ROLES } from '../../platform/api/served-role.js';
import type { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import { ExchangeSearchRepository } from '../../platform/journal/exchange-search.repository.js';
import { Journal } from '../../platform/journal/journal.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import { OutboxSearchRepository } from '../../platform/outbox/outbox-search.repository.js';
import { Store, type ReadTransaction } from '../../platform/persistence/store.js';
import { Slices } from '../../platform/time/slices.js';
import { Collections } from '../../sandbox/state/collections.js';
import { StateViews } from '../state/state-views.js';
import { Trace } from './trace.js';
import { TraceIds, searchTexts, sharesId, statusIn } from './trace-ids.js';
import { TracedOperations } from './traced-operations.js';

/** Exchanges and messages that one query searches. */
const EXCHANGES_PER_QUERY = 50;
const MESSAGES_PER_QUERY = 500;
/** Ids that one query searches. SQLite limits the depth of a condition. */
const IDS_PER_QUERY = 20;
/** Times that new ids are followed. A chain has three: order, delivery order, confirmation. */
const MAX_ROUNDS = 6;

/** Finds what belongs to an order: items of the state, exchanges and messages of the outbox, over the ids that they share. */
@Injectable()
export class Tracer {
  private readonly messageCollections: readonly string[];

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly exchanges: ExchangeSearchRepository,
    private readonly outbox: OutboxSearchRepository,
    private readonly messages: Messages,
    private readonly collections: Collections,
    private readonly views: StateViews,
    private readonly traceIds: TraceIds,
    private readonly operations: TracedOperations,
    @Inject(ROLES) roles: RoleDescriptor[],
  ) {
    this.messageCollections = [
      ...new Set(roles.flatMap(({ schema }) => Object.keys(schema.messages ?? {}))),
    ];
  }

  async trace(workspace: string, id: string): Promise<Trace> {
    await this.journal.flush();
    const trace = new Trace();
    trace.follow([id]);
    await this.store.read(workspace, (tx) => this.readById(tx, workspace, trace, id));
    const slices = new Slices();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const ids = await this.followState(workspace, trace);
      if (ids.length === 0 || trace.truncated) return trace;
      await this.searchJournal(workspace, trace, ids, slices);
      await this.searchOutbox(workspace, trace, ids, slices);
    }
    trace.truncated = true;
    return trace;
  }

  /** Follows new ids through the state, which has indexes, and returns all of them: each pass over the journal takes time. */
  private async followState(workspace: string, trace: Trace): Promise<string[]> {
    const all: string[] = [];
    for (let fresh = trace.takeFresh(); fresh.length > 0; fresh = trace.takeFresh()) {
      for (const one of fresh)
        await this.store.read(workspace, (tx) => this.readState(tx, workspace, trace, one));
      all.push(...fresh);
    }
    return all;
  }

  /** Reads the exchange or the message of the outbox that has this id itself. */
  private async readById(
    tx: ReadTransaction,
    workspace: string,
    trace: Trace,
    id: string,
  ): Promise<void> {
    const exchange = await this.exchanges.find(tx, workspace, id);
    if (exchange) this.addExchange(trace, exchange);
    const message = await this.outbox.find(tx, workspace, id);
    if (message && trace.addMessage(message)) trace.follow(this.traceIds.inText(message.body));
  }

  private async readState(
    tx: ReadTransaction,
    workspace: string,
    trace: Trace,
    id: string,
  ): Promise<void> {
    for (const collection of this.messageCollections) {
      const message = await this.messages.find(tx, workspace, collection, normalizeId(id));
      if (message) trace.follow(this.traceIds.inText(message.document));
      if (message?.relatedId) trace.follow([message.relatedId]);
      const related = await this.messages.related(tx, workspace, collection, normalizeId(id));
      for (const { document } of related) trace.follow(this.traceIds.inText(document));
    }
    for (const [collection, statuses] of this.operations.collectionsOfOrders) {
      const ids = await this.collections.idsBy(tx, workspace, collection, id);
      for (const itemId of new Set([id, ...ids]))
        await this.readItem(tx, workspace, trace, { collection, id: itemId, statuses });
    }
  }

  private async readItem(
    tx: ReadTransaction,
    workspace: string,
    trace: Trace,
    { collection, id, statuses }: { collection: string; id: string; statuses: readonly string[] },
  ): Promise<void> {
    const item = await this.collections.find(tx, workspace, collection, id);
    if (!item) return;
    const key = { workspace, collection, id: normalizeId(id) };
    const view = (await this.views.of(tx, { ...key, item })) as Record<string, unknown>;
    trace.follow([id, ...this.traceIds.inText(JSON.stringify(view))]);
    const changes = await Promise.all(
      this.collections.historiesOf(collection).map(async (source) => {
        const history = await source.history(tx, workspace, key.id);
        return history.map((change) => ({ ...change, role: source.role }));
      }),
    );
    const status = statuses.map((name) => view[name]).find((value) => typeof value === 'string');
    trace.addItem({ collection, id: key.id, status, changes: changes.flat() });
  }

  private async searchJournal(
    workspace: string,
    trace: Trace,
    ids: readonly string[],
    slices: Slices,
  ): Promise<void> {
    const all = await this.store.read(workspace, (tx) => this.exchanges.ids(tx, workspace));
    for (const some of chunksOf(ids, IDS_PER_QUERY)) {
      const texts = some.flatMap((id) => searchTexts(id));
      for (const range of chunksOf(all, EXCHANGES_PER_QUERY)) {
        const found = await this.store.read(workspace, (tx) =>
          this.exchanges.containing(tx, workspace, [range[0]!, range.at(-1)!], texts),
        );
        for (const row of found) {
          if (this.belongs(row, some)) this.addExchange(trace, row);
          if (slices.isOver) await slices.turn();
        }
        if (trace.truncated) return;
        if (slices.isOver) await slices.turn();
      }
    }
  }

  private async searchOutbox(
    workspace: string,
    trace: Trace,
    ids: readonly string[],
    slices: Slices,
  ): Promise<void> {
    for (const some of chunksOf(ids, IDS_PER_QUERY)) {
      const about = { ids: some.map((id) => normalizeId(id)), texts: some.flatMap(searchTexts) };
      let from: string | undefined = '';
      while (from !== undefined) {
        const start: string = from;
        const [found, end] = await this.store.read(workspace, async (tx) => {
          const to = await this.outbox.endOfSlice(tx, workspace, start, MESSAGES_PER_QUERY);
          return [await this.outbox.about(tx, workspace, [start, to], about), to] as const;
        });
        for (const message of found) {
          const own = this.traceIds.inText(message.body);
          const isAbout = about.ids.some((id) => isNamedBy(message, id));
          if ((isAbout || sharesId(own, some)) && trace.addMessage(message)) trace.follow(own);
        }
        if (trace.truncated) return;
        from = end;
        if (slices.isOver) await slices.turn();
      }
    }
  }

  /** True where one of the ids is the id of an order or of a line, and not just a text or a part of one. */
  private belongs(row: ExchangeEntity, ids: readonly string[]): boolean {
    const { requestBody, responseBody } = row;
    const found = [
      ...this.idsOf(row),
      ...this.traceIds.inText(responseBody),
      ...this.traceIds.linesIn(requestBody),
      ...this.traceIds.linesIn(responseBody),
    ];
    return sharesId(found, ids);
  }

  /** Adds an exchange, and follows its ids. A list has other orders too, so its ids are not followed. */
  private addExchange(trace: Trace, row: ExchangeEntity): void {
    const { requestBody, responseBody, ...exchange } = row;
    const operation = this.operations.find(row.operation, row.role);
    const isList = operation?.response?.list === true;
    const fields = this.operations.statusFieldsOf(operation);
    const state =
      statusIn(requestBody, fields) ?? (isList ? undefined : statusIn(responseBody, fields));
    if (!trace.addExchange({ ...exchange, state })) return;
    trace.follow(this.idsOf(row));
    if (!isList) trace.follow(this.traceIds.inText(responseBody));
  }

  /** Ids of orders in the request, and in the URL that the response hands out. */
  private idsOf({ operation, path, requestBody, responseHeaders }: ExchangeEntity): string[] {
    const { location } = JSON.parse(responseHeaders) as Record<string, unknown>;
    return [
      ...this.traceIds.inPath(operation, path),
      ...this.traceIds.inText(requestBody),
      ...(typeof location === 'string' ? this.traceIds.inUrl(location) : []),
    ];
  }
}

function isNamedBy(
  { correlationId, orderingKey }: Pick<OutboxMessage, 'correlationId' | 'orderingKey'>,
  id: string,
): boolean {
  return correlationId === id || orderingKey === id;
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
