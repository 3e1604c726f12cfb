import { isDeepStrictEqual } from 'node:util';
import type { CodeBlock } from './command-blocks.js';

/** Placeholder in a document: any text within a line, any JSON value, further items of an array. */
const ANYTHING = '…';

/** Difference between a stated answer and an output; undefined: the output has all of the answer. */
export function differenceFrom({ language, text }: CodeBlock, output: string): object | undefined {
  if (language !== 'json') {
    const missingLine = firstMissingLine(text, output);
    return missingLine === undefined ? undefined : { missingLine, output };
  }
  const stated = JSON.parse(text) as unknown;
  const actual = reduceTo(stated, lastJsonOf(output));
  return isDeepStrictEqual(actual, stated) ? undefined : { stated, actual };
}

/** The last JSON object or array in an output that also has other text, for example HTTP headers. */
export function lastJsonOf(output: string): unknown {
  let last: unknown;
  for (let start = 0; start < output.length; start += 1) {
    const end = '{['.includes(output.charAt(start)) ? endOfJson(output, start) : start;
    try {
      last = JSON.parse(output.slice(start, end)) as unknown;
      start = end - 1;
    } catch {
      // Not JSON, for example a bracket in a log line.
    }
  }
  return last;
}

/** Position behind the bracket that closes the one at `start`. */
function endOfJson(output: string, start: number): number {
  let depth = 0;
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  tokens.lastIndex = start;
  for (let token = tokens.exec(output); token; token = tokens.exec(output)) {
    if (/^[{[]/.test(token[0])) depth += 1;
    else if (/^[}\]]/.test(token[0])) depth -= 1;
    if (depth === 0) return tokens.lastIndex;
  }
  return output.length;
}

/**
 * Reduces a JSON value to what a document states of it, so that the two can be compared for equality: the named fields
 * of an object, and the placeholder wherever it matches.
 */
export function reduceTo(stated: unknown, actual: unknown): unknown {
  if (stated === ANYTHING) return actual === undefined ? actual : ANYTHING;
  if (typeof stated === 'string' && typeof actual === 'string')
    return matches(stated, actual) ? stated : actual;
  if (Array.isArray(stated) && Array.isArray(actual)) {
    const isOpen = stated.at(-1) === ANYTHING;
    const items = isOpen ? actual.slice(0, stated.length - 1) : actual;
    const reduced = items.map((item, index) => reduceTo(stated[index], item));
    return isOpen ? [...reduced, ANYTHING] : reduced;
  }
  if (isRecord(stated) && isRecord(actual))
    return Object.fromEntries(
      Object.entries(stated).map(([name, value]) => [name, reduceTo(value, actual[name])]),
    );
  return actual;
}

/** The first of the stated lines that is not in the output behind the lines before it. */
export function firstMissingLine(stated: string, output: string): string | undefined {
  const remaining = linesOf(output);
  return linesOf(stated).find((line) => {
    const index = remaining.findIndex((actual) => matches(line, actual));
    remaining.splice(0, index + 1);
    return index === -1;
  });
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function matches(stated: string, actual: string): boolean {
  const parts = stated.split(ANYTHING).map((part) => part.replaceAll(/[^\w\s]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(actual);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
