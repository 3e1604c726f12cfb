import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NamesClients, Saved } from '../../platform/persistence/saved-column.js';
import { INTEGER, TEXT, objectOf, oneOf } from '../../platform/validation/json-schemas.js';

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

const MILLISECONDS = { ...INTEGER, minimum: 0 };
const faultSchema = objectOf(
  { kind: oneOf(faultKinds), when: oneOf(faultPhases) },
  {
    role: TEXT,
    operation: TEXT,
    client: TEXT,
    probability: { type: 'number' },
    times: INTEGER,
    expiresAt: { type: 'string', format: 'date-time' },
    delayMs: {
      anyOf: [MILLISECONDS, objectOf({ min: MILLISECONDS, max: MILLISECONDS })],
      title: 'milliseconds, or {min, max} of them',
    },
    status: { ...INTEGER, minimum: 100, maximum: 599, title: 'HTTP status' },
  },
);

@Entity('faults')
export class FaultEntity {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by the time of creation. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'simple-json' })
  @Saved(() => faultSchema)
  @NamesClients('client')
  fault!: Fault;

  /** Number of matching requests, whether the probability applied the fault or not. */
  @Column({ name: 'asked', type: 'integer' })
  matched!: number;

  /** Number of requests to which it was applied. */
  @Column({ name: 'met', type: 'integer' })
  applied!: number;
}
