import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Saved } from '../../platform/persistence/saved-column.js';
import { UTC_TIME, jsonText, oneOf } from '../../platform/validation/json-schemas.js';
import { IdHash } from '../../platform/persistence/id-hash.js';
import { orderStatuses, type OrderStatus } from '../../apis/edu-v-order/messages.js';

/** A received confirmation. A repeated one is stored once. */
@Entity('confirmations')
export class Confirmation {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['collection', 'about'], ['collection', 'about', 'id'])
  idHash?: number;

  /** `orders` or `creditorders`: their ids may be equal. */
  @Column({ type: 'text' })
  @Saved(() => oneOf(['orders', 'creditorders']))
  collection!: string;

  /** The requestReferenceId in lower case. */
  @Column({ type: 'text' })
  about!: string;

  /** The responseReferenceId in lower case. */
  @Column({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  @Saved(() => UTC_TIME)
  receivedAt!: string;

  @Column({ type: 'text' })
  @Saved(() => oneOf(orderStatuses))
  status!: OrderStatus;

  /** The wire document exactly as received. */
  @Column({ type: 'text' })
  @Saved(() => jsonText())
  document!: string;
}
