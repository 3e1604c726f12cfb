import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change that replaces or removes all data of a workspace. */
export type WorkspaceChange =
  { kind: 'reset' } | { kind: 'restore'; snapshot: string } | { kind: 'remove' };

/**
 * Change of a large workspace that has begun. It needs several transactions: while this row exists, the workspace has only a
 * part of its data. The next start finishes what the process did not.
 */
@Entity('unfinished_changes')
export class UnfinishedChange {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @Column({ type: 'simple-json' })
  change!: WorkspaceChange;
}
