import { parseJson } from '../requirements/check-result.js';
import type { IncomingResponse } from './journaled-http.js';

/** A token of a partner's token endpoint. */
export interface GrantedToken {
  token: string;
  /** Undefined: the response does not name it, or not as a text. */
  scope: string | undefined;
  /** Lifetime in seconds; undefined: the response does not give it. */
  expiresIn: number | undefined;
}

/** Characters that a token may have (RFC 6749 A.12), without the space, which ends it in a header. */
const TOKEN = /^[\u0021-\u007e]+$/;
const MAX_LENGTH = 200;

/**
 * Reads the response of a partner's token endpoint: the token, or the reason why it has none. RFC
 * 6749 §5.1 prescribes 200; every 2xx is accepted.
 */
export function readTokenResponse(response: IncomingResponse): GrantedToken | string {
  const { status, headers, body } = response;
  if (status < 200 || status >= 300) return refusalIn(response);
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const type = String(headers['content-type'] ?? 'no Content-Type');
    return body === '' ? 'no body' : `not a JSON object (${type}): ${shortened(body)}`;
  }
  const { access_token: token, scope, expires_in: seconds } = value as Record<string, unknown>;
  if (token === undefined)
    return `no access_token; fields: ${shortened(Object.keys(value).join(', ')) || 'none'}`;
  if (typeof token !== 'string' || !TOKEN.test(token))
    return 'an access_token that is not a text of visible ASCII characters';
  return {
    token,
    scope: typeof scope === 'string' ? scope : undefined,
    expiresIn: secondsIn(seconds),
  };
}

/** The error of RFC 6749 §5.2, or the beginning of another body. */
function refusalIn({ status, headers, body }: IncomingResponse): string {
  if (status >= 300 && status < 400)
    return `a redirect to ${String(headers['location'] ?? 'nowhere')}, which is not followed`;
  const { error, error_description: description } = (parseJson(body) ?? {}) as Record<
    string,
    unknown
  >;
  const texts = [error, description].filter((one) => typeof one === 'string');
  return shortened(texts.join(': ') || body) || 'no body';
}

/** Some servers write the number as a text. */
function secondsIn(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : undefined;
}

function shortened(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
