import type { Secrets } from '../api/served-role.js';
import { redactText } from './redact-text.js';
import { isSecretName, REDACTED } from './secret-names.js';
import { ownValue } from '../validation/own-value.js';

/** Schemes of Authorization. They stay, because they help to find errors. */
const SCHEME =
  /^(?:apikey|aws4-hmac-sha256|basic|bearer|boknett|digest|dpop|hmac|jwt|mac|negotiate|ntlm|oauth|token)(?= )/i;
/** Characters of a query or document in a header, and of a query in a path. */
const STRUCTURED = /[?#{<"%]/;
const QUERY = /[?#%;]/;
/** Names of headers that are remembered. A client can send any number of them. */
const MAX_NAMES = 1000;

type Headers = Record<string, string | string[] | undefined>;

/** Removes credentials from journal entries. */
export class Redactor {
  private readonly familyHeaders: Set<string>;
  private readonly texts: RegExp[];
  /** Answers of `isSecret`. Most messages have the same headers. */
  private readonly knownNames = new Map<string, boolean>();

  constructor(secrets: readonly Secrets[]) {
    this.familyHeaders = new Set(secrets.flatMap(({ headers }) => headers));
    this.texts = secrets.map(({ texts }) => texts);
  }

  /** Headers without credentials. The scheme (Basic, Bearer) of Authorization stays. */
  headers(headers: Headers): Headers {
    const redacted: Headers = {};
    for (const name in headers) {
      const value = ownValue(headers, name);
      if (!this.isSecret(name))
        redacted[name] = Array.isArray(value)
          ? value.map(this.header)
          : value && this.header(value);
      else if (/authorization$/i.test(name))
        redacted[name] = `${SCHEME.exec(String(value))?.[0] ?? ''} ${REDACTED}`.trim();
      else redacted[name] = REDACTED;
    }
    return redacted;
  }

  /** A path without the values of secrets. */
  path(path: string): string {
    return this.text(QUERY.test(path) ? redactText(path) : path);
  }

  /** A body without secrets, at every path: a client may send its token request to a wrong one. */
  body(text: string): string {
    if (text === '') return text;
    return this.text(redactText(text));
  }

  private isSecret(name: string): boolean {
    let isSecret = this.knownNames.get(name);
    if (isSecret === undefined) {
      isSecret = isSecretName(name) || this.familyHeaders.has(name);
      if (this.knownNames.size < MAX_NAMES) this.knownNames.set(name, isSecret);
    }
    return isSecret;
  }

  /** The value of a header, which may be a URL or contain one. */
  private readonly header = (value: unknown): string => {
    // Fastify has the length of a response as a number.
    const text = String(value);
    return this.text(STRUCTURED.test(text) ? redactText(text) : text);
  };

  private text(text: string): string {
    return this.texts.reduce((redacted, secret) => redacted.replaceAll(secret, REDACTED), text);
  }
}
