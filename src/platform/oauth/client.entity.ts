import type { JSONWebKeySet } from 'jose';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A sort of client that every workspace gets, and what it may do. */
export interface ClientKind {
  kind: string;
  scopes: readonly string[];
  /** Services for which it gets tokens, where the audience of a token decides. */
  audiences?: readonly string[];
  /** Numbers of the parties for which it acts. */
  parties?: readonly string[];
  /** The client that may do everything does not act for these parties: it looks on from outside. */
  onlooker?: boolean;
  /** False: it gets tokens, but no party here has a connection with it. */
  connected: boolean;
}

/** The public keys of a client: the set itself, or where he publishes it. */
export interface ClientKeys {
  jwks?: JSONWebKeySet;
  jwksUri?: string;
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

  /** Services for which it gets tokens, where the audience of a token decides. */
  @Column({ type: 'simple-json' })
  audiences!: string[];

  /** Numbers of the parties for which it acts; null: they are as its kind has them. */
  @Column({ type: 'simple-json', nullable: true })
  parties!: string[] | null;

  @Column({ type: 'boolean' })
  connected!: boolean;

  /** With which he signs client assertions; null: he has registered none. */
  @Column({ type: 'simple-json', nullable: true })
  keys!: ClientKeys | null;
}
