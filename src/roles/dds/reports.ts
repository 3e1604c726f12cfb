import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Caller } from '../../kernel/auth/caller.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import { Store, insertInto } from '../../kernel/persistence/store.js';
import type { Keeper } from '../../kernel/state/collections.js';

const ENTER = insertInto('dds_reports', 'workspace id document');
const FIND = 'select "document" from "dds_reports" where "workspace" = ? and "id" = ?';
const PAGE = `select "id", "document" from "dds_reports"
  where "workspace" = ? and "id" < ? order by "id" desc limit ?`;

type ReportKind = 'streaming' | 'rvu' | 'loan' | 'tibi';

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
    const id = uuid();
    const reportedAt = zulu(this.clock.now(workspace));
    const document = JSON.stringify({ id, kind, client: client.clientId, reportedAt, report });
    await this.store.write((unit) => unit.run(ENTER, workspace, id, document));
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
        const row = await look.get<Row>(FIND, workspace, id);
        return row && (JSON.parse(row.document) as object);
      },
    };
  }
}
