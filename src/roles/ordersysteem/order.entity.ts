import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { IdHash } from '../../platform/persistence/id-hash.js';
import type { OrderDecision, DecidedLine } from './decide-order.js';

/** State of an order in the Ordersysteem. The wire document is stored as a message. */
@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['id'])
  idHash?: number;

  /** The requestReferenceId in lower case. */
  @Column({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  purchaseOrderId!: string;

  @Column({ type: 'text' })
  salesOrderId!: string;

  @Column({ type: 'text' })
  acceptedAt!: string;

  /** Time of the approval, which may be in the future; null: declined, or not decided. */
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

/** A simulated refusal that a message already received. */
@Entity('refusals')
export class Refusal {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  collection!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;
}
