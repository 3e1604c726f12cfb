import { appendPointer } from './json-pointer.js';
import { measureJson } from './nesting.js';

/** A name that occurs more than once in an object. */
export interface DuplicateName {
  /** JSON Pointer to it; cut if it is very long. */
  pointer: string;
  /** Number of times that the object has the name. The last value counts. */
  times: number;
}

/** Number of duplicate names that are reported. */
const MAX_DUPLICATES = 100;
const MAX_POINTER_LENGTH = 500;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * The names that occur more than once in an object of a valid JSON text; none if it nests too deeply.
 * A text without duplicates has as many names as its value, so only a text with duplicates is
 * searched for them.
 */
export function duplicateNames(
  json: string,
  value: unknown,
  { names, tooDeep } = measureJson(json),
): DuplicateName[] {
  return tooDeep || names === countNames(value) ? [] : findDuplicates(json);
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const item of value) count += countNames(item);
  else for (const name in value) count += 1 + countNames((value as Record<string, unknown>)[name]);
  return count;
}

/** An object or a list that contains the current position. */
interface Level {
  pointer: string;
  /** Name or index of the current value. */
  key: string | number;
  /** Names so far, with their duplicate if they have one; absent for a list. */
  names?: Map<string, DuplicateName | undefined>;
}

function findDuplicates(json: string): DuplicateName[] {
  const duplicates: DuplicateName[] = [];
  const levels: Level[] = [];
  let level: Level | undefined;
  let expectsName = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (char === QUOTE) {
      const end = endOfString(json, at);
      if (expectsName && level?.names) {
        const quoted = json.slice(at, end + 1);
        level.key = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
        addName(level, level.key, duplicates);
        expectsName = false;
      }
      at = end;
    } else if (char === OPEN_OBJECT || char === OPEN_LIST) {
      expectsName = char === OPEN_OBJECT;
      const pointer = level ? shortPointer(level.pointer, level.key) : '';
      level = expectsName ? { pointer, key: '', names: new Map() } : { pointer, key: 0 };
      levels.push(level);
    } else if (char === CLOSE_OBJECT || char === CLOSE_LIST) {
      levels.pop();
      level = levels.at(-1);
      expectsName = false;
    } else if (char === COMMA && level) {
      expectsName = level.names !== undefined;
      if (typeof level.key === 'number') level.key += 1;
    }
  }
  return duplicates;
}

function addName({ pointer, names }: Level, name: string, duplicates: DuplicateName[]): void {
  const duplicate = names?.get(name);
  if (duplicate) duplicate.times += 1;
  else if (names?.has(name) && duplicates.length < MAX_DUPLICATES) {
    const added = { pointer: shortPointer(pointer, name), times: 2 };
    names.set(name, added);
    duplicates.push(added);
  } else names?.set(name, undefined);
}

/** A pointer that is cut: long names at many levels would otherwise need much memory. */
function shortPointer(parent: string, key: string | number): string {
  return appendPointer(parent, key).slice(0, MAX_POINTER_LENGTH);
}

/** Index of the quote that closes a string, which begins at `start`. */
export function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE)
    at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
