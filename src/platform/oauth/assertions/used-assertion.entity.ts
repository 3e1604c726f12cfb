import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A used client assertion. Each is valid once. */
@Entity('assertions')
export class UsedAssertion {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  clientId!: string;

  @PrimaryColumn({ type: 'text' })
  jti!: string;

  /** Seconds since 1970. */
  @Column({ type: 'integer' })
  expiresAt!: number;
}
