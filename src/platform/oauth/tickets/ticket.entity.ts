import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A login ticket of a client. */
@Entity('tickets')
export class Ticket {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  ticket!: string;

  @Column({ type: 'text' })
  clientId!: string;

  /** Milliseconds since 1970, in the workspace's time. */
  @Column({ type: 'integer' })
  expiresAt!: number;

  /** Time of the logout, like `expiresAt`; null: none. */
  @Column({ type: 'integer', nullable: true })
  deletedAt!: number | null;
}
