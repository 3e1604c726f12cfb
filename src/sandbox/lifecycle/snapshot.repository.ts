import { Injectable } from '@nestjs/common';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import { ABORTED } from '../../platform/outbox/journaled-http.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { SnapshotMessage } from './snapshot-message.entity.js';
import { SnapshotEntity, SnapshotPart } from './snapshot.entity.js';

/** Waiting message of a snapshot that was sent since the snapshot was saved. */
export type SentSince = Pick<OutboxMessage, 'id' | 'state'> & { attempts: string };

/** List of a part, and its position in the snapshot. */
export type PartPosition = Pick<SnapshotPart, 'list' | 'number'>;

const REPLACE = insertInto(SnapshotEntity, ['createdAt', 'content', 'version', 'parts']);
const INSERT_PART = insertInto(SnapshotPart);
const POSITIONS = `select "list", "number" from "snapshot_parts"
  where "workspace" = ? and "snapshot" = ? order by "number"`;
const PART = `select "content" from "snapshot_parts"
  where "workspace" = ? and "snapshot" = ? and "number" = ?`;
const REMOVE_PARTS = 'delete from "snapshot_parts" where "workspace" = ? and "snapshot" = ?';
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

  /** Writes a snapshot and replaces an earlier one of the same name. `waiting` are the ids of its waiting messages. */
  async replace(
    tx: WriteTransaction,
    snapshot: SnapshotEntity,
    waiting: readonly string[],
  ): Promise<void> {
    const { workspace, name } = snapshot;
    await this.removeParts(tx, await this.find(tx, workspace, name));
    await tx.insert(REPLACE, snapshot);
    // An imported file may be older than the sends that were recorded here.
    const sent = await tx.all<SentSince>(ALL_SENT, workspace);
    const known = new Map(sent.map((message) => [message.id, message]));
    await tx.run(REMOVE_MESSAGES, workspace, name);
    for (const id of waiting) {
      const { state = null, attempts = null } = known.get(id) ?? {};
      await tx.insert(INSERT_MESSAGE, { workspace, name, id, state, attempts });
    }
  }

  async insertPart(tx: WriteTransaction, part: SnapshotPart): Promise<void> {
    await tx.insert(INSERT_PART, part);
  }

  /** The parts of a snapshot, in the order in which they were written. */
  async positions(
    tx: ReadTransaction,
    { workspace, parts }: SnapshotEntity,
  ): Promise<PartPosition[]> {
    return tx.all<PartPosition>(POSITIONS, workspace, parts);
  }

  /** Content of a part. */
  async part(
    tx: ReadTransaction,
    { workspace, parts }: SnapshotEntity,
    number: number,
  ): Promise<string> {
    const row = await tx.get<{ content: string }>(PART, workspace, parts, number);
    if (!row) throw new Error(`Snapshot part ${parts}/${number} does not exist`);
    return row.content;
  }

  /** Removes a snapshot. False: there is no snapshot of this name. */
  async remove(tx: WriteTransaction, workspace: string, name: string): Promise<boolean> {
    await tx.run(REMOVE_MESSAGES, workspace, name);
    await this.removeParts(tx, await this.find(tx, workspace, name));
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

  private async removeParts(
    tx: WriteTransaction,
    snapshot: SnapshotEntity | undefined,
  ): Promise<void> {
    if (snapshot) await tx.run(REMOVE_PARTS, snapshot.workspace, snapshot.parts);
  }
}
