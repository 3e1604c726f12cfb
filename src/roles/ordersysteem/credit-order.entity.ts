import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CreditedLine } from './credit-order.js';
import type { OrderDecision } from './order.js';

/** A credit order as the Ordersysteem holds it. The wire document is with the messages. */
@Entity('credit_orders')
export class CreditOrder {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The requestReferenceId in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  acceptedAt!: string;

  /** The order that it credits; null: it found none. */
  @Column({ type: 'text', nullable: true })
  orderId!: string | null;

  @Column({ type: 'simple-json' })
  lines!: CreditedLine[];

  @Column({ type: 'simple-json' })
  decisions!: OrderDecision[];
}
