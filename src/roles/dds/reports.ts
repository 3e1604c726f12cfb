import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Caller } from '../../kernel/auth/caller.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import { keyOf } from '../../kernel/messages/messages.js';
import { Store, insertInto, type Writing } from '../../kernel/persistence/store.js';
import type { Keeper } from '../../kernel/state/collections.js';
import type { Report, ReportKind } from './record.messages.js';

const ENTER = insertInto(
  'dds_reports',
  'workspace id document',
  'on conflict ("workspace", "id") do update set "document" = excluded."document"',
);
const FIND = 'select "document" from "dds_reports" where "workspace" = ? and "id" = ?';
const REMOVE = 'delete from "dds_reports" where "workspace" = ? and "id" = ?';
const PAGE = `select "id", "document" from "dds_reports"
  where "workspace" = ? and "id" < ? order by "id" desc limit ?`;

interface Row {
  id: string;
  document: string;
}

/** What services reported: kept as it came, for testers to look at. */
@Injectable()
export class Reports {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  async keep({ workspace, client }: Caller, kind: ReportKind, report: object): Promise<void> {
    const reportedAt = zulu(this.clock.now(workspace));
    const kept = { id: uuid(), kind, client: client.clientId, reportedAt, report };
    await this.store.write((unit) => this.write(unit, workspace, kept));
  }

  async write(unit: Writing, workspace: string, report: Report): Promise<void> {
    await unit.run(ENTER, workspace, keyOf(report.id), JSON.stringify(report));
  }

  /** False: there was none. */
  async remove(unit: Writing, workspace: string, id: string): Promise<boolean> {
    return (await unit.run(REMOVE, workspace, keyOf(id))) === 1;
  }

  keeper(): Keeper {
    return {
      page: async (look, workspace, limit, behind = '~') => {
        const rows = await look.all<Row>(PAGE, workspace, behind, limit);
        return rows.map(({ id, document }) => ({
          key: id,
          id,
          item: JSON.parse(document) as object,
        }));
      },
      find: async (look, workspace, id) => {
        const row = await look.get<Row>(FIND, workspace, keyOf(id));
        return row && (JSON.parse(row.document) as object);
      },
    };
  }
}
