import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import type { Exchange } from '../../platform/journal/exchange.js';
import { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import { ExchangeRepository } from '../../platform/journal/exchange.repository.js';
import { Journal } from '../../platform/journal/journal.js';
import { Problem } from '../../platform/errors/problem.js';
import { Store } from '../../platform/persistence/store.js';
import { ExchangeViews } from './exchange-views.js';
import type { ExchangeView } from './exchanges.messages.js';
import type { ExchangesQuery } from './exchanges.query.js';
import { matchesSearch, withSearch } from './search.js';

/** Rows that a search reads at once. */
const SEARCHED_ROWS = 500;

/** Filters on exchanges. */
export type ExchangeFilter = Pick<
  ExchangesQuery,
  'direction' | 'role' | 'operation' | 'status' | 'q'
>;

/** An exchange that has finished, and the time of its end in milliseconds since 1970. */
interface Finished {
  id: string;
  end: number;
}

/** Reads the journal of a workspace. Each read writes pending entries first. */
@Injectable()
export class ExchangeReader {
  constructor(
    private readonly journal: Journal,
    private readonly store: Store,
    private readonly views: ExchangeViews,
    private readonly repository: ExchangeRepository,
  ) {}

  /** Rows of exchanges, the newest first. */
  async page(
    workspace: string,
    filter: ExchangeFilter,
    { limit, cursor, since }: Pick<ExchangesQuery, 'limit' | 'cursor' | 'since'>,
  ): Promise<ExchangeEntity[]> {
    await this.journal.flush();
    const found: ExchangeEntity[] = [];
    let before = cursor;
    // A search reads the texts of many rows, so other work runs in between.
    for (;;) {
      const first = filter.q === undefined ? undefined : await this.sliceBefore(workspace, before);
      const rows = await this.store.read(workspace, ({ manager }) => {
        const request = withFilter(
          manager.createQueryBuilder(ExchangeEntity, 'e'),
          workspace,
          filter,
        );
        if (since !== undefined)
          request.andWhere('e.at >= :since', { since: new Date(since).toISOString() });
        if (before !== undefined) request.andWhere('e.id < :before', { before });
        if (first !== undefined) request.andWhere('e.id >= :first', { first });
        return request
          .orderBy('e.id', 'DESC')
          .take(limit - found.length)
          .getMany();
      });
      found.push(...rows);
      if (first === undefined || found.length >= limit) return found;
      before = first;
      await new Promise((turn) => setImmediate(turn));
    }
  }

  private sliceBefore(workspace: string, before?: string): Promise<string | undefined> {
    return this.store.read(workspace, (tx) =>
      this.repository.firstOfSlice(tx, workspace, before, SEARCHED_ROWS),
    );
  }

  /** True when an exchange in progress matches a filter. */
  matches(exchange: Exchange, { q, ...filter }: ExchangeFilter): boolean {
    const matchesNames = Object.entries(filter).every(
      ([name, value]) => String(exchange[name as keyof typeof filter] ?? '') === value,
    );
    return matchesNames && (q === undefined || matchesSearch(this.journal.rowOf(exchange), q));
  }

  /** Row of an exchange. Throws 404 when it is not in the journal. */
  async row(workspace: string, id: string): Promise<ExchangeEntity> {
    await this.journal.flush();
    const row = await this.store.read(workspace, ({ manager }) =>
      manager.findOneBy(ExchangeEntity, { workspace, id }),
    );
    if (!row) throw new Problem(404, { text: `Workspace ${workspace} has no exchange ${id}` });
    return row;
  }

  /** Exchanges by their ids, in the order of the ids. Those that are no longer in the journal are left out. */
  async byIds(workspace: string, ids: readonly string[]): Promise<ExchangeView[]> {
    await this.journal.flush();
    const rows = await this.store.read(workspace, ({ manager }) =>
      manager.findBy(ExchangeEntity, { workspace, id: In([...ids]) }),
    );
    const views = new Map(rows.map((row) => [row.id, this.views.viewOf(row)]));
    return ids.flatMap((id) => views.get(id) ?? []);
  }

  /** Ids of the matching exchanges that finished at a time or later, in the order in which they finished. */
  async finishedSince(workspace: string, filter: ExchangeFilter, from: number): Promise<string[]> {
    return (await this.finished(workspace, filter))
      .filter(({ end }) => end >= from)
      .toSorted((a, b) => a.end - b.end)
      .map(({ id }) => id);
  }

  /** Ids of the matching exchanges that finished after another one; none if that is not in the journal. */
  async finishedAfter(workspace: string, filter: ExchangeFilter, id: string): Promise<string[]> {
    const last = (await this.finished(workspace, {})).find((one) => one.id === id);
    if (!last) return [];
    const since = await this.finishedSince(workspace, filter, last.end);
    return since.filter((one) => one !== id);
  }

  private async finished(workspace: string, filter: ExchangeFilter): Promise<Finished[]> {
    await this.journal.flush();
    const rows = await this.store.read(workspace, ({ manager }) =>
      withFilter(manager.createQueryBuilder(ExchangeEntity, 'e'), workspace, filter)
        .select(['e.workspace', 'e.id', 'e.at', 'e.durationMs'])
        .getMany(),
    );
    return rows.map((row) => ({ id: row.id, end: Date.parse(row.at) + row.durationMs }));
  }
}

function withFilter(
  query: SelectQueryBuilder<ExchangeEntity>,
  workspace: string,
  { q, ...filter }: ExchangeFilter,
): SelectQueryBuilder<ExchangeEntity> {
  query.where('e.workspace = :workspace', { workspace });
  for (const [name, value] of Object.entries(filter))
    query.andWhere(`e.${name} = :${name}`, { [name]: value });
  withSearch(query, q);
  return query;
}
