import type { Workspace } from '../api/types.js';
import type { ExampleRequest } from '../api/start-info.js';
import { quoted } from '../exchange/curl.js';

/** Stands for a secret that the page does not know. */
export const UNKNOWN_SECRET = 'SECRET';

type Client = Workspace['clients'][number];

/** Command for a shell that gets a token. */
export function tokenCommand(
  { tokenPath, audience }: Pick<ExampleRequest, 'tokenPath' | 'audience'>,
  client: Pick<Client, 'clientId' | 'clientSecret'> | undefined,
  baseUrl: string,
): string {
  const id = client?.clientId ?? 'demo';
  const form = {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: client?.clientSecret ?? UNKNOWN_SECRET,
    ...(audience !== undefined && { audience }),
  };
  const fields = Object.entries(form).map(([name, value]) => `-d ${name}=${quotedIfNeeded(value)}`);
  return `curl -s ${withoutSlash(baseUrl)}${tokenPath} \\
  ${fields.join(' ')}`;
}

/** Commands for a shell: a token, and a first request with it. */
export function firstCommand(
  example: ExampleRequest,
  client: Client | undefined,
  baseUrl: string,
): string {
  const { method, path, mediaType, body } = example;
  return `TOKEN=$(${tokenCommand(example, client, baseUrl)} \\
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -i -X ${method} ${withoutSlash(baseUrl)}${path} \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: ${mediaType}' \\
  -d ${quoted(body)}`;
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

const quotedIfNeeded = (text: string): string => (/^[\w.:/-]+$/.test(text) ? text : quoted(text));
