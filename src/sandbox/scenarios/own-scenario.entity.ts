import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Saved, SavedAs } from '../../platform/persistence/saved-column.js';
import { TEXT, objectOf } from '../../platform/validation/json-schemas.js';
import type { Scenario } from './scenario.js';

/** Scenario of one workspace: a field, a value, and the behaviour toward messages that contain it. */
@Entity('own_scenarios')
@SavedAs('scenarios')
export class OwnScenario {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** UUIDv7: sorts by the time of creation. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'simple-json' })
  @Saved(() =>
    objectOf(
      { api: TEXT, field: TEXT, value: TEXT, behaviour: TEXT, description: TEXT },
      { after: TEXT },
    ),
  )
  scenario!: Omit<Scenario, 'id'>;
}
