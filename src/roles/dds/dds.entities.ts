import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { NamesClients, Saved, SavedAs } from '../../platform/persistence/saved-column.js';
import {
  FLAG,
  TEXT,
  UTC_TIME,
  jsonText,
  objectOf,
  oneOf,
} from '../../platform/validation/json-schemas.js';
import { validationSchemaOf } from '../../platform/validation/schema.js';
import { Title } from '../../apis/bokbasen-dds/titles.js';
import { IdHash } from '../../platform/persistence/id-hash.js';

/** Version of a title in the inventory. */
@Entity('dds_titles')
@SavedAs('titles')
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
  @Saved(() => UTC_TIME)
  updated!: string;

  @Column({ type: 'text' })
  @Saved(() => jsonText(validationSchemaOf(Title)))
  document!: string;
}

/** Accepted order; its id is the fulfilment id. */
@Entity('dds_orders')
@SavedAs('dds-orders')
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
  @NamesClients()
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
  @Saved(() => UTC_TIME)
  createdAt!: string;

  /** JSON of a `Sale`. */
  @Column({ type: 'text' })
  @Saved(() =>
    jsonText(
      objectOf(
        {
          fulfilmentId: TEXT,
          kind: oneOf(['normal', 'subscription']),
          client: TEXT,
          excerpt: FLAG,
          createdAt: UTC_TIME,
          order: {
            type: 'object',
            required: ['orderid', 'resid'],
            properties: { orderid: TEXT, resid: TEXT, id: TEXT },
          },
        },
        { buyer: TEXT },
      ),
    ),
  )
  @NamesClients('client')
  document!: string;
}

/** Started download. */
@Entity('dds_downloads')
@SavedAs('downloads')
export class DdsDownload {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  resid!: string;

  @Column({ type: 'text' })
  @Saved(() => UTC_TIME)
  createdAt!: string;

  @Column({ type: 'text' })
  @Saved(() =>
    jsonText(
      objectOf(
        {
          id: TEXT,
          resid: TEXT,
          type: TEXT,
          excerpt: FLAG,
          createdAt: UTC_TIME,
          readyAt: UTC_TIME,
          fails: FLAG,
        },
        { watermark: TEXT },
      ),
    ),
  )
  document!: string;
}

/** Account of Bokskya. */
@Entity('dds_consumers')
@SavedAs('consumers')
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
  @Saved(() => jsonText(objectOf({ id: TEXT, email: TEXT, name: TEXT, surname: TEXT })))
  document!: string;
}

/** Received report of a service. */
@Entity('dds_reports')
@SavedAs('reports')
export class DdsReport {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by arrival. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  @Saved(() =>
    jsonText(
      objectOf({
        id: TEXT,
        kind: TEXT,
        client: TEXT,
        reportedAt: { type: 'string', format: 'date-time' },
        report: {},
      }),
    ),
  )
  @NamesClients('client')
  document!: string;
}
