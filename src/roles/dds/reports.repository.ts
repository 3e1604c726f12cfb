import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import type { Loan, StreamingReport } from '../../apis/bokbasen-dds/messages.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { realNow, toIsoUtc } from '../../platform/time/time.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { insertInto } from '../../platform/persistence/insert.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import { checkReported, checkReportedDates, datesOf } from './checks.js';
import { DdsReport } from './dds.entities.js';
import type { ReportRecord, ReportKind } from './state/record.messages.js';

const REPLACE = insertInto(DdsReport, ['document']);
const FIND = 'select "document" from "dds_reports" where "workspace" = ? and "id" = ?';
const REMOVE = 'delete from "dds_reports" where "workspace" = ? and "id" = ?';
const PAGE = `select "id", "document" from "dds_reports"
  where "workspace" = ? and "id" < ? order by "id" desc limit ?`;

/** The latest reports, without those that are too long to parse for each new report. */
const LAST = `select "id", "document" from "dds_reports"
  where "workspace" = ? and length("document") < ? order by "id" desc limit 50`;
const MAX_READ_LENGTH = 100_000;

interface Row {
  id: string;
  document: string;
}

/** Stored reports, exactly as they were received. */
@Injectable()
export class ReportRepository {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Stores a report of streaming, and checks it against earlier reports. */
  async insertStreaming(caller: Caller, report: StreamingReport): Promise<void> {
    const { workspace, client } = caller;
    const rows = await this.store.read(workspace, (tx) =>
      tx.all<Row>(LAST, workspace, MAX_READ_LENGTH),
    );
    const before = rows
      .map(({ document }) => JSON.parse(document) as ReportRecord)
      .filter((record) => record.kind === 'streaming' && record.client === client.clientId)
      .map((record) => record.report as unknown as StreamingReport);
    caller.record(checkReported(report, before));
    return this.insert(caller, 'streaming', report);
  }

  async insert(caller: Caller, kind: ReportKind, report: object): Promise<void> {
    const { workspace, client } = caller;
    const now = this.clock.now(workspace);
    const reportedAt = toIsoUtc(now);
    if (kind !== 'rvu') {
      const dates = datesOf(report as StreamingReport | Loan | Loan[]);
      caller.record([checkReportedDates(dates, [now, realNow()])]);
    }
    const record = { id: uuidV7(), kind, client: client.clientId, reportedAt, report };
    await this.store.write(workspace, (tx) => this.write(tx, workspace, record));
  }

  async write(tx: WriteTransaction, workspace: string, report: ReportRecord): Promise<void> {
    const document = JSON.stringify(report);
    await tx.insert(REPLACE, { workspace, id: normalizeId(report.id), document });
  }

  /** Removes a report. False: there is no report of this id. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, normalizeId(id))) === 1;
  }

  /** Page of reports, the newest first, that starts after the id `behind`. */
  async page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    const rows = await tx.all<Row>(PAGE, workspace, behind, limit);
    return rows.map(({ id, document }) => ({ key: id, id, item: JSON.parse(document) as object }));
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<object | undefined> {
    const row = await tx.get<Row>(FIND, workspace, normalizeId(id));
    return row && (JSON.parse(row.document) as object);
  }
}
