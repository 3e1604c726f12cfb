import { hidesText } from '../../platform/requirements/check-json.js';
import { parseJson } from '../../platform/requirements/check-result.js';
import { exceedsMaxDepth } from '../../platform/validation/nesting.js';
import type { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { Evidence } from '../reports/report.js';

/** Characters of a body that are kept. */
const MAX_BODY_LENGTH = 64 * 1024;

/** An exchange in the form of a report. */
export function evidenceOf(
  { id, at, direction, api, operation, method, status }: Exchange,
  { path, request, response }: Pick<Exchange, 'path' | 'request' | 'response'>,
): Evidence {
  const part = ({ headers, body }: Exchange['request']) => ({ headers, body: shownBody(body) });
  return {
    id,
    at,
    direction,
    ...(api !== undefined && { api }),
    operation: operation ?? null,
    method,
    path,
    status,
    request: part(request),
    response: part(response),
  };
}

/** An entry of the journal in the form of a report. */
export function evidenceOfEntry(entry: ExchangeEntity, api: string): Evidence {
  const { id, at, direction, operation, method, path, status } = entry;
  const part = (headers: string, body: string) => ({
    headers: JSON.parse(headers) as Record<string, unknown>,
    body: shownBody(body),
  });
  return {
    id,
    at,
    direction,
    api,
    operation,
    method,
    path,
    status,
    request: part(entry.requestHeaders, entry.requestBody),
    response: part(entry.responseHeaders, entry.responseBody),
  };
}

/** A curl command that repeats the call of an exchange. The token is the shell variable TOKEN. */
export function curlOf({ method, path, request }: Evidence, origin: string): string {
  const { headers, body } = request;
  const sent = Object.entries(headers).flatMap(([name, value]) => headerOf(name, String(value)));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const encoding = body === null ? undefined : otherEncodingOf(headers, text);
  const data = encoding === undefined ? quoted(text) : `@${BODY_FILE}`;
  return [
    ...(encoding === undefined ? [] : [writeBody(text, encoding)]),
    [
      `curl -i -X ${method} ${withToken(quoted(origin + path))}`,
      ...sent,
      ...(body === null || body === '' ? [] : [`--data-binary ${data}`]),
    ].join(' \\\n  '),
  ].join('\n');
}

const BODY_FILE = 'body.bin';

/** A text in a command line is UTF-8: a body in another encoding is sent from a file. */
function writeBody(text: string, encoding: string): string {
  return `printf %s ${quoted(text)} | iconv -f UTF-8 -t ${encoding} > ${BODY_FILE}`;
}

/** The encoding of a body with letters outside ASCII, if it is not UTF-8. */
function otherEncodingOf(
  headers: Evidence['request']['headers'],
  text: string,
): string | undefined {
  const { 'content-type': type = '' } = headers as Record<string, string>;
  const named =
    /;\s*charset="?([\w.:-]+)/i.exec(type)?.[1] ??
    /^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)/i.exec(text)?.[1];
  if (named === undefined || /^(utf-?8|us-ascii)$/i.test(named)) return undefined;
  const isWide = /^(utf-?16|utf-?32|ucs)/i.test(named);
  return isWide || !isAscii(text) ? named : undefined;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/**
 * The origin to which the call of an exchange went: that of a target, or the one in its header
 * Host.
 */
export function originOf(
  { request: { headers }, direction }: Evidence,
  targets: readonly string[] = [],
): string {
  const { host } = headers as { host?: string };
  const called = targets.map((target) => new URL(target)).find((target) => target.host === host);
  if (direction === 'outbound' && called) return called.origin;
  return `http://${host ?? '127.0.0.1'}`;
}

function headerOf(name: string, value: string): string[] {
  if (!/^(authorization|content-type|accept|date|if-modified-since)$/i.test(name)) return [];
  if (name.toLowerCase() !== 'authorization') return [`-H ${quoted(`${name}: ${value}`)}`];
  const [scheme = 'Bearer'] = value.split(' ');
  return [`-H "authorization: ${scheme.replaceAll(/["\\$`]/g, '')} $TOKEN"`];
}

/** Replaces a redacted token in the query by the shell variable. */
function withToken(url: string): string {
  return url.replace(/\[redacted\]|%5Bredacted%5D/i, `'"$TOKEN"'`);
}

/** A text in single quotes, literal for a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function shownBody(body: string): unknown {
  if (body === '') return null;
  if (body.length > MAX_BODY_LENGTH) return `${body.slice(0, MAX_BODY_LENGTH)}…`;
  const value = exceedsMaxDepth(body) ? undefined : parseJson(body);
  return value === undefined || hidesText(value, body) ? body : value;
}
