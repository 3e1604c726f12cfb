import { Injectable } from '@nestjs/common';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import { ABORTED } from '../../platform/outbox/journaled-http.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { SnapshotMessage } from './snapshot-message.entity.js';
import { SnapshotEntity } from './snapshot.entity.js';

/** A message that a snapshot has waiting, and that was sent since. */
export type SentSince = Pick<OutboxMessage, 'id' | 'state'> & { attempts: string };

const REPLACE = insertInto(SnapshotEntity, ['createdAt', 'content']);
const INSERT_MESSAGE = insertInto(SnapshotMessage);
const REMOVE_MESSAGES = 'delete from "snapshot_waiting" where "workspace" = ? and "name" = ?';
const SENT = `"state" in ('sent', 'refused', 'failed')`;
/** True for messages that arrived, or may have: an aborted call is unknown. */
const ARRIVED = `(d."state" in ('sent', 'refused') or d."attempts" like '%"error":"${ABORTED}"%')`;
const RECORD_SENT = `update "snapshot_waiting" as "w" set ("state", "attempts") =
    (select case when d."state" in ('sent', 'refused') then d."state" else 'failed' end, d."attempts"
      from "deliveries" d where d."workspace" = "w"."workspace" and d."id" = "w"."id")
  where "workspace" = ? and exists (
    select 1 from "deliveries" d where d."workspace" = "w"."workspace" and d."id" = "w"."id" and ${ARRIVED})`;
const ALL_SENT = `select "id", "state", "attempts" from "snapshot_waiting" where "workspace" = ? and ${SENT}`;
const SENT_SINCE = `select "id", "state", "attempts" from "snapshot_waiting"
  where "workspace" = ? and "name" = ? and ${SENT}`;

@Injectable()
export class SnapshotRepository {
  async find(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SnapshotEntity | undefined> {
    return (await tx.manager.findOneBy(SnapshotEntity, { workspace, name })) ?? undefined;
  }

  /** Writes a snapshot in the place of one of its name; `waiting` are the ids of its messages that wait. */
  async replace(
    tx: WriteTransaction,
    snapshot: SnapshotEntity,
    waiting: readonly string[],
  ): Promise<void> {
    const { workspace, name } = snapshot;
    await tx.insert(REPLACE, snapshot);
    // A file may be older than what is known here.
    const sent = await tx.all<SentSince>(ALL_SENT, workspace);
    const known = new Map(sent.map((one) => [one.id, one]));
    await tx.run(REMOVE_MESSAGES, workspace, name);
    for (const id of waiting) {
      const { state = null, attempts = null } = known.get(id) ?? {};
      await tx.insert(INSERT_MESSAGE, { workspace, name, id, state, attempts });
    }
  }

  /** False: there was none. */
  async remove(tx: WriteTransaction, workspace: string, name: string): Promise<boolean> {
    await tx.run(REMOVE_MESSAGES, workspace, name);
    const { affected } = await tx.manager.delete(SnapshotEntity, { workspace, name });
    return affected === 1;
  }

  /** Records in every snapshot which of its waiting messages were sent, before the outbox is emptied. */
  async recordSent(tx: WriteTransaction, workspace: string): Promise<void> {
    await tx.run(RECORD_SENT, workspace);
  }

  async sentSince(tx: ReadTransaction, workspace: string, name: string): Promise<SentSince[]> {
    return tx.all<SentSince>(SENT_SINCE, workspace, name);
  }
}
