import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';

/** A delivery order in the state in which the Aanspraakmanager has it. */
@Entity('accepted_delivery_orders')
export class AcceptedDeliveryOrder {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The deliveryOrderId in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by the time at which it was first accepted. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'simple-json' })
  document!: DeliveryOrder;

  /** The deliveryOrderReferenceId of the request that was accepted last. */
  @Column({ type: 'text' })
  reference!: string;
}

/** A request that was taken in, and what was sent about it. */
@Entity('delivery_requests')
export class DeliveryRequest {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The deliveryOrderReferenceId in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  deliveryOrderId!: string;

  /** Ids of the deliveries of its confirmations. */
  @Column({ type: 'simple-json' })
  sent!: string[];

  /** The message, while it waits to be decided; then null. */
  @Column({ type: 'text', nullable: true })
  waiting!: string | null;
}
