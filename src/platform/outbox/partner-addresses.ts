import { Inject, Injectable } from '@nestjs/common';
import type { Operation } from '../api/operation.js';
import { ROLES, basePathOf, type ServedRole } from '../api/served-role.js';
import { OutgoingTargets } from '../network/outgoing-targets.js';
import { Clients } from '../oauth/clients.js';
import { ownValue } from '../validation/own-value.js';
import type { PartnerAddress } from './partner.entity.js';
import type { TokenSource } from './partner-tokens.js';
import { Partners } from './partners.js';

/** Receiver of the messages for an operation. */
export interface MessageTarget {
  baseUrl: string;
  /** Field of the partner that has the base URL. */
  baseUrlField: string;
  /** True: no partner is set, and our own role receives them. */
  isOwn: boolean;
  /** Undefined: they carry no token. */
  tokenSource: TokenSource | undefined;
}

/** Finds the receiver of our messages: the partner where one is set, otherwise our own role over HTTP. */
@Injectable()
export class PartnerAddresses {
  constructor(
    private readonly partners: Partners,
    private readonly clients: Clients,
    private readonly targets: OutgoingTargets,
    @Inject(ROLES) private readonly roles: ServedRole[],
  ) {}

  isOwn(workspace: string, role: string): boolean {
    return this.partners.find(workspace, role) === undefined;
  }

  /** The receiver of a message that the role `from` sends. */
  targetOf(workspace: string, from: string, operation: Operation): MessageTarget {
    const { servedBy, api } = operation;
    const address = this.partners.find(workspace, servedBy) ?? this.own(workspace, from, operation);
    const field = api.partnerBaseUrl?.field ?? 'baseUrl';
    const apiBaseUrl = ownValue(address, field);
    return {
      baseUrl: apiBaseUrl ?? address.baseUrl,
      baseUrlField: apiBaseUrl === undefined ? 'baseUrl' : field,
      isOwn: this.isOwn(workspace, servedBy),
      tokenSource: tokenSourceOf(address, operation),
    };
  }

  private own(workspace: string, from: string, { servedBy, api }: Operation): PartnerAddress {
    const { ownUrl } = this.targets;
    const { clientId = '', clientSecret = '' } = this.clients.ofKind(workspace, from) ?? {};
    const sender = this.roles.find(({ name }) => name === from);
    return {
      baseUrl: ownUrl + basePathOf({ name: servedBy, apis: [api] }),
      ...(sender && { tokenUrl: ownUrl + sender.family.tokenUrl(servedBy) }),
      clientId,
      clientSecret,
    };
  }
}

function tokenSourceOf(
  { tokenUrl, tokenAuth, clientId, clientSecret, scope }: PartnerAddress,
  operation: Operation,
): TokenSource | undefined {
  if (tokenUrl === undefined) return undefined;
  const requested = scope ?? operation.scope.join(' ');
  return { tokenUrl, tokenAuth, clientId, clientSecret, scope: requested };
}
