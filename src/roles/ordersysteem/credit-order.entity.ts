import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { IdHash } from '../../platform/persistence/id-hash.js';
import type { CreditedLine } from './decide-credit-order.js';
import type { OrderDecision } from './decide-order.js';

/** State of a credit order in the Ordersysteem. The wire document is stored as a message. */
@Entity('credit_orders')
export class CreditOrder {
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
  acceptedAt!: string;

  /** Id of the credited order; null: no order was found. */
  @Column({ type: 'text', nullable: true })
  orderId!: string | null;

  @Column({ type: 'simple-json' })
  lines!: CreditedLine[];

  @Column({ type: 'simple-json' })
  decisions!: OrderDecision[];
}
