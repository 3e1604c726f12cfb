import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An exchange as it is kept: secrets and tokens are gone from it. */
@Entity('exchanges')
export class ExchangeEntity {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by time. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  at!: string;

  @Column({ type: 'text' })
  direction!: string;

  @Column({ type: 'text' })
  peer!: string;

  @Column({ type: 'text', nullable: true })
  role!: string | null;

  @Column({ type: 'text', nullable: true })
  operation!: string | null;

  @Column({ type: 'text' })
  method!: string;

  @Column({ type: 'text' })
  path!: string;

  @Column({ type: 'integer' })
  status!: number;

  @Column({ type: 'real' })
  durationMs!: number;

  @Column({ type: 'text' })
  requestHeaders!: string;

  @Column({ type: 'text' })
  requestBody!: string;

  @Column({ type: 'text' })
  responseHeaders!: string;

  @Column({ type: 'text' })
  responseBody!: string;

  @Column({ type: 'text' })
  findings!: string;

  /** JSON; null: it met none on purpose. */
  @Column({ type: 'text', nullable: true })
  fault!: string | null;

  /** JSON; null: it hit an operation, or comes near none. */
  @Column({ type: 'text', nullable: true })
  nearMiss!: string | null;
}
