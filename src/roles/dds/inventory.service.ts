import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { bokbasenProblems, schemaInvalid } from '../../apis/bokbasen/errors.js';
import { stampAt } from '../../apis/bokbasen/stamp.js';
import { FEED_END, inventoryEntry, inventoryHead } from '../../apis/bokbasen-dds/feeds.js';
import type { InventoryQuery, InventoryV1Query } from '../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../apis/bokbasen-dds/operations.js';
import type { Title } from '../../apis/bokbasen-dds/titles.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { parseInstant, toIsoUtc } from '../../platform/time/time.js';
import { Store } from '../../platform/persistence/store.js';
import { checkInventoryQuery } from './checks.js';
import { TitleRepository, type InventoryPosition } from './titles.repository.js';

const MAX_PAGE_SIZE = 10_000;
/** Number of titles that one query reads. */
const BATCH_SIZE = 500;
const OLDEST_MS = 180 * 86_400_000;
/** Position before the first title. */
const FIRST_POSITION: InventoryPosition = { updated: '', id: '' };

export interface InventoryPage {
  feed: Readable;
  next: string;
  link: string;
}

/** Feeds of the inventory. A page is streamed while the database is read. */
@Injectable()
export class InventoryService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly titles: TitleRepository,
  ) {}

  /** Returns a page of changed titles, each in its latest version. */
  async page(caller: Caller, args: InventoryQuery): Promise<InventoryPage> {
    const { workspace } = caller;
    caller.record(checkInventoryQuery(args));
    const size = pageSize(args.pagesize);
    const from = this.startPosition(workspace, args);
    const last = await this.store.read(workspace, (tx) =>
      this.titles.lastOf(tx, workspace, from, size),
    );
    const next = tokenOf(last ?? from);
    const self = caller.linkTo(ddsOperations.getInventory, {});
    const query = new URLSearchParams({ next, pagesize: String(size) }).toString();
    return {
      feed: Readable.from(this.streamFeed(workspace, { from, size, self }), { highWaterMark: 1 }),
      next,
      link: `<${self}?${query}>; rel="next"`,
    };
  }

  /** Returns every version of a title. */
  async ofIsbn(caller: Caller, isbn: string): Promise<string> {
    const { workspace } = caller;
    const titles = await this.store.read(workspace, (tx) =>
      this.titles.ofIsbn(tx, workspace, isbn),
    );
    const self = caller.linkTo(ddsOperations.getInventoryByIsbn, { isbn });
    return this.completeFeed(workspace, self, titles, 2);
  }

  /** Version 1 of the feed: titles by id, by ISBN, or by their events in a period. */
  async version1(caller: Caller, args: InventoryV1Query): Promise<string> {
    const { workspace } = caller;
    // An empty parameter counts as absent.
    const given = Object.entries(args).filter(([, value]) => value !== '');
    const { id, isbn, fromDate, toDate, state } = Object.fromEntries(given) as InventoryV1Query;
    if ((fromDate !== undefined || toDate !== undefined) && state === undefined) {
      const expected = 'a state together with fromDate or toDate';
      throw schemaInvalid([{ path: '?state', expected, seen: 'missing' }]);
    }
    const [from, to] = [timeAt('?fromDate', fromDate), timeAt('?toDate', toDate)];
    const all = await this.store.read(workspace, async (tx) => {
      if (id !== undefined) return [await this.titles.find(tx, workspace, id)];
      if (isbn !== undefined) return (await this.titles.ofIsbn(tx, workspace, isbn)).slice(0, 1);
      const rows = await this.titles.behind(tx, workspace, FIRST_POSITION, MAX_PAGE_SIZE);
      return rows.map(({ document }) => JSON.parse(document) as Title);
    });
    const titles = all
      .filter((title) => title !== undefined)
      .filter((title) => {
        const moment = eventTimeOf(title, state);
        return moment !== undefined && (from ?? '') <= moment && moment <= (to ?? '~');
      });
    return this.completeFeed(workspace, caller.linkTo(ddsOperations.getInventoryV1, {}), titles, 1);
  }

  private completeFeed(workspace: string, self: string, titles: Title[], version: 1 | 2): string {
    const head = inventoryHead(self, toIsoUtc(this.clock.now(workspace)));
    return head + titles.map((title) => inventoryEntry(title, version)).join('') + FEED_END;
  }

  private async *streamFeed(
    workspace: string,
    { from, size, self }: { from: InventoryPosition; size: number; self: string },
  ): AsyncGenerator<string> {
    yield inventoryHead(self, toIsoUtc(this.clock.now(workspace)));
    let [place, left] = [from, size];
    while (left > 0) {
      const rows = await this.store.read(workspace, (tx) =>
        this.titles.behind(tx, workspace, place, Math.min(BATCH_SIZE, left)),
      );
      const last = rows.at(-1);
      if (!last) break;
      yield rows.map(({ document }) => inventoryEntry(JSON.parse(document) as Title, 2)).join('');
      [place, left] = [last, left - rows.length];
      // Lets other requests run between two batches.
      await setImmediate();
    }
    yield FEED_END;
  }

  private startPosition(workspace: string, { after, next }: InventoryQuery): InventoryPosition {
    const oldest = toIsoUtc(this.clock.now(workspace) - OLDEST_MS);
    if (next) {
      const place = positionOf(next);
      if (!place)
        throw schemaInvalid([
          { path: '?next', expected: 'the value of the Next header of a page', seen: next },
        ]);
      if (place.updated < oldest)
        throw bokbasenProblems.badRequest('next must be at most 180 days old');
      return place;
    }
    if (!after)
      throw schemaInvalid([{ path: '?after', expected: 'after or next', seen: 'missing' }]);
    const updated = timeAt('?after', after) ?? '';
    if (updated < oldest)
      throw bokbasenProblems.badRequest(`after must be at most 180 days ago; seen: ${after}`);
    // Titles that were updated exactly at `after` are included.
    return { updated, id: '' };
  }
}

