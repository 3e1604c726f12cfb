import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A sort of client that every workspace gets, and what it may do. */
export interface ClientKind {
  kind: string;
  scopes: readonly string[];
  /** False: it gets tokens, but no party here has a connection with it. */
  connected: boolean;
}

/** Somebody who may fetch tokens. Secrets are kept readable: a tester has to be shown them. */
@Entity('clients')
export class Client {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  clientId!: string;

  @Column({ type: 'text' })
  clientSecret!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'simple-json' })
  scopes!: string[];

  @Column({ type: 'boolean' })
  connected!: boolean;
}
