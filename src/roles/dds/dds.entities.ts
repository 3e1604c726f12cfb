import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { IdHash } from '../../platform/persistence/id-hash.js';

/** Version of a title in the inventory. */
@Entity('dds_titles')
export class StoredTitle {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The resid in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by the time at which it was written. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  isbn!: string;

  @Column({ type: 'integer' })
  version!: number;

  /** UTC with milliseconds, so that it sorts as text. */
  @Column({ type: 'text' })
  updated!: string;

  @Column({ type: 'text' })
  document!: string;
}

/** Accepted order; its id is the fulfilment id. */
@Entity('dds_orders')
export class DdsOrder {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq?: number;

  @Column({ type: 'text' })
  workspace!: string;

  @IdHash(['id'])
  idHash?: number;

  @Column({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by arrival. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  clientId!: string;

  @Column({ type: 'text' })
  orderid!: string;

  /** In lower case. */
  @Column({ type: 'text' })
  resid!: string;

  /** DDS-ID in lower case; null: the order names none. */
  @Column({ type: 'text', nullable: true })
  consumer!: string | null;

  @Column({ type: 'text' })
  createdAt!: string;

  /** JSON of a `Sale`. */
  @Column({ type: 'text' })
  document!: string;
}

/** Started download. */
@Entity('dds_downloads')
export class DdsDownload {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  resid!: string;

  @Column({ type: 'text' })
  createdAt!: string;

  @Column({ type: 'text' })
  document!: string;
}

/** Account of Bokskya. */
@Entity('dds_consumers')
export class DdsConsumer {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The DDS-ID in lower case. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  arrival!: string;

  /** In lower case. */
  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  document!: string;
}

/** Received report of a service. */
@Entity('dds_reports')
export class DdsReport {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by arrival. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  document!: string;
}
