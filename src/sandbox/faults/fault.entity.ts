import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds of injected faults. */
export const faultKinds = ['latency', 'status', 'reset', 'truncate', 'malformed', 'slow'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** before: the request is not processed; after: it is processed, then its response is corrupted. */
export const faultPhases = ['before', 'after'] as const;
export type FaultPhase = (typeof faultPhases)[number];

/** An injected fault, and the requests to which it applies. */
export interface Fault {
  kind: FaultKind;
  when: FaultPhase;
  role?: string;
  operation?: string;
  client?: string;
  /** From 0 to 1. Absent: it applies to every matching request. */
  probability?: number;
  /** Maximum number of requests to which it applies. */
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

  /** UUIDv7: sorts by the time of creation. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'simple-json' })
  fault!: Fault;

  /** Number of matching requests, whether the probability applied the fault or not. */
  @Column({ type: 'integer' })
  asked!: number;

  /** Number of requests to which it was applied. */
  @Column({ type: 'integer' })
  met!: number;
}
