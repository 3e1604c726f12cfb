import { appendPointer } from '../../platform/validation/json-pointer.js';
import {
  MAX_SCHEMA_ERRORS,
  describeTyped,
  type SchemaError,
} from '../../platform/validation/schema.js';
import { Problem } from '../../platform/errors/problem.js';
import type { Collections } from '../../sandbox/state/collections.js';
import type { ApiDirectory } from '../../apis/api-directory.js';
import { seedErrors } from './seed-errors.js';

/** Field with the URL of the JSON Schema, which editors use. */
export const SCHEMA_KEY = '$schema';

/** Errors of a seed, which is an object with a list of items for each writable collection. */
export function validateSeed(
  value: unknown,
  collections: Collections,
  directory: ApiDirectory,
): SchemaError[] {
  if (!isObject(value)) return [wrongType('', 'an object of collections', value)];
  const names = directory.sortCollections(collections.writable());
  const errors: SchemaError[] = [];
  for (const [name, list] of Object.entries(value)) {
    const path = appendPointer('', name);
    if (name === SCHEMA_KEY) {
      if (typeof list !== 'string') errors.push(wrongType(path, 'string', list));
    } else if (!names.includes(name))
      errors.push({ path, expected: `one of ${names.join(', ')}`, seen: name });
    else if (Array.isArray(list)) errors.push(...validateItems(name, list, collections));
    else errors.push(wrongType(path, 'array', list));
  }
  return errors;
}

function validateItems(name: string, list: unknown[], collections: Collections): SchemaError[] {
  const [writer] = collections.writersOf(name);
  const usedIds = new Set<string>();
  const errors: SchemaError[] = [];
  for (const [index, item] of list.entries()) {
    if (errors.length >= MAX_SCHEMA_ERRORS) break;
    const path = appendPointer(appendPointer('', name), index);
    const { id, errors: itemErrors } = validateItem(name, item, path, collections);
    errors.push(...itemErrors);
    if (id === undefined) continue;
    const key = writer?.itemType.anyCase ? id.toLowerCase() : id;
    if (usedIds.has(key))
      errors.push({
        path: appendPointer(path, writer?.itemType.id ?? ''),
        expected: 'each id once',
        seen: id,
      });
    usedIds.add(key);
  }
  return errors;
}

/** The id of a valid item, or its errors. */
function validateItem(
  name: string,
  item: unknown,
  path: string,
  collections: Collections,
): { id?: string; errors: SchemaError[] } {
  if (!isObject(item)) return { errors: [wrongType(path, 'object', item)] };
  try {
    return { id: collections.validateNew(name, item), errors: [] };
  } catch (error) {
    if (error instanceof Problem) return { errors: seedErrors(error, path) };
    throw error;
  }
}

function wrongType(path: string, expected: string, value: unknown): SchemaError {
  return { path, expected, seen: describeTyped(value) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
