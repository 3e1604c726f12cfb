import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { StreamingReport } from '../../apis/bokbasen-dds/messages.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { insertInto } from '../../platform/persistence/insert.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import type { Keeper } from '../../sandbox/state/collections.js';
import { checkReported } from './checks.js';
import { DdsReport } from './dds.entities.js';
import type { Report, ReportKind } from './state/record.messages.js';

const REPLACE = insertInto(DdsReport, ['document']);
const FIND = 'select "document" from "dds_reports" where "workspace" = ? and "id" = ?';
const REMOVE = 'delete from "dds_reports" where "workspace" = ? and "id" = ?';
const PAGE = `select "id", "document" from "dds_reports"
  where "workspace" = ? and "id" < ? order by "id" desc limit ?`;

/** Of the last reports, those that are not too long to be read once more. */
const LAST = `select "id", "document" from "dds_reports"
  where "workspace" = ? and length("document") < ? order by "id" desc limit 50`;
const LONGEST_READ = 100_000;

interface Row {
  id: string;
  document: string;
}

/** What services reported: kept as it came, for testers to look at. */
@Injectable()
export class ReportRepository {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Keeps a report of streaming, and notes what of it was reported before. */
  async keepStreaming(caller: Caller, report: StreamingReport): Promise<void> {
    const { workspace, client } = caller;
    const rows = await this.store.read(workspace, (tx) =>
      tx.all<Row>(LAST, workspace, LONGEST_READ),
    );
    const before = rows
      .map(({ document }) => JSON.parse(document) as Report)
      .filter((one) => one.kind === 'streaming' && one.client === client.clientId)
      .map((one) => one.report as unknown as StreamingReport);
    caller.record(checkReported(report, before));
    return this.keep(caller, 'streaming', report);
  }

  async keep({ workspace, client }: Caller, kind: ReportKind, report: object): Promise<void> {
    const reportedAt = toIsoUtc(this.clock.now(workspace));
    const kept = { id: uuid(), kind, client: client.clientId, reportedAt, report };
    await this.store.write(workspace, (tx) => this.write(tx, workspace, kept));
  }

  async write(tx: WriteTransaction, workspace: string, report: Report): Promise<void> {
    const document = JSON.stringify(report);
    await tx.insert(REPLACE, { workspace, id: normalizeId(report.id), document });
  }

  /** False: there was none. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, normalizeId(id))) === 1;
  }

  keeper(): Keeper {
    return {
      page: async (tx, workspace, limit, behind = '~') => {
        const rows = await tx.all<Row>(PAGE, workspace, behind, limit);
        return rows.map(({ id, document }) => ({
          key: id,
          id,
          item: JSON.parse(document) as object,
        }));
      },
      find: async (tx, workspace, id) => {
        const row = await tx.get<Row>(FIND, workspace, normalizeId(id));
        return row && (JSON.parse(row.document) as object);
      },
    };
  }
}
