import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrderStatus } from '../../apis/edu-v-order/messages.js';

/** A confirmation that the Bestelomgeving received; the same one sent again is not entered twice. */
@Entity('confirmations')
export class Confirmation {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** `orders` or `creditorders`: they have id spaces of their own. */
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

  /** The wire document exactly as it came. */
  @Column({ type: 'text' })
  document!: string;
}