function pageSize(text: string | undefined): number {
  if (!text) return MAX_PAGE_SIZE;
  const size = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > MAX_PAGE_SIZE)
    throw schemaInvalid([{ path: '?pagesize', expected: `1 to ${MAX_PAGE_SIZE}`, seen: text }]);
  return size;
}

/** Parses `yyyyMMddHHmmss` in UTC; undefined when absent. */
function timeAt(path: string, text: string | undefined): string | undefined {
  if (!text) return undefined;
  const time = stampAt(text);
  if (time !== undefined) return time;
  throw schemaInvalid([{ path, expected: 'yyyyMMddHHmmss, a valid time', seen: text }]);
}

/** Time of an event of a title; undefined when it did not happen. */
function eventTimeOf(title: Title, state: string | undefined): string | undefined {
  const { published, deleted, firstpublished, updated, version, access } = title;
  switch (state) {
    case 'PUBLISHED':
      return published ? updated : undefined;
    case 'UNPUBLISHED':
      return published ? undefined : updated;
    case 'DELETED':
      return deleted;
    case 'CREATED':
      return version === 1 ? updated : undefined;
    case 'FIRST_PUBLISHED':
      return firstpublished;
    case 'ACCESS':
      return access ? updated : undefined;
    case undefined:
    default:
      return updated;
  }
}

function tokenOf({ updated, id }: InventoryPosition): string {
  return Buffer.from(`${updated} ${id}`).toString('base64url');
}

function positionOf(token: string): InventoryPosition | undefined {
  const [updated = '', id = ''] = Buffer.from(token, 'base64url').toString('utf8').split(' ');
  const moment = parseInstant(updated);
  // Only the form that `tokenOf` writes is valid.
  return moment !== undefined && toIsoUtc(moment) === updated ? { updated, id } : undefined;
}
