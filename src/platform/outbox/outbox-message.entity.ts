import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * `waiting` until its time has come or to be tried again, `sent` when the partner took it, `refused` when he would not
 * (4xx), `failed` when every attempt came to nothing, `cancelled` by hand.
 */
export type OutboxMessageState = 'waiting' | 'sent' | 'refused' | 'failed' | 'cancelled';

export interface Attempt {
  at: string;
  /** What the partner answered; absent when no answer came. */
  status?: number;
  error?: string;
  durationMs: number;
  /** Id of the exchange in the journal; absent when it did not come to one. */
  exchange?: string;
}

/** A message that goes out. */
@Entity('deliveries')
export class OutboxMessage {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by the time at which it was put in. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Key of the operation (`operationKey`); in a row from before there were keys, its name. */
  @Column({ type: 'text' })
  operation!: string;

  /** The role that sends, and the role that is to receive. */
  @Column({ type: 'text' })
  from!: string;

  @Column({ type: 'text' })
  to!: string;

  /** The reference id of the message that this one is, or answers. */
  @Column({ type: 'text' })
  correlationId!: string;

  /** Messages with the same value overtake each other only before they were first tried. */
  @Column({ type: 'text' })
  orderingKey!: string;

  @Column({ type: 'text' })
  state!: OutboxMessageState;

  @Column({ type: 'text' })
  dueAt!: string;

  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'integer' })
  tries!: number;

  @Column({ type: 'simple-json' })
  attempts!: Attempt[];
}
