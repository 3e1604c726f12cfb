import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Saved, SavedAs } from '../../../platform/persistence/saved-column.js';
import { jsonText } from '../../../platform/validation/json-schemas.js';
import { validationSchemaOf } from '../../../platform/validation/schema.js';
import { DeliveryOrder, DeliveryOrderConfirmation } from '../../../apis/edu-v-delivery/messages.js';
import { IdHash } from '../../../platform/persistence/id-hash.js';

/** A delivery order in the Bestelomgeving, which is its source. */
@Entity('delivery_orders')
@SavedAs('deliveryorders')
export class StoredDeliveryOrder {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['id'])
  idHash?: number;

  /** The deliveryOrderId in lower case. */
  @Column({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  dateCreated!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text' })
  deliveryType!: string;

  @Column({ type: 'text', nullable: true })
  contractId!: string | null;

  /** The wire document in its latest state. */
  @Column({ type: 'text' })
  @Saved(() => jsonText(validationSchemaOf(DeliveryOrder)))
  document!: string;
}

/** Index entry: an identifier of a school or a user of a delivery order. */
@Entity('delivery_order_keys')
@SavedAs('deliveryorder-keys')
export class DeliveryOrderKey {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;
}

/** A received confirmation. A repeated one is stored once. */
@Entity('delivery_confirmations')
@SavedAs('deliveryorder-confirmations')
export class DeliveryConfirmation {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['about'], ['about', 'id'])
  idHash?: number;

  /** The deliveryOrderReferenceId in lower case. */
  @Column({ type: 'text' })
  about!: string;

  /** The deliveryOrderReceiveId. */
  @Column({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  deliveryOrderId!: string;

  @Column({ type: 'text' })
  @Saved(() => jsonText(validationSchemaOf(DeliveryOrderConfirmation)))
  document!: string;
}

/** Reference of a request of a delivery order, sent by this role or by a client. */
@Entity('delivery_references')
@SavedAs('deliveryorder-references')
export class DeliveryReference {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The deliveryOrderId in lower case. */
  @PrimaryColumn({ type: 'text' })
  deliveryOrderId!: string;

  /** The deliveryOrderReferenceId in lower case. */
  @PrimaryColumn({ type: 'text' })
  reference!: string;
}
