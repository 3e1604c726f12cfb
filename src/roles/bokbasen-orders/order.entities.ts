import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Saved, SavedAs } from '../../platform/persistence/saved-column.js';
import { TEXT, UTC_TIME, listOf, objectOf, oneOf } from '../../platform/validation/json-schemas.js';
import { validationSchemaOf } from '../../platform/validation/schema.js';
import { LINE_STATUSES, LinePrice } from '../../apis/bokbasen-orders/messages.js';
import { ALREADY_PROCESSED, NEVER_PROCESSED } from './order.js';
import { IdHash } from '../../platform/persistence/id-hash.js';
import type { SellerUpdate } from './order-line.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** A time, or one of the texts that sort before and after all times. */
const processingTime = { anyOf: [UTC_TIME, oneOf([ALREADY_PROCESSED, NEVER_PROCESSED])] };

/** Order that a buyer sent. */
@Entity('bokbasen_orders')
@SavedAs('bokbasen-orders')
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
  @Saved(() => UTC_TIME)
  createdAt!: string;

  /** End of processing: before it the order is UNPROCESSED, after it its status is the outcome. */
  @Column({ type: 'text' })
  @Saved(() => processingTime)
  processedAt!: string;

  @Column({ type: 'text' })
  @Saved(() => oneOf(['SENT', 'FAILED']))
  outcome!: string;

  /** Last update of the order or one of its lines; initially the end of processing. */
  @Column({ type: 'text' })
  @Saved(() => processingTime)
  updatedAt!: string;

  /** Violations that made the order FAILED. */
  @Column({ type: 'simple-json' })
  @Saved(() =>
    listOf(
      objectOf({
        requirement: TEXT,
        level: oneOf(['MUST', 'SHOULD', 'INFO']),
        pointer: TEXT,
        expected: TEXT,
        seen: TEXT,
        source: TEXT,
        text: TEXT,
      }),
    ),
  )
  failures!: Violation[];

  /** The EDItX document exactly as it was received. */
  @Column({ type: 'text' })
  document!: string;
}

/** Line of an order, or a row that requests a change of quantity. */
@Entity('bokbasen_order_lines')
@SavedAs('lines')
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
  @Saved(() => oneOf(LINE_STATUSES))
  status!: string;

  @Column({ name: 'said', type: 'simple-json' })
  @Saved(() =>
    objectOf(
      {},
      { comment: TEXT, valid_from: TEXT, valid_to: TEXT, price: validationSchemaOf(LinePrice) },
    ),
  )
  sellerUpdate!: SellerUpdate;
}
