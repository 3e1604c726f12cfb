import { Inject, Injectable } from '@nestjs/common';
import { ApiDirectory } from '../../apis/api-directory.js';
import { isSentBySandbox } from '../../platform/api/sent-operations.js';
import type { Operation } from '../../platform/api/operation.js';
import { ROLES, type ServedRole } from '../../platform/api/served-role.js';
import { errorText, JournaledHttp } from '../../platform/outbox/journaled-http.js';
import { PartnerAddresses, type MessageTarget } from '../../platform/outbox/partner-addresses.js';
import { PartnerTokens, TokenUnavailable } from '../../platform/outbox/partner-tokens.js';
import { monotonicMs, realNow } from '../../platform/time/time.js';
import type { ProbeCall, TokenCall } from './connection-calls.js';
import { stepsOf } from './connection-steps.js';
import type { ConnectionTestView } from './connection-test.messages.js';

/** Name under which the journal has the calls of a test. */
export const CONNECTION_TEST = 'testConnection';

interface Target extends MessageTarget {
  operation: Operation;
  /** Role that sends. */
  from: string;
}

/** Tests the connection to the receiver of our messages for a role. */
@Injectable()
export class ConnectionTest {
  /** Milliseconds for all token requests, and again for all calls with the tokens: together at most 9 seconds. */
  timeoutMs = 4_500;

  constructor(
    private readonly addresses: PartnerAddresses,
    private readonly tokens: PartnerTokens,
    private readonly http: JournaledHttp,
    private readonly directory: ApiDirectory,
    @Inject(ROLES) private readonly roles: ServedRole[],
  ) {}

  async run(workspace: string, role: string): Promise<ConnectionTestView> {
    const targets = this.targetsFor(workspace, role);
    const bySource = new Map(targets.map((target) => [sourceKey(target), target]));
    const tokenSignal = AbortSignal.timeout(this.timeoutMs);
    const issued = new Map(
      await Promise.all(
        [...bySource].map(
          async ([key, target]) => [key, await this.token(workspace, target, tokenSignal)] as const,
        ),
      ),
    );
    const probeSignal = AbortSignal.timeout(this.timeoutMs);
    const probes = await Promise.all(
      targets.map((target) =>
        this.probe(workspace, target, issued.get(sourceKey(target))?.token, probeSignal),
      ),
    );
    const steps = stepsOf(
      [...issued.values()].flatMap((one) => one?.call ?? []),
      probes,
    );
    return {
      peer: this.addresses.isOwn(workspace, role) ? 'sandbox' : 'partner',
      result: steps.some(({ result }) => result === 'fail') ? 'fail' : 'ok',
      steps,
    };
  }

  /** The receiver of the first operation of each API that the sandbox calls at a role. */
  private targetsFor(workspace: string, role: string): Target[] {
    return this.directory.apis.flatMap((api) => {
      const operation = Object.values(api.operations).find(
        (one) => one.servedBy === role && isSentBySandbox(one),
      );
      if (!operation) return [];
      const sender = this.roles.find(({ name, apis }) => name !== role && apis.includes(api));
      const from = sender?.name ?? role;
      return { operation, from, ...this.addresses.targetOf(workspace, from, operation) };
    });
  }

  /** A new token: a cached one would not show that the token endpoint works. */
  private async token(
    workspace: string,
    { tokenSource, isOwn, from }: Target,
    signal: AbortSignal,
  ): Promise<{ token?: string; call: TokenCall } | undefined> {
    if (!tokenSource) return undefined;
    this.tokens.forget(workspace, tokenSource);
    let id: string | undefined;
    const options = {
      toOwnRole: isOwn,
      exchange: { role: from, operation: CONNECTION_TEST, workspace },
      signal,
      onStart: (exchange: string) => {
        id = exchange;
      },
    };
    const started = monotonicMs();
    const callWith = (rest: Pick<TokenCall, 'error' | 'status'>): TokenCall => ({
      url: tokenSource.tokenUrl,
      scope: tokenSource.scope,
      durationMs: Math.round(monotonicMs() - started),
      exchange: id,
      ...rest,
    });
    try {
      const token = await this.tokens.get(tokenSource, options);
      return { token, call: callWith({}) };
    } catch (error) {
      if (error instanceof TokenUnavailable)
        return { call: callWith({ error: error.message, status: error.status }) };
      return { call: callWith({ error: errorText(error) }) };
    }
  }

  /** OPTIONS at the path of the operation. It is safe (RFC 9110 §9.2.1): it changes nothing at the partner. */
  private async probe(
    workspace: string,
    { operation, baseUrl, baseUrlField, isOwn, from, tokenSource }: Target,
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<ProbeCall> {
    const url = baseUrl + operation.path;
    const { id, status, response, durationMs } = await this.http.exchange({
      method: 'OPTIONS',
      url,
      urlField: baseUrlField,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      toOwnRole: isOwn,
      exchange: { role: from, operation: CONNECTION_TEST, workspace },
      signal,
    });
    return {
      url,
      status,
      ...response,
      durationMs: Math.round(durationMs),
      exchange: id,
      at: realNow(),
      needsToken: tokenSource !== undefined,
      hasToken: token !== undefined,
      isOwn,
    };
  }
}

function sourceKey({ tokenSource }: Target): string {
  return JSON.stringify(tokenSource ?? null);
}
