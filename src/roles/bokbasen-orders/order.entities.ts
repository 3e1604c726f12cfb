import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SellerUpdate } from './order-line.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** An order that a buyer sent. */
@Entity('bokbasen_orders')
export class BokbasenOrder {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** Lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  buyer!: string;

  /** Null: none was found. */
  @Column({ type: 'text', nullable: true })
  seller!: string | null;

  @Column({ type: 'text' })
  orderNumber!: string;

  @Column({ type: 'text' })
  createdAt!: string;

  /** From then on the order is what its outcome says; until then it is UNPROCESSED. */
  @Column({ type: 'text' })
  processedAt!: string;

  @Column({ type: 'text' })
  outcome!: string;

  /** Of the order or one of its lines; at first when it is processed. */
  @Column({ type: 'text' })
  updatedAt!: string;

  /** Why it failed. */
  @Column({ type: 'simple-json' })
  failures!: Violation[];

  /** The EDItX document as it came. */
  @Column({ type: 'text' })
  document!: string;
}

/** A line of an order, or a row that stands for a change of its quantity. */
@Entity('bokbasen_order_lines')
export class BokbasenOrderLine {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  orderId!: string;

  @PrimaryColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text', nullable: true })
  ean!: string | null;

  @Column({ type: 'integer' })
  quantity!: number;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'simple-json' })
  said!: SellerUpdate;
}
