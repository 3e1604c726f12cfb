import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Saved state of a workspace. */
@Entity('snapshots')
export class SnapshotEntity {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  createdAt!: string;

  /** JSON of a `SavedState`. */
  @Column({ type: 'text' })
  content!: string;
}
