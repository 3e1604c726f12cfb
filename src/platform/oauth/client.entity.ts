import type { JSONWebKeySet } from 'jose';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A kind of client that every workspace has, with its rights. */
export interface ClientKind {
  kind: string;
  /** Sentence about its rights, for the documents. */
  description: string;
  scopes: readonly string[];
  /** Services that it may request tokens for, in APIs that check the audience. */
  audiences?: readonly string[];
  /** Numbers of the parties that it acts for. */
  parties?: readonly string[];
  /** True: the client with all rights does not act for these parties. */
  onlooker?: boolean;
  /** False: it gets tokens, but no party has a connection with it. */
  connected: boolean;
}

/** Public keys of a client: an inline set, or the URI at which the client publishes it. */
export interface ClientKeys {
  jwks?: JSONWebKeySet;
  jwksUri?: string;
}

/** An OAuth client. Its secret is stored as plain text, because testers must be able to read it. */
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

  /** Services that it may request tokens for, in APIs that check the audience. */
  @Column({ type: 'simple-json' })
  audiences!: string[];

  /** Numbers of the parties that it acts for; null: those of its kind. */
  @Column({ type: 'simple-json', nullable: true })
  parties!: string[] | null;

  @Column({ type: 'boolean' })
  connected!: boolean;

  /** Keys that verify its client assertions; null: none are registered. */
  @Column({ type: 'simple-json', nullable: true })
  keys!: ClientKeys | null;
}
