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
const SECRET_FIELDS =
  'client(?:_|%5F)(?:secret|assertion)|(?:access|refresh|id)(?:_|%5F)token|password|token';
const MAY_HOLD_SECRETS = /client(?:_|%5F)|token|password/i;
const IN_FORM = new RegExp(`((?:^|[?&;])(?:${SECRET_FIELDS})=)[^&;]*`, 'gi');
const IN_JSON = new RegExp(`("(?:${SECRET_FIELDS})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi');

type Headers = Record<string, string | string[] | undefined>;

/** Headers and texts that are credentials with one family of partners. */
export interface Secrets {
  /** Names in lower case. */
  headers: readonly string[];
  /** Matches all of them, wherever they stand in a header or path. */
  texts: RegExp;
}

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
    if (!MAY_HOLD_SECRETS.test(text)) return text;
    return redactForm(text).replaceAll(IN_JSON, `$1${GONE}`);
  }

  private text(text: string): string {
    return this.texts.reduce((kept, secret) => kept.replaceAll(secret, GONE), text);
  }
}

function redactForm(text: string): string {
  return text.includes('=') ? text.replaceAll(IN_FORM, `$1${GONE}`) : text;
}
