import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How the sandbox authenticates at a partner's token endpoint, the default first. */
export const tokenAuths = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
export type TokenAuth = (typeof tokenAuths)[number];

/** Where the sandbox sends what a role would receive, when a partner plays that role. */
export interface PartnerAddress {
  /** The operation's path is appended as it is. */
  baseUrl: string;
  /** Where a token is fetched; without it the messages carry none. */
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
