import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Scenario } from './scenario.js';

/** A tester's own rule: a value of a field, and how our side behaves toward a message that holds it. */
@Entity('own_scenarios')
export class OwnScenario {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by the time at which it was made. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'simple-json' })
  scenario!: Omit<Scenario, 'id'>;
}
