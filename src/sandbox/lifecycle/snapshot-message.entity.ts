import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';

/** Waiting message of a snapshot and its state since then. A message that was sent since is never sent again. */
@Entity('snapshot_waiting')
export class SnapshotMessage {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The `parts` of its snapshot; in version 1, its name. */
  @PrimaryColumn({ type: 'text' })
  name!: string;

  /** Id of the message in the outbox. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** State since the snapshot was saved; null: not sent. */
  @Column({ type: 'text', nullable: true })
  state!: OutboxMessage['state'] | null;

  /** JSON of its attempts. */
  @Column({ type: 'text', nullable: true })
  attempts!: string | null;
}
