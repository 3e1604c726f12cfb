import type { ErrorDetail } from 'libxml2-wasm';
import {
  MAX_SCHEMA_ERRORS,
  describeValue,
  type SchemaError,
} from '../../platform/validation/schema.js';

/**
 * Errors of libxml2 with their places, at most 100. `expected` is used for a text that is not
 * recognized.
 */
export function editxErrors(error: unknown, expected: string): SchemaError[] {
  const details = (error as { details?: ErrorDetail[] }).details ?? [];
  if (details.length === 0)
    return [{ path: '', expected, seen: describeValue((error as Error).message.trim()) }];
  return details.slice(0, MAX_SCHEMA_ERRORS).map(({ message, line, xpath }) => ({
    path: xpath ?? '',
    line,
    ...wordsFor(message.trim(), expected),
  }));
}

type ErrorText = Pick<SchemaError, 'expected' | 'seen'>;

/** Error texts of libxml2, each with the expected and the actual value that it contains. */
const wordings: [RegExp, (...parts: string[]) => ErrorText][] = [
  [
    /^Element '(.+?)': This element is not expected\. Expected is (?:one of )?\( (.+) \)\.$/,
    (name, among) => ({ expected: anyOf(among), seen: name }),
  ],
  [
    /^Element '(.+?)': This element is not expected\.$/,
    (name) => ({ expected: 'nothing more', seen: name }),
  ],
  [
    /Missing child element\(s\)\. Expected is (?:one of )?\( (.+) \)\.$/,
    (among) => ({ expected: anyOf(among), seen: 'missing' }),
  ],
  [
    /^Element 'IssueDateTime': \[facet 'pattern'\] The value '(.*)' is not accepted/s,
    (value) => ({
      expected: 'a valid day as YYYYMMDD, or YYYYMMDDThhmm optionally followed by Z or an offset',
      seen: value,
    }),
  ],
  [
    /^Element '(?:\w*Date|LastDateForReturns)': \[facet 'pattern'\] The value '(.*)' is not accepted/s,
    (value) => ({ expected: 'a valid day as YYYYMMDD', seen: value }),
  ],
  // These lists are too long to be repeated in an error.
  [
    /^Element 'CurrencyCode': \[facet 'enumeration'\] The value '(.*)' is not an element/s,
    (value) => ({ expected: 'a currency code of ISO 4217', seen: value }),
  ],
  [
    /^Element 'CountryCode': \[facet 'enumeration'\] The value '(.*)' is not an element/s,
    (value) => ({ expected: 'a country code of ISO 3166-1 alpha-2', seen: value }),
  ],
  [
    /\[facet 'pattern'\] The value '(.*)' is not accepted by the pattern '(.*)'\.$/s,
    (value, pattern) => ({ expected: pattern, seen: value }),
  ],
  [
    /\[facet 'enumeration'\] The value '(.*)' is not an element of the set \{(.*)\}\.$/s,
    (value, set) => ({ expected: `one of ${set.replaceAll("'", '')}`, seen: value }),
  ],
  [
    /The value '(.*)' does not match the fixed value constraint '(.*)'\.$/s,
    (value, fixed) => ({ expected: fixed, seen: value }),
  ],
  [
    /^Element '.+?': '(.*)' is not a valid value of the atomic type 'xs:(\w+)'\.$/s,
    (value, type) => ({ expected: type, seen: value }),
  ],
  [
    /The attribute '(.+)' is required but missing\.$/,
    (name) => ({ expected: `attribute ${name}`, seen: 'missing' }),
  ],
];

function anyOf(among: string): string {
  return among.includes(',') ? `one of ${among}` : among;
}

function wordsFor(message: string, expected: string): ErrorText {
  for (const [pattern, words] of wordings) {
    const [, ...parts] = pattern.exec(message) ?? [];
    if (parts.length === 0) continue;
    const text = words(...parts);
    return { expected: text.expected, seen: describeValue(text.seen) || 'nothing' };
  }
  return { expected, seen: describeValue(message) };
}
