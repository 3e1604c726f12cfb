import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import { quoted } from '../../recorder/evidence.js';
import type { RecordedRun } from '../../recorder/conformance-recorder.js';
import type { Credentials } from '../configuration/options.js';

/** Notes on the calls of a run, with which its findings are explained. */
export class CallNotes {
  private readonly tokens = new Map<string, string>();
  private readonly calls = new Map<string, string>();

  /** Notes a call before it starts, because the partner may react before it answers. */
  add(
    exchange: string,
    { api: { referenceField } }: Operation,
    body: unknown,
    token: string | undefined,
  ): void {
    const reference = referenceIn(body, referenceField);
    if (reference !== undefined) this.calls.set(reference, exchange);
    if (token !== undefined) this.tokens.set(exchange, token);
  }

  /** The call that triggered a message of the partner, and how to get the token of the call. */
  notesOn(
    exchange: Exchange,
    operation: Operation | undefined,
  ): ReturnType<RecordedRun['notesOn']> {
    const { id, direction, request } = exchange;
    if (direction === 'outbound') return { token: this.tokens.get(id) };
    const reference = referenceIn(parseJson(request.body), operation?.api.referenceField);
    const trigger = reference === undefined ? undefined : this.calls.get(reference);
    return trigger === undefined ? {} : { trigger, token: this.tokens.get(trigger) };
  }
}

function referenceIn(message: unknown, field: string | undefined): string | undefined {
  if (field === undefined || typeof message !== 'object' || message === null) return undefined;
  const value = (message as Record<string, unknown>)[field];
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

/** A command that puts a token of a client in the variable TOKEN. Its secret is not in it. */
export function tokenCommand(
  tokenUrl: string,
  { clientId, scope, audience }: Omit<Credentials, 'clientSecret'>,
): string {
  const fields = [
    'grant_type=client_credentials',
    `client_id=${clientId}`,
    ...(scope === undefined ? [] : [`scope=${scope}`]),
    ...(audience === undefined ? [] : [`audience=${audience}`]),
  ].map((field) => `--data-urlencode ${quoted(field)}`);
  const secret = '--data-urlencode "client_secret=$CLIENT_SECRET"';
  return `TOKEN=$(curl -s ${quoted(tokenUrl)} ${[...fields, secret].join(' ')} | jq -r .access_token)`;
}
