import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Client authentication methods at a partner's token endpoint, the default first. */
export const tokenAuths = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
export type TokenAuth = (typeof tokenAuths)[number];

/** Address of a partner that plays a role: messages for the role go there. */
export interface PartnerAddress {
  /** The path of the operation is appended to it. */
  baseUrl: string;
  /** Token endpoint. Without it messages carry no token. */
  tokenUrl?: string;
  tokenAuth?: TokenAuth;
  clientId?: string;
  clientSecret?: string;
  scope?: string;
  /** Base URLs for one API alone: `Api.partnerBaseUrl`. */
  [baseUrlField: string]: string | undefined;
}

@Entity('partners')
export class Partner {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  role!: string;

  @Column({ type: 'simple-json' })
  address!: PartnerAddress;
}
