import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Saved, SavedAs } from '../../platform/persistence/saved-column.js';
import { TEXT, jsonText, listOf } from '../../platform/validation/json-schemas.js';
import { validationSchemaOf } from '../../platform/validation/schema.js';
import { IdHash } from '../../platform/persistence/id-hash.js';
import { DeliveryOrder, DeliveryOrderRequest } from '../../apis/edu-v-delivery/messages.js';

/** Current state of a delivery order in the Aanspraakmanager. */
@Entity('accepted_delivery_orders')
@SavedAs('deliveryorders')
export class AcceptedDeliveryOrder {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['id'])
  idHash?: number;

  /** The deliveryOrderId in lower case. */
  @Column({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by the time of the first acceptance. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'simple-json' })
  @Saved(() => validationSchemaOf(DeliveryOrder))
  document!: DeliveryOrder;

  /** The deliveryOrderReferenceId of the latest accepted request. */
  @Column({ type: 'text' })
  reference!: string;
}

/** A received request, with its confirmations. */
@Entity('delivery_requests')
@SavedAs('requests')
export class DeliveryRequest {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['id'])
  idHash?: number;

  /** The deliveryOrderReferenceId in lower case. */
  @Column({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  deliveryOrderId!: string;

  /** Ids of its confirmations in the outbox. */
  @Column({ type: 'simple-json' })
  @Saved(() => listOf(TEXT))
  sent!: string[];

  /** The message until it is decided; null: decided. */
  @Column({ type: 'text', nullable: true })
  @Saved(() => jsonText(validationSchemaOf(DeliveryOrderRequest)))
  waiting!: string | null;
}
