import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Scenario } from './scenario.js';

/** Scenario of one workspace: a field, a value, and the behaviour toward messages that contain it. */
@Entity('own_scenarios')
export class OwnScenario {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by the time of creation. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'simple-json' })
  scenario!: Omit<Scenario, 'id'>;
}
