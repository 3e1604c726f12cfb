import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Saved, SavedAs } from '../persistence/saved-column.js';
import { INTEGER, TEXT, UTC_TIME, listOf, objectOf, oneOf } from '../validation/json-schemas.js';

/**
 * State of an outbox message. `waiting` for its due time or a retry, `sent` after a 2xx, `refused` after a 4xx, `failed`
 * after the last attempt, `cancelled` over the control API.
 */
export const outboxMessageStates = ['waiting', 'sent', 'refused', 'failed', 'cancelled'] as const;
export type OutboxMessageState = (typeof outboxMessageStates)[number];

/** Attempt to send a message. */
export interface Attempt {
  at: string;
  /** Status of the response; absent without a response. */
  status?: number;
  error?: string;
  durationMs: number;
  /** Id of the exchange in the journal; absent when no call was made. */
  exchange?: string;
}

/** Message that one of our roles sends. */
@Entity('deliveries')
@SavedAs('outbox')
export class OutboxMessage {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by the time of the insert. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Key of the operation (`operationKey`); in older rows its name. */
  @Column({ type: 'text' })
  operation!: string;

  /** Role that sends. */
  @Column({ type: 'text' })
  from!: string;

  /** Role that receives. */
  @Column({ type: 'text' })
  to!: string;

  /** Reference id of this message, or of the message that it confirms. */
  @Column({ type: 'text' })
  correlationId!: string;

  /** Messages with the same key are sent in order after their first attempt. */
  @Column({ type: 'text' })
  orderingKey!: string;

  @Column({ type: 'text' })
  @Saved(() => oneOf(outboxMessageStates))
  state!: OutboxMessageState;

  @Column({ type: 'text' })
  @Saved(() => UTC_TIME)
  dueAt!: string;

  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'integer' })
  tries!: number;

  @Column({ type: 'simple-json' })
  @Saved(() =>
    listOf(
      objectOf(
        { at: UTC_TIME, durationMs: { type: 'number' } },
        { status: INTEGER, error: TEXT, exchange: TEXT },
      ),
    ),
  )
  attempts!: Attempt[];
}
