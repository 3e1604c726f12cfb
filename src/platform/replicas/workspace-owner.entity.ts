import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The process that owns a workspace. */
@Entity('workspace_owners')
export class WorkspaceOwner {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** Null: none. */
  @Column({ type: 'text', nullable: true })
  replica!: string | null;

  /** Changes with each owner, so that an earlier one cannot write any more. */
  @Column({ type: 'text' })
  epoch!: string;
}
