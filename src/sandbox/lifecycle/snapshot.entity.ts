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

  /** JSON of a `SavedHead`; of version 1, JSON of the whole state. */
  @Column({ type: 'text' })
  content!: string;

  /** Version of the format of its content. */
  @Column({ type: 'integer' })
  version!: number;

  /** Id of its parts; empty: it has none. */
  @Column({ type: 'text' })
  parts!: string;
}

/** Some items of one list of a snapshot. A snapshot is stored in parts, so that no write is long. */
@Entity('snapshot_parts')
export class SnapshotPart {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** The `parts` of its snapshot. */
  @PrimaryColumn({ type: 'text' })
  snapshot!: string;

  /** Position in the snapshot, from 0. */
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  /** Place of its list in the state, for example `messages/orders`. */
  @Column({ type: 'text' })
  list!: string;

  /** JSON array of items. */
  @Column({ type: 'text' })
  content!: string;
}
