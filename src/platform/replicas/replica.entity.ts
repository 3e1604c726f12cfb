import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A running process that shares the database. A row whose lease has passed may be removed by any process; its workspaces are free then. */
@Entity('replicas')
export class Replica {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Address for the other processes. */
  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'text' })
  version!: string;

  /** Settings that must be the same in all processes, as a JSON object. */
  @Column({ type: 'text' })
  settings!: string;

  @Column({ type: 'text' })
  startedAt!: string;

  /** End of the lease by the clock of the database, in milliseconds since 1970. */
  @Column({ type: 'integer' })
  lease!: number;
}
