import { hidesText } from '../../platform/requirements/check-json.js';
import { parseJson } from '../../platform/requirements/check-result.js';
import { exceedsMaxDepth } from '../../platform/validation/nesting.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { Evidence } from '../reports/report.js';

/** Characters of a body that are kept. */
const MAX_BODY_LENGTH = 64 * 1024;

/** An exchange in the form of a report. */
export function evidenceOf(
  { id, at, direction, operation, method, status }: Exchange,
  { path, request, response }: Pick<Exchange, 'path' | 'request' | 'response'>,
): Evidence {
  const part = ({ headers, body }: Exchange['request']) => ({ headers, body: shownBody(body) });
  return {
    id,
    at,
    direction,
    operation: operation ?? null,
    method,
    path,
    status,
    request: part(request),
    response: part(response),
  };
}

/** A curl command that repeats the call of an exchange. The token is the shell variable TOKEN. */
export function curlOf({ method, path, request }: Evidence, origin: string): string {
  const { headers, body } = request;
  const sent = Object.entries(headers).flatMap(([name, value]) => headerOf(name, String(value)));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return [
    `curl -i -X ${method} ${withToken(quoted(origin + path))}`,
    ...sent,
    ...(body === null || body === '' ? [] : [`--data-binary ${quoted(text)}`]),
  ].join(' \\\n  ');
}

/**
 * The origin to which the call of an exchange went: that of the target, or the one in its header
 * Host.
 */
export function originOf({ request: { headers }, direction }: Evidence, target?: string): string {
  const { host } = headers as { host?: string };
  const called = target === undefined ? undefined : new URL(target);
  if (direction === 'outbound' && called?.host === host) return called!.origin;
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
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function shownBody(body: string): unknown {
  if (body === '') return null;
  if (body.length > MAX_BODY_LENGTH) return `${body.slice(0, MAX_BODY_LENGTH)}…`;
  const value = exceedsMaxDepth(body) ? undefined : parseJson(body);
  return value === undefined || hidesText(value, body) ? body : value;
}
