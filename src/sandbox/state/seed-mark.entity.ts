import { Entity, PrimaryColumn } from 'typeorm';

/** Says that a role, or the file of SEED_FILE, has seeded a workspace. */
@Entity('seeds')
export class SeedMark {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** Name of the role, or `file:` and the hash of the file's content. */
  @PrimaryColumn({ type: 'text' })
  role!: string;
}
