import type { Secrets } from '../api/served-role.js';

const REDACTED = '[redacted]';
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
const MAY_CONTAIN_SECRETS = /client_|secret|token|password|%|\\u00/i;
const FORM_FIELD = /(^|[?&;])([^&;=?]*)=[^&;]*/g;
/** A form field in a text of JSON, for example in a URL: it ends with that text. */
const FORM_FIELD_IN_JSON = /(^|[?&;])([^&;=?]*)=[^&;"\\]*(?:\\.[^&;"\\]*)*/g;
const JSON_SECRET =
  /("(?:client_?secret|client_assertion|access_token|refresh_token|id_token|password|token)"\s*:\s*")(?:[^"\\]|\\.)*/gi;
const ESCAPED_LETTER = /\\u00(5f|[46][1-9a-f]|[57][0-9a])/gi;

type Headers = Record<string, string | string[] | undefined>;

/** Removes credentials from journal entries. */
export class Redactor {
  private readonly headerNames: Set<string>;
  private readonly texts: RegExp[];

  constructor(secrets: readonly Secrets[]) {
    this.headerNames = new Set([...SECRET_HEADERS, ...secrets.flatMap(({ headers }) => headers)]);
    this.texts = secrets.map(({ texts }) => texts);
  }

  /**
   * Headers without credentials. The scheme (Basic, Bearer) stays, because it helps to find errors.
   */
  headers(headers: Headers): Headers {
    const redacted: Headers = {};
    for (const name in headers) {
      const value = headers[name];
      if (!this.headerNames.has(name))
        redacted[name] = Array.isArray(value)
          ? value.map(this.header)
          : value && this.header(value);
      else redacted[name] = `${/^\w+(?= )/.exec(String(value))?.[0] ?? ''} ${REDACTED}`.trim();
    }
    return redacted;
  }

  /** A path without the values of secrets. */
  path(path: string): string {
    return this.text(redactForm(path));
  }

  /**
   * A form, multipart or JSON body without secrets, at every path: a client may send its token
   * request to a wrong one.
   */
  body(text: string): string {
    if (!MAY_CONTAIN_SECRETS.test(text)) return this.text(text);
    return this.text(redactJson(redactForm(redactMultipart(text))));
  }

  /** The value of a header, which may be a URL or contain one. */
  private readonly header = (value: unknown): string => {
    // Fastify has the length of a response as a number.
    const text = String(value);
    return text.includes('?') ? this.path(text) : this.text(text);
  };

  private text(text: string): string {
    return this.texts.reduce((redacted, secret) => redacted.replaceAll(secret, REDACTED), text);
  }
}

/** Replaces secret values of a form. Field names may be percent-encoded. */
function redactForm(text: string): string {
  if (!text.includes('=')) return text;
  const fields = /^\s*[[{]/.test(text) ? FORM_FIELD_IN_JSON : FORM_FIELD;
  return text.replaceAll(fields, (field, before: string, name: string) =>
    SECRET_FIELD.test(decoded(name)) ? `${before}${name}=${REDACTED}` : field,
  );
}

/** First line of a multipart body, and the name in the header of a part (RFC 7578). */
const BOUNDARY_LINE = /^--[^\r\n]{1,200}(?=\r?\n)/m;
const PART_NAME = /^content-disposition:[^\r\n]*?;\s*name\*?=(?:"([^"\r\n]*)"|([^;\s]*))/im;
const PART_HEADER_END = /\r?\n\r?\n/;

/** Replaces the contents of the parts with the name of a secret. */
function redactMultipart(text: string): string {
  const [boundary] = BOUNDARY_LINE.exec(text) ?? [];
  if (boundary === undefined) return text;
  return text
    .split(boundary)
    .map((part) => {
      const end = PART_HEADER_END.exec(part);
      const [, quoted, bare = ''] = PART_NAME.exec(part.slice(0, end?.index)) ?? [];
      const name = decoded((quoted ?? bare).replace(/^utf-8''/i, ''));
      if (!end || !SECRET_FIELD.test(name)) return part;
      const [lineBreak = ''] = /\r?\n$/.exec(part) ?? [];
      return part.slice(0, end.index) + end[0] + REDACTED + lineBreak;
    })
    .join(boundary);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * Replaces secret values in JSON. Letters of a field name may be escaped (\u0070); the journal then
 * has the letter.
 */
function redactJson(text: string): string {
  const plain = text.replaceAll(ESCAPED_LETTER, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const redacted = plain.replaceAll(JSON_SECRET, `$1${REDACTED}`);
  return redacted === plain ? text : redacted;
}
