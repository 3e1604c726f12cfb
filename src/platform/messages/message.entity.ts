import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Saved, SavedAs } from '../persistence/saved-column.js';
import { jsonText } from '../validation/json-schemas.js';
import { IdHash } from '../persistence/id-hash.js';

/** Message in a workspace: from a partner to one of our roles, or from one of our roles to a partner. */
@Entity('messages')
@SavedAs('messages')
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
  @Saved(() => jsonText())
  document!: string;

  /** State that the receiving role stores with it, as JSON; null: none, or in a table of the role. */
  @Column({ type: 'text', nullable: true })
  @Saved(() => jsonText())
  state!: string | null;

  /** Id of the message that it refers to, such as the order of a credit order; null: none that is searched for. */
  @Column({ type: 'text', nullable: true })
  relatedId!: string | null;
}

/** Columns that identify a message. */
export type MessageKey = Pick<Message, 'workspace' | 'collection' | 'id'>;

/** Columns that the receiving role writes. */
export type MessageState = Pick<Message, 'state' | 'relatedId'>;

/** A message to store. */
export type NewMessage = MessageKey & Pick<Message, 'document'> & Partial<MessageState>;
