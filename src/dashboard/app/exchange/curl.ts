import type { Exchange } from '../api/types.js';

/** Quotes a text for a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Headers that curl sets itself. */
const OWN_HEADERS = [
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'accept-encoding',
];

/** Body as text: as it was sent, if its value does not show all of it. */
export function bodyText({ body, text }: { body?: unknown; text?: string }): string | undefined {
  if (text !== undefined) return text;
  if (body === null || body === undefined) return undefined;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A curl command that sends the request of an exchange again. */
export function curlOf({ direction, method, path, request }: Exchange, baseUrl: string): string {
  const { host } = request.headers;
  const isUrl = /^https?:/.test(path);
  const origin =
    direction === 'inbound' || isUrl ? baseUrl.replace(/\/$/, '') : `http://${String(host)}`;
  const headers = Object.entries(request.headers)
    .filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()))
    .map(([name, value]) => `-H ${quoted(`${name}: ${String(value)}`)}`);
  const body = bodyText(request);
  return [
    `curl -i -X ${method} ${quoted(isUrl ? path : origin + path)}`,
    ...headers,
    ...(body === undefined ? [] : [`--data-binary ${quoted(body)}`]),
  ].join(' \\\n  ');
}
