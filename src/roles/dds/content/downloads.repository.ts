import { Injectable } from '@nestjs/common';
import { insertInto } from '../../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { DdsDownload } from '../dds.entities.js';

const INSERT = insertInto(DdsDownload);
const FIND = 'select "workspace", "document" from "dds_downloads" where "id" = ?';
const REMOVE_OLD = 'delete from "dds_downloads" where "workspace" = ? and "createdAt" < ?';

/** A started download: its content and the time at which it is ready. */
export interface Download {
  id: string;
  resid: string;
  type: string;
  excerpt: boolean;
  watermark: string | undefined;
  createdAt: string;
  readyAt: string;
  fails: boolean;
}

interface Row {
  workspace: string;
  document: string;
}

/**
 * Stored downloads of all workspaces. The id of a download is its only credential, so it is found
 * without a workspace.
 */
@Injectable()
export class DownloadRepository {
  /** Inserts a download, and removes those that were created before `removeBefore`. */
  async insert(
    tx: WriteTransaction,
    workspace: string,
    download: Download,
    removeBefore: string,
  ): Promise<void> {
    const { id, resid, createdAt } = download;
    await tx.run(REMOVE_OLD, workspace, removeBefore);
    const document = JSON.stringify(download);
    await tx.insert(INSERT, { workspace, id, resid, createdAt, document });
  }

  async find(
    tx: ReadTransaction,
    id: string,
  ): Promise<{ workspace: string; download: Download } | undefined> {
    const row = await tx.get<Row>(FIND, id.toLowerCase());
    return row && { workspace: row.workspace, download: JSON.parse(row.document) as Download };
  }
}
