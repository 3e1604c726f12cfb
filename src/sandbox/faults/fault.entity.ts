import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NamesClients, Saved } from '../../platform/persistence/saved-column.js';
import { INTEGER, TEXT, objectOf, oneOf } from '../../platform/validation/json-schemas.js';

/** Kinds of injected faults, with their effect. */
export const faultEffects = {
  latency: 'the response is delayed',
  status: 'the response has an error status',
  reset: 'the connection is reset',
  truncate: 'the response is incomplete',
  malformed: 'the body of the response is invalid',
  slow: 'the response is sent in small parts',
} as const;
export type FaultKind = keyof typeof faultEffects;
export const faultKinds = Object.keys(faultEffects) as FaultKind[];

/** Times at which a fault is applied, with their effect. */
export const faultPhaseEffects = {
  before: 'the request is not processed, except with latency and slow',
  after: 'the request is processed, then the fault is applied to the response',
} as const;
export type FaultPhase = keyof typeof faultPhaseEffects;
export const faultPhases = Object.keys(faultPhaseEffects) as FaultPhase[];

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
