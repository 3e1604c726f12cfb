import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Saved } from '../../platform/persistence/saved-column.js';
import {
  INSTANT,
  TEXT,
  UTC_TIME,
  listOf,
  objectOf,
  oneOf,
} from '../../platform/validation/json-schemas.js';
import { IdHash } from '../../platform/persistence/id-hash.js';
import { orderStatuses } from '../../apis/edu-v-order/messages.js';
import type { OrderDecision, DecidedLine } from './decide-order.js';

/** Schema of a list of `OrderDecision`. */
export const decisionsSchema = listOf(
  objectOf(
    { status: oneOf(orderStatuses), at: INSTANT, responseReferenceId: TEXT },
    { delivery: TEXT },
  ),
);

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
  @Saved(() => UTC_TIME)
  acceptedAt!: string;

  /** Time of the approval, which may be in the future; null: declined, or not decided. */
  @Column({ type: 'text', nullable: true })
  @Saved(() => UTC_TIME)
  approvedAt!: string | null;

  /** The responseReferenceId of the approval, in lower case. */
  @Column({ type: 'text', nullable: true })
  approvalReferenceId!: string | null;

  @Column({ type: 'simple-json' })
  @Saved(() =>
    listOf(
      objectOf(
        {
          salesOrderLineId: TEXT,
          productId: TEXT,
          quantity: { type: 'number' },
          credited: { type: 'number' },
        },
        { purchaseOrderLineId: TEXT, declined: TEXT },
      ),
    ),
  )
  lines!: DecidedLine[];

  @Column({ type: 'simple-json' })
  @Saved(() => decisionsSchema)
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
