import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Parses an `Authorization: Basic` header; undefined: it is not one. */
export function parseBasicAuth(
  authorization: string,
): { clientId: string; clientSecret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  const pair = encoded && Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair ? pair.indexOf(':') : -1;
  if (!pair || colon < 0) return undefined;
  return {
    clientId: decodeFormValue(pair.slice(0, colon)),
    clientSecret: decodeFormValue(pair.slice(colon + 1)),
  };
}

/**
 * Decodes id or secret, which are form-encoded inside Basic (RFC 6749 §2.3.1). Text that cannot be
 * decoded is used unchanged.
 */
function decodeFormValue(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Compares in constant time, so that the duration reveals nothing, not even the length. */
export function equalsConstantTime(actual: string, expected: string): boolean {
  return timingSafeEqual(digestOf(actual), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Secret of a demo client: the documented one, or one that only the owner of the key can derive. */
export function demoSecret(clientId: string, key: string | undefined): string {
  if (key === undefined) return `${clientId}-secret`;
  return createHmac('sha256', key).update(clientId).digest('hex').slice(0, 32);
}
