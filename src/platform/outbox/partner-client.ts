import { Inject, Injectable } from '@nestjs/common';
import { Clients } from '../oauth/clients.js';
import type { Operation } from '../api/operation.js';
import { OutgoingTargets } from '../network/outgoing-targets.js';
import { ROLES, basePathOf, type ServedRole } from '../api/served-role.js';
import {
  JournaledHttp,
  errorText,
  type IncomingResponse,
  type OutgoingCall,
} from './journaled-http.js';
import type { PartnerAddress } from './partner.entity.js';
import { TokenUnavailable, PartnerTokens, type TokenSource } from './partner-tokens.js';
import { Partners } from './partners.js';
import { ownValue } from '../validation/own-value.js';

/** Result of a call: the partner's response or the reason why there is none, its address, and the exchange that records it. */
export type SendOutcome = { exchange?: string | undefined; url?: string } & CallOutcome;
type CallOutcome =
  | { kind: 'answered'; status: number; retryAfter: string | undefined }
  | { kind: 'unreachable'; error: string }
  | { kind: 'no-token'; error: string; status: number };

interface Message {
  workspace: string;
  from: string;
  body: string;
}

/** Sends the messages of our roles: to the partner where one is set, otherwise to our own role over HTTP. */
@Injectable()
export class PartnerClient {
  constructor(
    private readonly partners: Partners,
    private readonly clients: Clients,
    private readonly tokens: PartnerTokens,
    private readonly http: JournaledHttp,
    private readonly targets: OutgoingTargets,
    @Inject(ROLES) private readonly roles: ServedRole[],
  ) {}

  isOwn(workspace: string, role: string): boolean {
    return this.partners.find(workspace, role) === undefined;
  }

  /** Sends a message, with a token where one is needed. The signal limits the whole call. */
  async send(message: Message, operation: Operation, signal: AbortSignal): Promise<SendOutcome> {
    let exchange: string | undefined;
    const address = this.addressFor(message, operation);
    const outcome = await this.attempt(message, operation, address, {
      signal,
      onStart: (id) => {
        exchange = id;
      },
    });
    return { ...outcome, exchange, url: targetOf(address, operation).url };
  }

  private async attempt(
    message: Message,
    operation: Operation,
    address: PartnerAddress,
    options: Pick<OutgoingCall, 'signal' | 'onStart'>,
  ): Promise<CallOutcome> {
    const source = sourceOf(address, operation);
    try {
      let answer = await this.call(message, operation, address, source, options);
      if (answer.status === 401 && source) {
        // The partner may have revoked a cached token, so one call with a new token follows.
        this.tokens.forget(message.workspace, source);
        answer = await this.call(message, operation, address, source, options);
      }
      return {
        kind: 'answered',
        status: answer.status,
        retryAfter: [answer.headers['retry-after']].flat()[0],
      };
    } catch (error) {
      if (error instanceof TokenUnavailable)
        return { kind: 'no-token', error: error.message, status: error.status };
      return { kind: 'unreachable', error: errorText(error) };
    }
  }

  private async call(
    { workspace, from, body }: Message,
    operation: Operation,
    address: PartnerAddress,
    source: TokenSource | undefined,
    options: Pick<OutgoingCall, 'signal' | 'onStart'>,
  ): Promise<IncomingResponse> {
    const { name, method, servedBy, api } = operation;
    const own = this.isOwn(workspace, servedBy);
    const exchange = { role: from, api: api.name, operation: name, workspace };
    const token =
      source && (await this.tokens.get(source, { toOwnRole: own, exchange, ...options }));
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    return this.http.call({
      method,
      ...targetOf(address, operation),
      headers,
      body,
      toOwnRole: own,
      exchange,
      ...options,
    });
  }

  private addressFor({ workspace, from }: Message, { servedBy, api }: Operation): PartnerAddress {
    const partner = this.partners.find(workspace, servedBy);
    if (partner) return partner;
    const { clientId = '', clientSecret = '' } = this.clients.ofKind(workspace, from) ?? {};
    const sender = this.roles.find(({ name }) => name === from);
    return {
      baseUrl: this.targets.ownUrl + basePathOf({ name: servedBy, apis: [api] }),
      ...(sender && { tokenUrl: this.targets.ownUrl + sender.family.tokenUrl(servedBy) }),
      clientId,
      clientSecret,
    };
  }
}

/** Address of an operation at a partner, and the field of the partner from which it comes. */
function targetOf(
  address: PartnerAddress,
  { path, api: { partnerBaseUrl } }: Operation,
): Pick<OutgoingCall, 'url' | 'urlField'> {
  const ownBaseUrl = partnerBaseUrl && ownValue(address, partnerBaseUrl.field);
  return ownBaseUrl === undefined
    ? { url: address.baseUrl + path, urlField: 'baseUrl' }
    : { url: ownBaseUrl + path, urlField: partnerBaseUrl?.field };
}

function sourceOf(
  { tokenUrl, tokenAuth, clientId, clientSecret, scope }: PartnerAddress,
  operation: Operation,
) {
  if (tokenUrl === undefined) return undefined;
  const requested = scope ?? operation.scope.join(' ');
  return { tokenUrl, tokenAuth, clientId, clientSecret, scope: requested } as TokenSource;
}
