import { isDeepStrictEqual } from 'node:util';
import type { ViolationDetail } from '../../platform/requirements/requirement.js';
import { appendPointer } from '../../platform/validation/json-pointer.js';

const MAX_VALUE_LENGTH = 200;

/** A JSON value with its type, so that `100` and `"100"` look different. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  const shown = text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return value === null ? shown : `${shown} (${typeOf(value)})`;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/**
 * Fields of an object that another one does not have with the same value. Further fields of the
 * other object are no difference.
 */
export function differencesOf(
  expected: object,
  actual: object | undefined,
  base = '',
): ViolationDetail[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    valueDifferences(value, (actual as Record<string, unknown>)?.[name], appendPointer(base, name)),
  );
}

function valueDifferences(expected: unknown, actual: unknown, pointer: string): ViolationDetail[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  if (isObject(expected) && isObject(actual) && isList(expected) === isList(actual))
    return differencesOf(expected, actual, pointer);
  return [{ pointer, expected: describeValue(expected), seen: describeValue(actual) }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Lists of another length are shown as a whole. */
function isList(value: object): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}
