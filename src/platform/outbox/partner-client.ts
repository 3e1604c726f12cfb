import { Injectable } from '@nestjs/common';
import { WorkspaceElsewhere } from '../persistence/fence.js';
import type { Operation } from '../api/operation.js';
import {
  JournaledHttp,
  errorText,
  type IncomingResponse,
  type OutgoingCall,
} from './journaled-http.js';
import { PartnerAddresses, type MessageTarget } from './partner-addresses.js';
import { TokenUnavailable, PartnerTokens } from './partner-tokens.js';

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
    private readonly addresses: PartnerAddresses,
    private readonly tokens: PartnerTokens,
    private readonly http: JournaledHttp,
  ) {}

  isOwn(workspace: string, role: string): boolean {
    return this.addresses.isOwn(workspace, role);
  }

  /** Sends a message, with a token where one is needed. The signal limits the whole call. */
  async send(message: Message, operation: Operation, signal: AbortSignal): Promise<SendOutcome> {
    let exchange: string | undefined;
    const target = this.addresses.targetOf(message.workspace, message.from, operation);
    const outcome = await this.attempt(message, operation, target, {
      signal,
      onStart: (id) => {
        exchange = id;
      },
    });
    return { ...outcome, exchange, url: target.baseUrl + operation.path };
  }

  private async attempt(
    message: Message,
    operation: Operation,
    target: MessageTarget,
    options: Pick<OutgoingCall, 'signal' | 'onStart'>,
  ): Promise<CallOutcome> {
    const { tokenSource } = target;
    try {
      let answer = await this.call(message, operation, target, options);
      if (answer.status === 401 && tokenSource) {
        // The partner may have revoked a cached token, so one call with a new token follows.
        this.tokens.forget(message.workspace, tokenSource);
        answer = await this.call(message, operation, target, options);
      }
      return {
        kind: 'answered',
        status: answer.status,
        retryAfter: [answer.headers['retry-after']].flat()[0],
      };
    } catch (error) {
      if (error instanceof WorkspaceElsewhere) throw error;
      if (error instanceof TokenUnavailable)
        return { kind: 'no-token', error: error.message, status: error.status };
      return { kind: 'unreachable', error: errorText(error) };
    }
  }

  private async call(
    { workspace, from, body }: Message,
    { name, method, path, api }: Operation,
    { baseUrl, baseUrlField, isOwn, tokenSource }: MessageTarget,
    options: Pick<OutgoingCall, 'signal' | 'onStart'>,
  ): Promise<IncomingResponse> {
    const exchange = { role: from, api: api.name, operation: name, workspace };
    const token =
      tokenSource &&
      (await this.tokens.get(tokenSource, { toOwnRole: isOwn, exchange, ...options }));
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    return this.http.call({
      method,
      url: baseUrl + path,
      urlField: baseUrlField,
      headers,
      body,
      toOwnRole: isOwn,
      exchange,
      ...options,
    });
  }
}
