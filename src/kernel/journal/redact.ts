const GONE = '[redacted]';
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'x-auth-token',
]);
const SECRET_FIELDS =
  'client(?:_|%5F)(?:secret|assertion)|(?:access|refresh|id)(?:_|%5F)token|password|token';
const MAY_HOLD_SECRETS = /client(?:_|%5F)|token|password/i;
const IN_FORM = new RegExp(`((?:^|[?&;])(?:${SECRET_FIELDS})=)[^&;]*`, 'gi');
const IN_JSON = new RegExp(`("(?:${SECRET_FIELDS})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi');

type Headers = Record<string, string | string[] | undefined>;

/** Headers without credentials; the scheme stays, since that it was Basic or Bearer is worth knowing. */
export function redactHeaders(headers: Headers): Headers {
  const kept: Headers = {};
  for (const name in headers) {
    if (!SECRET_HEADERS.has(name)) kept[name] = headers[name];
    else kept[name] = `${/^\w+(?= )/.exec(String(headers[name]))?.[0] ?? ''} ${GONE}`.trim();
  }
  return kept;
}

/** A path or a form without the values of secrets. */
export function redactForm(text: string): string {
  return text.includes('=') ? text.replaceAll(IN_FORM, `$1${GONE}`) : text;
}

/** A body, form or JSON, without the values of secrets. A token request may have gone to any path. */
export function redactBody(text: string): string {
  if (!MAY_HOLD_SECRETS.test(text)) return text;
  return redactForm(text).replaceAll(IN_JSON, `$1${GONE}`);
}
