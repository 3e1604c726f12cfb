import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Signing key of the installation. It belongs to no workspace. */
@Entity('signing_keys')
export class SigningKey {
  /** JWK thumbprint (RFC 7638). */
  @PrimaryColumn({ type: 'text' })
  kid!: string;

  @Column({ type: 'simple-json' })
  privateJwk!: Record<string, string>;
}
