import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrderDecision, DecidedLine } from './order.js';

/** An order as the Ordersysteem holds it. The wire document is with the messages. */
@Entity('orders')
export class Order {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The requestReferenceId in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  purchaseOrderId!: string;

  @Column({ type: 'text' })
  salesOrderId!: string;

  @Column({ type: 'text' })
  acceptedAt!: string;

  /** When it is, or will be, approved; null: it is declined, or not decided. */
  @Column({ type: 'text', nullable: true })
  approvedAt!: string | null;

  /** The responseReferenceId of the approval, in lower case. */
  @Column({ type: 'text', nullable: true })
  approvalReferenceId!: string | null;

  @Column({ type: 'simple-json' })
  lines!: DecidedLine[];

  @Column({ type: 'simple-json' })
  decisions!: OrderDecision[];
}

/** A magic refusal that a message already had. */
@Entity('refusals')
export class Refusal {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  collection!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;
}
