import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Title } from '../../apis/bokbasen-dds/titles.js';
import { parseInstant, toIsoUtc } from '../../platform/time/time.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { StoredTitle } from './dds.entities.js';
import { documentPage } from '../../sandbox/state/documents.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import type { Collections } from '../../sandbox/state/collections.js';

const REPLACE = insertInto(StoredTitle, ['arrival', 'isbn', 'version', 'updated', 'document']);
const FIND = 'select "document" from "dds_titles" where "workspace" = ? and "id" = ?';
const OF_ISBN =
  'select "document" from "dds_titles" where "workspace" = ? and "isbn" = ? order by "version" desc';
const REMOVE = 'delete from "dds_titles" where "workspace" = ? and "id" = ?';
const KEEPER_PAGE = `select "arrival", "id", "document" from "dds_titles"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;
/** Of each title its latest version, behind a place in the order of updates. */
const LATEST = `from "dds_titles" as "t" where "workspace" = ? and ("updated" > ? or ("updated" = ? and "id" > ?))
  and not exists (select 1 from "dds_titles" as "n"
    where "n"."workspace" = "t"."workspace" and "n"."isbn" = "t"."isbn" and "n"."version" > "t"."version")
  order by "updated", "id" limit ?`;
const PAGE = `select "id", "updated", "document" ${LATEST}`;
const LAST = `select "id", "updated" from (select "id", "updated" ${LATEST}) order by "updated" desc, "id" desc limit 1`;

/** A place in the order of updates. */
export interface InventoryPosition {
  updated: string;
  id: string;
}

type Row = InventoryPosition & { document: string };

/** The inventory: every version of every title. */
@Injectable()
export class TitleRepository {
  async find(tx: ReadTransaction, workspace: string, resid: string): Promise<Title | undefined> {
    return titleOf(await tx.get<Row>(FIND, workspace, normalizeId(resid)));
  }

  /** Every version of a title, the latest first. */
  async ofIsbn(tx: ReadTransaction, workspace: string, isbn: string): Promise<Title[]> {
    return (await tx.all<Row>(OF_ISBN, workspace, isbn)).flatMap((row) => titleOf(row) ?? []);
  }

  /** So many titles behind a place, each in its latest version. */
  async behind(
    tx: ReadTransaction,
    workspace: string,
    place: InventoryPosition,
    limit: number,
  ): Promise<Row[]> {
    return tx.all<Row>(PAGE, workspace, place.updated, place.updated, place.id, limit);
  }

  /** Where a page of that size ends; undefined: there is nothing behind the place. */
  async lastOf(
    tx: ReadTransaction,
    workspace: string,
    { updated, id }: InventoryPosition,
    limit: number,
  ): Promise<InventoryPosition | undefined> {
    return tx.get<InventoryPosition>(LAST, workspace, updated, updated, id, limit);
  }

  async write(tx: WriteTransaction, workspace: string, title: Title): Promise<void> {
    const { id, isbn, version } = title;
    const updated = toIsoUtc(parseInstant(title.updated) ?? 0);
    await tx.insert(REPLACE, {
      workspace,
      id: normalizeId(id),
      arrival: uuid(),
      isbn,
      version,
      updated,
      document: JSON.stringify(title),
    });
  }

  /** Lets testers read and write the titles. */
  open(collections: Collections): void {
    collections.keepWith('titles', {
      page: (tx, workspace, limit, behind = '~') =>
        documentPage(tx, KEEPER_PAGE, workspace, behind, limit),
      find: (tx, workspace, id) => this.find(tx, workspace, id),
    });
    collections.writeWith('titles', {
      of: Title,
      id: 'id',
      anyCase: true,
      put: (tx, workspace, title) => this.write(tx, workspace, inZulu(title)),
      remove: async (tx, workspace, id) => (await tx.run(REMOVE, workspace, normalizeId(id))) === 1,
    });
  }
}

function titleOf(row: Pick<Row, 'document'> | undefined): Title | undefined {
  return row && (JSON.parse(row.document) as Title);
}

/** Its times in the one form that sorts, and that feeds show. */
function inZulu(title: Title): Title {
  const times = (['updated', 'firstpublished', 'deleted'] as const).flatMap((name) => {
    const text = title[name];
    if (text === undefined) return [];
    const moment = parseInstant(text);
    if (moment !== undefined) return [[name, toIsoUtc(moment)] as const];
    const expected = 'a moment from 1970 to 9979, without a leap second';
    throw problemDetails.schemaIncorrect([{ path: `/${name}`, expected, seen: text }]);
  });
  return { ...title, ...Object.fromEntries(times) };
}
