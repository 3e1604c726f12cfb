import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import type { Title } from '../../apis/bokbasen-dds/titles.js';
import { parseInstant, toIsoUtc } from '../../platform/time/time.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { StoredTitle } from './dds.entities.js';
import { documentPage } from '../../sandbox/state/documents.js';

const REPLACE = insertInto(StoredTitle, ['arrival', 'isbn', 'version', 'updated', 'document']);
const FIND = 'select "document" from "dds_titles" where "workspace" = ? and "id" = ?';
const OF_ISBN =
  'select "document" from "dds_titles" where "workspace" = ? and "isbn" = ? order by "version" desc';
const REMOVE = 'delete from "dds_titles" where "workspace" = ? and "id" = ?';
const STATE_PAGE = `select "arrival", "id", "document" from "dds_titles"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;
/** The latest version of each title, after a position in the order of updates. */
const LATEST = `from "dds_titles" as "t" where "workspace" = ? and ("updated" > ? or ("updated" = ? and "id" > ?))
  and not exists (select 1 from "dds_titles" as "n"
    where "n"."workspace" = "t"."workspace" and "n"."isbn" = "t"."isbn" and "n"."version" > "t"."version")
  order by "updated", "id" limit ?`;
const PAGE = `select "id", "updated", "document" ${LATEST}`;
const LAST = `select "id", "updated" from (select "id", "updated" ${LATEST}) as "page" order by "updated" desc, "id" desc limit 1`;

/** Position in the order of updates. */
export interface InventoryPosition {
  updated: string;
  id: string;
}

type Row = InventoryPosition & { document: string };

/** Stored inventory: every version of every title. */
@Injectable()
export class TitleRepository {
  async find(tx: ReadTransaction, workspace: string, resid: string): Promise<Title | undefined> {
    return titleOf(await tx.get<Row>(FIND, workspace, normalizeId(resid)));
  }

  /** Every version of a title, the latest first. */
  async ofIsbn(tx: ReadTransaction, workspace: string, isbn: string): Promise<Title[]> {
    return (await tx.all<Row>(OF_ISBN, workspace, isbn)).flatMap((row) => titleOf(row) ?? []);
  }

  /** Finds titles after a position, each in its latest version. */
  async behind(
    tx: ReadTransaction,
    workspace: string,
    place: InventoryPosition,
    limit: number,
  ): Promise<Row[]> {
    return tx.all<Row>(PAGE, workspace, place.updated, place.updated, place.id, limit);
  }

  /** Last position of a page of `limit` titles; undefined when no title follows. */
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
      arrival: uuidV7(),
      isbn,
      version,
      updated,
      document: JSON.stringify(title),
    });
  }

  /** Page of titles in the state, the newest first, that starts after the arrival `behind`. */
  page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    return documentPage(tx, STATE_PAGE, workspace, behind, limit);
  }

  /** Removes a version of a title. False: there is none of this id. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, normalizeId(id))) === 1;
  }
}

function titleOf(row: Pick<Row, 'document'> | undefined): Title | undefined {
  return row && (JSON.parse(row.document) as Title);
}
