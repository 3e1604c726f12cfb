import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Settings } from '../config/config.js';

/** Clock of a workspace. `offset` is in milliseconds from the real time, `now` in milliseconds since 1970. */
export type WorkspaceClock = { mode: 'real'; offset: number } | { mode: 'frozen'; now: number };

@Entity('workspaces')
export class WorkspaceEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  createdAt!: string;

  /** Settings of this workspace; the others have the defaults of the installation. */
  @Column({ type: 'simple-json' })
  settings!: Partial<Settings>;

  @Column({ type: 'simple-json' })
  clock!: WorkspaceClock;

  /** ISO 8601 duration after the last use until it is removed; null: never. */
  @Column({ type: 'text', nullable: true })
  expiresAfter!: string | null;

  /** Time of the last use, in real time; empty: not used since its creation. */
  @Column({ type: 'text' })
  usedAt!: string;
}
