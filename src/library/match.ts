import { fieldsOf } from './known-fields.js';
import type { Exchange } from './types.js';

/** Fields that an exchange must have. Objects match if they have these fields, at least. */
export interface ExchangeMatch {
  /** Role of Ketenlab that took part. */
  role?: string;
  /** HTTP status; 0 without a response. */
  status?: number;
  /** HTTP method. */
  method?: string;
  /** Path and query of the request. */
  path?: unknown;
  /** Body of the request, parsed if it is JSON. */
  body?: unknown;
  /** Headers of the request, in lower case. Secrets are redacted. */
  headers?: Record<string, unknown>;
  /** Body of the answer. */
  response?: unknown;
  /** Ids of the requirements that the exchange breaks; `[]`: none. */
  findings?: readonly string[];
}

/** Names of the fields of `ExchangeMatch`. */
export const MATCH_FIELDS = fieldsOf<ExchangeMatch>({
  role: true,
  status: true,
  method: true,
  path: true,
  body: true,
  headers: true,
  response: true,
  findings: true,
});

/** A value that differs from the expected one. */
export interface Difference {
  /** Place in the exchange, for example `body.orderLines.0.quantity`. */
  place: string;
  expected: unknown;
  received: unknown;
}

/** Differences between an exchange and what is expected of it; none: it matches. */
export function differencesOf(match: ExchangeMatch, exchange: Exchange): Difference[] {
  const { role, status, method, path, request, response, findings } = exchange;
  const actual = {
    role,
    status,
    method,
    path,
    body: request.body,
    headers: request.headers,
    response: response.body,
    findings: [...new Set(findings.map(({ requirement }) => requirement))],
  };
  return compare(match, actual, '');
}

function compare(expected: unknown, received: unknown, place: string): Difference[] {
  if (isAsymmetric(expected))
    return expected.asymmetricMatch(received) ? [] : [{ place, expected, received }];
  if (Array.isArray(expected) && Array.isArray(received) && expected.length === received.length)
    return expected.flatMap((item, index) => compare(item, received[index], at(place, index)));
  if (isRecord(expected) && isRecord(received))
    return Object.entries(expected)
      .filter(([, value]) => value !== undefined)
      .flatMap(([name, value]) => {
        const own = Object.hasOwn(received, name) ? received[name] : undefined;
        return compare(value, own, at(place, name));
      });
  return Object.is(expected, received) ? [] : [{ place, expected, received }];
}

const at = (place: string, name: string | number) =>
  place === '' ? `${name}` : `${place}.${name}`;

/** Matchers such as `expect.any(String)`, of Jest and of Vitest. */
interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean;
}

function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return isRecord(value) && typeof value['asymmetricMatch'] === 'function';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
