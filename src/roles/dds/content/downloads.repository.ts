import { Injectable } from '@nestjs/common';
import { insertInto } from '../../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { DdsDownload } from '../dds.entities.js';

const INSERT = insertInto(DdsDownload);
const FIND = 'select "workspace", "document" from "dds_downloads" where "id" = ?';
const FORGET = 'delete from "dds_downloads" where "workspace" = ? and "createdAt" < ?';

/** A download that was started: what is made, and when it is ready. */
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

/** The downloads of all workspaces: who knows the id of one needs nothing else. */
@Injectable()
export class DownloadRepository {
  /** Enters a download, and forgets those from before that moment. */
  async enter(
    tx: WriteTransaction,
    workspace: string,
    download: Download,
    forgetBefore: string,
  ): Promise<void> {
    const { id, resid, createdAt } = download;
    await tx.run(FORGET, workspace, forgetBefore);
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
