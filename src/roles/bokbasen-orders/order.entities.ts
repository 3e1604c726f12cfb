import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { IdHash } from '../../platform/persistence/id-hash.js';
import type { SellerUpdate } from './order-line.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Order that a buyer sent. */
@Entity('bokbasen_orders')
export class BokbasenOrder {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['id'])
  idHash?: number;

  /** The order id in lower case. */
  @Column({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  buyer!: string;

  /** Null: no seller was found. */
  @Column({ type: 'text', nullable: true })
  seller!: string | null;

  @Column({ type: 'text' })
  orderNumber!: string;

  @Column({ type: 'text' })
  createdAt!: string;

  /** End of processing: before it the order is UNPROCESSED, after it its status is the outcome. */
  @Column({ type: 'text' })
  processedAt!: string;

  @Column({ type: 'text' })
  outcome!: string;

  /** Last update of the order or one of its lines; initially the end of processing. */
  @Column({ type: 'text' })
  updatedAt!: string;

  /** Violations that made the order FAILED. */
  @Column({ type: 'simple-json' })
  failures!: Violation[];

  /** The EDItX document exactly as it was received. */
  @Column({ type: 'text' })
  document!: string;
}

/** Line of an order, or a row that requests a change of quantity. */
@Entity('bokbasen_order_lines')
export class BokbasenOrderLine {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['orderId'], ['orderId', 'id'])
  idHash?: number;

  @Column({ type: 'text' })
  orderId!: string;

  @Column({ type: 'integer' })
  id!: number;

  @Column({ type: 'text', nullable: true })
  ean!: string | null;

  @Column({ type: 'integer' })
  quantity!: number;

  @Column({ type: 'text' })
  status!: string;

  @Column({ name: 'said', type: 'simple-json' })
  sellerUpdate!: SellerUpdate;
}
