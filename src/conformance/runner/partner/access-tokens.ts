import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { JournaledHttp } from '../../../platform/outbox/journaled-http.js';
import { readTokenResponse } from '../../../platform/outbox/token-response.js';
import { DEFAULT_WORKSPACE } from '../../../platform/workspaces/workspaces.js';
import { tokenCommand } from './call-notes.js';
import { targetOf, type Credentials, type RunOptions } from '../configuration/options.js';
import { SkipTest } from '../skip-test.js';

/** Access tokens of the partner's token endpoint, cached per client and audience. */
export class AccessTokens {
  private readonly cache = new Map<string, Promise<string>>();
  private readonly commands = new Map<string, string>();

  constructor(
    private readonly http: JournaledHttp,
    private readonly options: RunOptions,
  ) {}

  /**
   * Returns a token for the client of that kind, or for the default client if the kind is not
   * configured.
   */
  get(kind = '', operation?: Operation): Promise<string> {
    const credentials = this.credentialsOf(kind, operation);
    const key = JSON.stringify(credentials);
    let token = this.cache.get(key);
    if (!token) this.cache.set(key, (token = this.fetchToken(credentials)));
    return token;
  }

  /** A command that gets the token of an Authorization header; undefined for any other token. */
  commandFor(authorization: string | null): string | undefined {
    return this.commands.get(authorization?.replace('Bearer ', '') ?? '');
  }

  private credentialsOf(kind: string, operation: Operation | undefined): Credentials {
    const credentials = this.options.clients[kind] ?? this.options.client;
    return { ...credentials, audience: audienceOf(operation, credentials, this.options) };
  }

  /**
   * Requests a token for exactly one scope. Undefined if the partner issues none or does not return
   * the scope, because the token might then have other scopes.
   */
  async forScope(scope: string): Promise<string | undefined> {
    const { status, response } = await this.requestToken({ ...this.options.client, scope });
    const granted = readTokenResponse({ status, ...response });
    if (typeof granted === 'string' || granted.scope !== scope) return undefined;
    return this.noted(granted.token, { ...this.options.client, scope });
  }

  private async fetchToken(credentials: Credentials): Promise<string> {
    const { status, response } = await this.requestToken(credentials);
    const { tokenUrl } = this.options;
    const to = `to client ${credentials.clientId}`;
    if (status === 0) throw new SkipTest(`${tokenUrl} answered ${response.body} ${to}`);
    const granted = readTokenResponse({ status, ...response });
    if (typeof granted !== 'string') return this.noted(granted.token, credentials);
    throw new SkipTest(`${tokenUrl} answered ${status} ${to}: ${granted}`);
  }

  private noted(token: string, credentials: Credentials): string {
    this.commands.set(token, tokenCommand(this.options.tokenUrl, credentials));
    return token;
  }

  private requestToken(credentials: Credentials): Promise<Exchange> {
    const { clientId, clientSecret, scope, audience } = credentials;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope !== undefined && { scope }),
      ...(audience !== undefined && { audience }),
    });
    return this.http.exchange({
      method: 'POST',
      url: this.options.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      toOwnRole: false,
      exchange: { role: 'runner', operation: 'issueToken', workspace: DEFAULT_WORKSPACE },
      signal: AbortSignal.timeout(this.options.timeoutMs),
    });
  }
}

/**
 * The audience for an operation: the configured one with `{service}` filled in, or
 * `<target>/<service>/`.
 */
export function audienceOf(
  operation: Operation | undefined,
  { audience: configured }: Credentials,
  options: RunOptions,
): string | undefined {
  const service = operation?.audience;
  if (operation === undefined || service === undefined) return configured;
  const target = targetOf(options, operation.api.name);
  return configured?.replace('{service}', service) ?? `${target}/${service}/`;
}
