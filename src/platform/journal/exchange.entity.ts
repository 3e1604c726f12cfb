import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ViolationDetail } from '../requirements/requirement.js';
import type { Violation } from '../requirements/violation.js';

/** A finding as it is stored. Entries of earlier versions also have the level, text and source of the requirement. */
export type StoredFinding = Pick<Violation, 'requirement' | keyof ViolationDetail> &
  Partial<Violation>;

/** A stored exchange, without secrets and tokens. */
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

  /** JSON of a list of `StoredFinding`. */
  @Column({ type: 'text' })
  findings!: string;

  /** Applied fault as JSON; null: none. */
  @Column({ type: 'text', nullable: true })
  fault!: string | null;

  /** Near miss as JSON; null: it matched an operation, or resembles none. */
  @Column({ type: 'text', nullable: true })
  nearMiss!: string | null;

  /** Our reason for a refusal, in words; null: the request was not refused. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** Start of the request in workspace time; null: as `at`, or stored by an earlier version. */
  @Column({ type: 'text', nullable: true })
  workspaceTime!: string | null;
}
