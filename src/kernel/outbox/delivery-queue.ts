import { Injectable } from '@nestjs/common';
import { zulu } from '../clock/time.js';
import { Store } from '../persistence/store.js';
import type { Attempt, Delivery } from './delivery.entity.js';

/** As many are read at once. */
export const WINDOW = 64;

// Of each sequence only the message that is to go first: an earlier one that is being tried again, else the first due.
const DUE = `select * from "deliveries" d
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "dueAt" <= ? and not exists (
    select 1 from "deliveries" e
    where e."workspace" = d."workspace" and e."sequence" = d."sequence" and e."to" = d."to" and e."state" = 'waiting'
      and ((e."tries" > 0 and e."id" < d."id")
        or (d."tries" = 0 and e."tries" = 0
          and (e."dueAt" < d."dueAt" or (e."dueAt" = d."dueAt" and e."id" < d."id")))))
  order by "dueAt", "id" limit ${WINDOW}`;
const NEXT_DUE = `select min("dueAt") as "dueAt" from "deliveries"
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "dueAt" > ?`;
const WAITING = `select count(*) as "waiting" from "deliveries" where "workspace" = ? and "state" = 'waiting'`;
const UPDATE = `update "deliveries" set "state" = ?, "dueAt" = ?, "tries" = ?, "attempts" = ?
  where "workspace" = ? and "id" = ?`;

/** What waits to go out, as the database has it. Moments are milliseconds since 1970 in the workspace's time. */
@Injectable()
export class DeliveryQueue {
  constructor(private readonly store: Store) {}

  /** What is due to a role at that moment: the first of each sequence, in the order in which they fell due. */
  async due(workspace: string, to: string, moment: number): Promise<Delivery[]> {
    type Row = Omit<Delivery, 'attempts'> & { attempts: string };
    const rows = await this.store.read((look) => look.all<Row>(DUE, workspace, to, zulu(moment)));
    return rows.map((row) => ({ ...row, attempts: JSON.parse(row.attempts) as Attempt[] }));
  }

  /** When the next falls due after that moment. */
  async nextDue(workspace: string, to: string, moment: number): Promise<number | undefined> {
    const row = await this.store.read((look) =>
      look.get<{ dueAt: string | null }>(NEXT_DUE, workspace, to, zulu(moment)),
    );
    return row?.dueAt ? Date.parse(row.dueAt) : undefined;
  }

  /** How many wait in a workspace, whenever they are due. */
  async waiting(workspace: string): Promise<number> {
    const row = await this.store.read((look) => look.get<{ waiting: number }>(WAITING, workspace));
    return row?.waiting ?? 0;
  }

  /** Notes what came of the latest attempt. */
  async record({ workspace, id, state, dueAt, attempts }: Omit<Delivery, 'tries'>): Promise<void> {
    const tries = attempts.length;
    await this.store.write((unit) =>
      unit.run(UPDATE, state, dueAt, tries, JSON.stringify(attempts), workspace, id),
    );
  }
}
