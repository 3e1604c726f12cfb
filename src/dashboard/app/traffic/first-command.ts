import type { Workspace } from '../api/types.js';
import { quoted } from '../exchange/curl.js';

/** Stands for a secret that the page does not know. */
export const UNKNOWN_SECRET = 'SECRET';

/** Takes the token from the answer of a token endpoint. */
const TOKEN_FIELD = String.raw`\
  | sed 's/.*"access_token":"\([^"]*\)".*/\1/'`;

/** A request; absent fields are left out of the command. */
interface CommandRequest {
  method: string;
  path: string;
  mediaType?: string | undefined;
  accept?: string | undefined;
  body?: string | undefined;
  /** Absent: it needs no token. */
  tokenPath?: string | undefined;
  audience?: string | undefined;
}

type Client = Workspace['clients'][number];

/** Commands for a shell: a token, if the request needs one, and the request. */
export function requestCommand(
  { method, path, mediaType, accept, body, tokenPath, audience }: CommandRequest,
  client: Client | undefined,
  baseUrl: string,
): string {
  const base = baseUrl.replace(/\/$/, '');
  const headers = [
    ...(tokenPath === undefined ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(mediaType === undefined ? [] : [`-H 'Content-Type: ${mediaType}'`]),
    ...(accept === undefined ? [] : [`-H 'Accept: ${accept}'`]),
  ];
  const url = base + path;
  const lines = [
    `curl -i -X ${method} ${quotedIfNeeded(url)}`,
    ...(headers.length === 0 ? [] : [headers.join(' ')]),
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
  ];
  const token =
    tokenPath === undefined
      ? []
      : [`TOKEN=$(${tokenCommand({ tokenPath, audience }, client, baseUrl)} ${TOKEN_FIELD})`];
  return [...token, lines.join(' \\\n  ')].join('\n');
}

/** Command for a shell that gets a token. */
export function tokenCommand(
  { tokenPath, audience }: { tokenPath: string; audience?: string | undefined },
  client: Pick<Client, 'clientId' | 'clientSecret'> | undefined,
  baseUrl: string,
): string {
  const form = {
    grant_type: 'client_credentials',
    client_id: client?.clientId ?? 'demo',
    client_secret: client?.clientSecret ?? UNKNOWN_SECRET,
    ...(audience !== undefined && { audience }),
  };
  const fields = Object.entries(form).map(([name, value]) => `-d ${name}=${quotedIfNeeded(value)}`);
  return `curl -s ${baseUrl.replace(/\/$/, '')}${tokenPath} \\
  ${fields.join(' ')}`;
}

const quotedIfNeeded = (text: string): string => (/^[\w.:/-]+$/.test(text) ? text : quoted(text));
