import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What can be wrong with an answer, or with the way to it. */
export const faultKinds = ['latency', 'status', 'reset', 'truncate', 'malformed', 'slow'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** before: the request is not processed; after: it is, and then its answer is spoiled. */
export const faultTimes = ['before', 'after'] as const;
export type FaultTime = (typeof faultTimes)[number];

/** A fault of ours that a tester ordered, and which requests it meets. */
export interface Fault {
  kind: FaultKind;
  when: FaultTime;
  role?: string;
  operation?: string;
  client?: string;
  /** Of one; absent: it meets every request. */
  probability?: number;
  /** How often at the most. */
  times?: number;
  /** RFC 3339, in the workspace's time. */
  expiresAt?: string;
  delayMs?: number | { min: number; max: number };
  status?: number;
}

@Entity('faults')
export class FaultEntity {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by the time at which it was ordered. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'simple-json' })
  fault!: Fault;

  /** Requests that it could have met. */
  @Column({ type: 'integer' })
  asked!: number;

  /** Requests that it met. */
  @Column({ type: 'integer' })
  met!: number;
}
