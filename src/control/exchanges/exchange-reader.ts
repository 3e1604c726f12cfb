import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import type { Exchange } from '../../platform/journal/exchange.js';
import { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import { Journal } from '../../platform/journal/journal.js';
import { Store } from '../../platform/persistence/store.js';
import { ExchangeViews } from './exchange-views.js';
import type { ExchangeView } from './exchanges.messages.js';
import type { ExchangesQuery } from './exchanges.query.js';

/** Filters on exchanges. */
export type ExchangeFilter = Pick<ExchangesQuery, 'direction' | 'role' | 'operation' | 'status'>;

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
  ) {}

  /** Rows of exchanges, the newest first. */
  async page(
    workspace: string,
    filter: ExchangeFilter,
    { limit, cursor, since }: Pick<ExchangesQuery, 'limit' | 'cursor' | 'since'>,
  ): Promise<ExchangeEntity[]> {
    await this.journal.flush();
    return this.store.read(workspace, ({ manager }) => {
      const request = withFilter(
        manager.createQueryBuilder(ExchangeEntity, 'e'),
        workspace,
        filter,
      );
      if (since !== undefined)
        request.andWhere('e.at >= :since', { since: new Date(since).toISOString() });
      if (cursor !== undefined) request.andWhere('e.id < :cursor', { cursor });
      return request.orderBy('e.id', 'DESC').take(limit).getMany();
    });
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

/** True when an exchange in progress matches a filter. */
export function matchesFilter(exchange: Exchange, filter: ExchangeFilter): boolean {
  return Object.entries(filter).every(
    ([name, value]) => String(exchange[name as keyof ExchangeFilter] ?? '') === value,
  );
}

function withFilter(
  query: SelectQueryBuilder<ExchangeEntity>,
  workspace: string,
  filter: ExchangeFilter,
): SelectQueryBuilder<ExchangeEntity> {
  query.where('e.workspace = :workspace', { workspace });
  for (const [name, value] of Object.entries(filter))
    query.andWhere(`e.${name} = :${name}`, { [name]: value });
  return query;
}
