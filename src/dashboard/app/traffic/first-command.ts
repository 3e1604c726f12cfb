import type { Workspace } from '../api/types.js';
import type { ExampleRequest } from '../api/start-info.js';
import { quoted } from '../exchange/curl.js';

/** Stands for a secret that the page does not know. */
export const UNKNOWN_SECRET = 'SECRET';

/** Commands for a shell: a token, and a first request with it. */
export function firstCommand(
  { method, path, mediaType, body, tokenPath, audience }: ExampleRequest,
  client: Workspace['clients'][number] | undefined,
  baseUrl: string,
): string {
  const base = baseUrl.replace(/\/$/, '');
  const id = client?.clientId ?? 'demo';
  const form = {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: client?.clientSecret ?? UNKNOWN_SECRET,
    ...(audience !== undefined && { audience }),
  };
  const fields = Object.entries(form).map(([name, value]) => `-d ${name}=${quotedIfNeeded(value)}`);
  return `TOKEN=$(curl -s ${base}${tokenPath} \\
  ${fields.join(' ')} \\
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -i -X ${method} ${base}${path} \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: ${mediaType}' \\
  -d ${quoted(body)}`;
}

const quotedIfNeeded = (text: string): string => (/^[\w.:/-]+$/.test(text) ? text : quoted(text));
