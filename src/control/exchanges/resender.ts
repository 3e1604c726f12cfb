import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { ApiDirectory } from '../../apis/api-directory.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';
import { Problem } from '../../platform/errors/problem.js';
import type { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import { REDACTED } from '../../platform/journal/secret-names.js';
import { OutgoingAgent } from '../../platform/network/outgoing-agent.js';
import { OutgoingTargets } from '../../platform/network/outgoing-targets.js';
import type { Client } from '../../platform/oauth/client.entity.js';
import { PartnerTokens, TokenUnavailable } from '../../platform/outbox/partner-tokens.js';
import { startTimer } from '../../platform/time/time.js';
import { ExchangeWaiter } from './waiting.js';

/** Time in which the request must be answered. A fault can delay it. */
const TIMEOUT_MS = 30_000;
/** Time in which the exchange must be in the journal after the answer. */
const JOURNAL_MS = 2_000;
/** Header of a request that was sent again: an id of its own, and the exchange that it repeats. */
const RESEND_HEADER = 'sandbox-resend';
/** Header fields that belong to a connection or to the first sending. */
const OWN_HEADERS = new Set([
  'authorization',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  RESEND_HEADER,
]);

type Resendable = Pick<
  ExchangeEntity,
  'workspace' | 'id' | 'method' | 'path' | 'requestHeaders' | 'requestBody' | 'role' | 'operation'
>;

/** Sends recorded requests of partners again, over HTTP to the address of this server. */
@Injectable()
export class Resender {
  constructor(
    private readonly directory: ApiDirectory,
    private readonly tokens: PartnerTokens,
    private readonly targets: OutgoingTargets,
    private readonly agent: OutgoingAgent,
    private readonly waiter: ExchangeWaiter,
  ) {}

  /**
   * Sends a request again with a new token of a client, and returns the id of its exchange. Throws 409 when the journal does not
   * have all of the request, the client gets no token, or no answer comes. A request without a role has no token.
   */
  async resend(exchange: Resendable, client: Client): Promise<string> {
    const { workspace, id, method, path, requestBody } = exchange;
    if (`${path}${requestBody}`.includes(REDACTED))
      throw new Problem(409, {
        text: `Exchange ${id} had a credential in its path or body, which the journal does not have; send it from your system`,
      });
    const token = await this.tokenFor(exchange, client);
    const mark = `${randomUUID()}; of=${id}`;
    const next = this.waiter.next(
      workspace,
      ({ request: { headers } }) => headers[RESEND_HEADER] === mark,
      TIMEOUT_MS + JOURNAL_MS,
    );
    try {
      const { body } = await request(this.targets.ownUrl + path, {
        method,
        headers: {
          ...headersOf(exchange),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          [RESEND_HEADER]: mark,
        },
        ...(requestBody !== '' && { body: requestBody }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        dispatcher: this.agent,
      });
      await body.dump();
    } catch {
      // A fault can break the connection; its exchange is in the journal all the same.
    }
    startTimer(JOURNAL_MS, next.end);
    const sent = await next.id;
    if (sent !== undefined) return sent;
    throw new Problem(409, {
      text: `The request was sent, and no exchange finished within ${TIMEOUT_MS / 1000} s; a fault may delay it`,
    });
  }

  private async tokenFor(
    { workspace, role: name, operation: operationName }: Resendable,
    { clientId, clientSecret, scopes }: Client,
  ): Promise<string | undefined> {
    const role = this.directory.roles.find((one) => one.name === name);
    if (!role) return undefined;
    const audience = operationOf(role, operationName)?.audience;
    const source = {
      tokenUrl: this.targets.ownUrl + role.family.tokenUrl(role.name, audience),
      clientId,
      clientSecret,
      scope: scopes.join(' '),
    };
    try {
      return await this.tokens.get(source, {
        toOwnRole: true,
        exchange: { role: role.name, operation: 'issueToken', workspace },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      const reason = error instanceof TokenUnavailable ? error.message : 'no answer';
      throw new Problem(409, { text: `Client ${clientId} gets no token: ${reason}` });
    }
  }
}

function operationOf({ apis, name }: RoleDescriptor, operation: string | null) {
  const operations = apis.flatMap((api) => Object.values(api.operations));
  const named = operations.filter((one) => one.name === operation);
  return named.find(({ servedBy }) => servedBy === name) ?? named[0];
}

/** Header fields of the first sending that still apply. */
function headersOf({ requestHeaders }: Resendable): Record<string, string | string[]> {
  const headers = JSON.parse(requestHeaders) as Record<string, string | string[]>;
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) => !OWN_HEADERS.has(name) && !String(value).includes(REDACTED),
    ),
  );
}
