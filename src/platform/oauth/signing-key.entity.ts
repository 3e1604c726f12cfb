import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key of the installation with which tokens are signed. It belongs to no workspace. */
@Entity('signing_keys')
export class SigningKey {
  /** JWK thumbprint (RFC 7638). */
  @PrimaryColumn({ type: 'text' })
  kid!: string;

  @Column({ type: 'simple-json' })
  privateJwk!: Record<string, string>;
}
