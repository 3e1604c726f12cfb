import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Settings } from '../config/config.js';

/** `offset` is in milliseconds from the real time, `now` in milliseconds since 1970. */
export type WorkspaceClock = { mode: 'real'; offset: number } | { mode: 'frozen'; now: number };

@Entity('workspaces')
export class WorkspaceEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  createdAt!: string;

  /** Only what was set in this workspace; the rest follows the installation's defaults. */
  @Column({ type: 'simple-json' })
  settings!: Partial<Settings>;

  @Column({ type: 'simple-json' })
  clock!: WorkspaceClock;

  /** ISO 8601 duration after its last use with which it goes; null: it stays. */
  @Column({ type: 'text', nullable: true })
  expiresAfter!: string | null;

  /** When somebody last had to do with it, in real time; empty: never since it was made. */
  @Column({ type: 'text' })
  usedAt!: string;
}
