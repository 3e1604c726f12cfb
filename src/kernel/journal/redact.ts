const GONE = '[redacted]';
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization']);
const SECRET_FIELDS = 'client_secret|client_assertion|access_token|refresh_token|password';
const IN_FORM = new RegExp(`((?:^|[?&])(?:${SECRET_FIELDS})=)[^&]*`, 'gi');
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

/** A body of a token endpoint, form or JSON, without the values of secrets. */
export function redactBody(text: string): string {
  return redactForm(text).replaceAll(IN_JSON, `$1${GONE}`);
}
