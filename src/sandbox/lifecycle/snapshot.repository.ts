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
/** A part has many pages, so that few are removed at once. */
const REMOVE_SOME_PARTS = `delete from "snapshot_parts" where "workspace" = ? and "snapshot" = ? and "number" in
  (select "number" from "snapshot_parts" where "workspace" = ? and "snapshot" = ? limit 8)`;
const REMOVE_SOME_MESSAGES = `delete from "snapshot_waiting" where "workspace" = ? and "name" = ? and "id" in
  (select "id" from "snapshot_waiting" where "workspace" = ? and "name" = ? limit 2000)`;
const OF_SNAPSHOTS = 'select "parts" from "snapshots" where "workspace" = ?';
const SIZE = `select coalesce(sum(octet_length("content")), 0) as "bytes" from "snapshot_parts"
  where "workspace" = ? and "snapshot" = ?`;
const REMOVE_ORPHAN_PARTS = `delete from "snapshot_parts"
  where "workspace" = ? and "snapshot" not in (${OF_SNAPSHOTS})`;
const REMOVE_ORPHAN_MESSAGES = `delete from "snapshot_waiting" where "workspace" = ? and "name" not in
  (${OF_SNAPSHOTS} union all select "name" from "snapshots" where "workspace" = ? and "version" = 1)`;
const INSERT_MESSAGE = insertInto(SnapshotMessage);
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

  /** Writes a snapshot and replaces an earlier one of the same name. The content of the earlier one stays. */
  async replace(tx: WriteTransaction, snapshot: SnapshotEntity): Promise<void> {
    await tx.insert(REPLACE, snapshot);
  }

  /** Writes the ids of waiting messages, with the sends of them that are recorded: an imported file may be older. */
  async insertWaiting(
    tx: WriteTransaction,
    snapshot: SnapshotEntity,
    ids: readonly string[],
  ): Promise<void> {
    if (ids.length === 0) return;
    const { workspace } = snapshot;
    const sent = await tx.all<SentSince>(ALL_SENT, workspace);
    const known = new Map(sent.map((message) => [message.id, message]));
    const name = waitingKey(snapshot);
    for (const id of ids) {
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

  /** Bytes of the parts of a snapshot. */
  async size(tx: ReadTransaction, { workspace, parts }: SnapshotEntity): Promise<number> {
    return (await tx.get<{ bytes: number }>(SIZE, workspace, parts))?.bytes ?? 0;
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

  /** Removes a snapshot and returns it; undefined: there is none of this name. Its content stays. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    name: string,
  ): Promise<SnapshotEntity | undefined> {
    const snapshot = await this.find(tx, workspace, name);
    if (snapshot) await tx.manager.delete(SnapshotEntity, { workspace, name });
    return snapshot;
  }

  /** Removes some content of a snapshot, and returns the number of removed rows. */
  async removeSomeContent(
    tx: WriteTransaction,
    snapshot: Omit<SnapshotEntity, 'content'>,
  ): Promise<number> {
    const { workspace, parts } = snapshot;
    const removed = await tx.run(REMOVE_SOME_PARTS, workspace, parts, workspace, parts);
    if (removed > 0) return removed;
    const key = waitingKey(snapshot);
    return tx.run(REMOVE_SOME_MESSAGES, workspace, key, workspace, key);
  }

  /** Removes the parts and waiting messages that belong to no snapshot: their writing was interrupted. */
  async removeOrphans(tx: WriteTransaction, workspace: string): Promise<void> {
    await tx.run(REMOVE_ORPHAN_PARTS, workspace, workspace);
    await tx.run(REMOVE_ORPHAN_MESSAGES, workspace, workspace, workspace);
  }

  /** Records in every snapshot which of its waiting messages were sent, before the outbox is emptied. */
  async recordSent(tx: WriteTransaction, workspace: string): Promise<void> {
    await tx.run(RECORD_SENT, workspace);
  }

  async sentSince(tx: ReadTransaction, snapshot: SnapshotEntity): Promise<SentSince[]> {
    return tx.all<SentSince>(SENT_SINCE, snapshot.workspace, waitingKey(snapshot));
  }
}

/** Key of the waiting messages of a snapshot: the id of its parts; in version 1, its name. */
function waitingKey({ name, parts }: Pick<SnapshotEntity, 'name' | 'parts'>): string {
  return parts || name;
}
