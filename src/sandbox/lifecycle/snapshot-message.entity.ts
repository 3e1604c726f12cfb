import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';

/** A message that waits to be sent in a snapshot, and what became of it since: it is never sent again. */
@Entity('snapshot_waiting')
export class SnapshotMessage {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** Of the snapshot. */
  @PrimaryColumn({ type: 'text' })
  name!: string;

  /** Of the message in the outbox. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Null: it was not sent since. */
  @Column({ type: 'text', nullable: true })
  state!: OutboxMessage['state'] | null;

  /** JSON of its attempts. */
  @Column({ type: 'text', nullable: true })
  attempts!: string | null;
}
