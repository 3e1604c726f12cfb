import type { Secrets } from '../api/served-role.js';
const GONE = '[redacted]';
const SECRET_HEADERS = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'x-auth-token',
];
const SECRET_FIELD =
  /^(?:client_?secret|client_assertion|access_token|refresh_token|id_token|password|token)$/i;
const MAY_HOLD_SECRETS = /client_|secret|token|password|%|\\u00/i;
const IN_FORM = /(^|[?&;])([^&;=?]*)=[^&;]*/g;
const IN_JSON =
  /("(?:client_?secret|client_assertion|access_token|refresh_token|id_token|password|token)"\s*:\s*")(?:[^"\\]|\\.)*/gi;
const ESCAPED_LETTER = /\\u00(5f|[46][1-9a-f]|[57][0-9a])/gi;

type Headers = Record<string, string | string[] | undefined>;

/** Takes credentials out of what is kept. */
export class Redactor {
  private readonly headerNames: Set<string>;
  private readonly texts: RegExp[];

  constructor(secrets: readonly Secrets[]) {
    this.headerNames = new Set([...SECRET_HEADERS, ...secrets.flatMap(({ headers }) => headers)]);
    this.texts = secrets.map(({ texts }) => texts);
  }

  /** Headers without credentials; the scheme stays, since that it was Basic or Bearer is worth knowing. */
  headers(headers: Headers): Headers {
    const kept: Headers = {};
    for (const name in headers) {
      const value = headers[name];
      if (!this.headerNames.has(name))
        kept[name] = typeof value === 'string' ? this.text(value) : value;
      else kept[name] = `${/^\w+(?= )/.exec(String(value))?.[0] ?? ''} ${GONE}`.trim();
    }
    return kept;
  }

  /** A path without the values of secrets. */
  path(path: string): string {
    return this.text(redactForm(path));
  }

  /** A body, form or JSON, without the values of secrets. A token request may have gone to any path. */
  body(text: string): string {
    if (!MAY_HOLD_SECRETS.test(text)) return this.text(text);
    return this.text(redactJson(redactForm(text)));
  }

  private text(text: string): string {
    return this.texts.reduce((kept, secret) => kept.replaceAll(secret, GONE), text);
  }
}

/** The names of fields may be encoded: they are secret all the same. */
function redactForm(text: string): string {
  if (!text.includes('=')) return text;
  return text.replaceAll(IN_FORM, (field, before: string, name: string) =>
    SECRET_FIELD.test(decoded(name)) ? `${before}${name}=${GONE}` : field,
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A letter in a name may be written as its code; then the journal keeps it as the letter. */
function redactJson(text: string): string {
  const plain = text.replaceAll(ESCAPED_LETTER, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const redacted = plain.replaceAll(IN_JSON, `$1${GONE}`);
  return redacted === plain ? text : redacted;
}
