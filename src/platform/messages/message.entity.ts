import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Message in a workspace: from a partner to one of our roles, or from one of our roles to a partner. */
@Entity('messages')
export class Message {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** Its collection in `/_sandbox/…/state`. */
  @PrimaryColumn({ type: 'text' })
  collection!: string;

  /** Its reference id, in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  /** The wire document exactly as it was sent. */
  @Column({ type: 'text' })
  document!: string;
}
