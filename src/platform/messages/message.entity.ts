import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { IdHash } from '../persistence/id-hash.js';

/** Message in a workspace: from a partner to one of our roles, or from one of our roles to a partner. */
@Entity('messages')
export class Message {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['collection', 'id'])
  idHash?: number;

  /** Its collection in `/_sandbox/…/state`. */
  @Column({ type: 'text' })
  collection!: string;

  /** Its reference id, in lower case. */
  @Column({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  /** The wire document exactly as it was sent. */
  @Column({ type: 'text' })
  document!: string;
}
