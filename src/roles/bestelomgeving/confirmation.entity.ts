import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrderStatus } from '../../apis/edu-v-order/messages.js';

/** A received confirmation. A repeated one is stored once. */
@Entity('confirmations')
export class Confirmation {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** `orders` or `creditorders`: their ids may be equal. */
  @PrimaryColumn({ type: 'text' })
  collection!: string;

  /** The requestReferenceId in lower case. */
  @PrimaryColumn({ type: 'text' })
  about!: string;

  /** The responseReferenceId in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  receivedAt!: string;

  @Column({ type: 'text' })
  status!: OrderStatus;

  /** The wire document exactly as received. */
  @Column({ type: 'text' })
  document!: string;
}
