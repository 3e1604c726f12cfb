import { hasByteOrderMark } from '../validation/byte-order-mark.js';
import { duplicateNames } from '../validation/duplicate-names.js';
import type { JsonMeasures } from '../validation/nesting.js';
import { resultOf, type CheckResult } from './check-result.js';
import type { Requirement } from './requirement.js';

/** Requirements on the JSON text of a message, which its value does not show. */
export interface JsonRequirements {
  noByteOrderMark: Requirement;
  uniqueNames: Requirement;
}

/** The requirements of an API on its JSON texts. */
export interface ApiJsonRequirements {
  request: JsonRequirements;
  response: JsonRequirements;
}

const texts = {
  noByteOrderMark: {
    text: 'starts without a byte order mark',
    source: 'RFC 8259 §8.1: a sender must not add a byte order mark; not specified by the API',
  },
  uniqueNames: {
    text: 'has each name once in an object',
    source: 'RFC 8259 §4: the names within an object should be unique; not specified by the API',
  },
};

/** Makes the requirements on the JSON of requests, or of responses. */
export function jsonRequirements<Made extends Requirement = Requirement>(
  message: 'request' | 'response',
  ids: Record<keyof JsonRequirements, string>,
  of: Pick<Made, 'actors' | 'operations'>,
): Record<keyof JsonRequirements, Made> {
  const requirementOf = (name: keyof JsonRequirements): Made => {
    const { text, source } = texts[name];
    const common = { id: ids[name], level: 'SHOULD', source };
    return { ...common, ...of, text: `The JSON of a ${message} ${text}` } as Made;
  };
  return {
    noByteOrderMark: requirementOf('noByteOrderMark'),
    uniqueNames: requirementOf('uniqueNames'),
  };
}

/** A JSON text whose value is known. */
export interface ParsedJson {
  /** As it was received. */
  text: string;
  value: unknown;
  /** Measures of the text, where they are known. */
  measures?: JsonMeasures;
}

/** Checks a JSON text. A recipient may ignore both faults, so such a message is accepted. */
export function checkJson(
  { noByteOrderMark, uniqueNames }: JsonRequirements,
  { text, value, measures }: ParsedJson,
): CheckResult[] {
  const mark = {
    pointer: '',
    expected: 'no byte order mark',
    seen: 'a byte order mark (EF BB BF)',
  };
  const duplicates = duplicateNames(text, value, measures).map(({ pointer, times }) => ({
    pointer,
    expected: 'a name that the object has once',
    seen: `the name ${times} times`,
  }));
  return [
    resultOf(noByteOrderMark, ...(hasByteOrderMark(text) ? [mark] : [])),
    resultOf(uniqueNames, ...duplicates),
  ];
}

/** True if a JSON value does not show all of its text: a byte order mark, or values of duplicate names. */
export function hidesText(value: unknown, text: string): boolean {
  return hasByteOrderMark(text) || duplicateNames(text, value).length > 0;
}
