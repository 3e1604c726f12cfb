import { below } from '../kernel/contract/json-pointer.js';
import { MOST_FAULTS, jsonType, type Fault } from '../kernel/contract/schema.js';
import { Problem } from '../kernel/problem/problem.js';
import type { Collections } from '../kernel/state/collections.js';
import { inOrder } from './collections.js';
import { faultsOf } from './seed-faults.js';

/** A field that names the schema of the file, for editors. */
export const SCHEMA_KEY = '$schema';

/** What is wrong with a seed: an object of lists, by the names of the collections that can be written. */
export function faultsOfSeed(value: unknown, collections: Collections): Fault[] {
  if (!isObject(value)) return [wrongType('', 'an object of collections', value)];
  const known = inOrder(collections.writable());
  const faults: Fault[] = [];
  for (const [name, list] of Object.entries(value)) {
    const path = below('', name);
    if (name === SCHEMA_KEY) {
      if (typeof list !== 'string') faults.push(wrongType(path, 'string', list));
    } else if (!known.includes(name))
      faults.push({ path, expected: `one of ${known.join(', ')}`, seen: name });
    else if (Array.isArray(list)) faults.push(...faultsOfList(name, list, collections));
    else faults.push(wrongType(path, 'array', list));
  }
  return faults;
}

function faultsOfList(name: string, list: unknown[], collections: Collections): Fault[] {
  const [writer] = collections.writersOf(name);
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [index, item] of list.entries()) {
    if (faults.length >= MOST_FAULTS) break;
    const path = below(below('', name), index);
    const { id, faults: own } = judged(name, item, path, collections);
    faults.push(...own);
    if (id === undefined) continue;
    const key = writer?.anyCase ? id.toLowerCase() : id;
    if (seen.has(key))
      faults.push({ path: below(path, writer?.id ?? ''), expected: 'each once', seen: id });
    seen.add(key);
  }
  return faults;
}

/** The id of a good item, or what is wrong with it. */
function judged(
  name: string,
  item: unknown,
  path: string,
  collections: Collections,
): { id?: string; faults: Fault[] } {
  if (!isObject(item)) return { faults: [wrongType(path, 'object', item)] };
  try {
    return { id: collections.judge(name, item), faults: [] };
  } catch (error) {
    if (error instanceof Problem) return { faults: faultsOf(error, path) };
    throw error;
  }
}

function wrongType(path: string, expected: string, value: unknown): Fault {
  return { path, expected, seen: jsonType(value) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
