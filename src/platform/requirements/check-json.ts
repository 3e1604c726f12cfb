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
    effect: 'Many JSON parsers refuse the message.',
    source:
      'ours: the API does not mention it; RFC 8259 §8.1: a sender must not add a byte order mark',
  },
  uniqueNames: {
    text: 'has each name once in an object',
    effect: 'Two systems read two different values from the same message.',
    source:
      'ours: the API does not mention it; RFC 8259 §4: the names within an object should be unique',
  },
};

/** Operations and actors whose JSON a requirement is about, with the ids of its two requirements. */
interface JsonTexts<Made extends Requirement> {
  ids: readonly [noByteOrderMark: string, uniqueNames: string];
  of: Pick<Made, 'actors' | 'operations'>;
}

/**
 * The requirements of an API on the JSON of requests and of responses: for the checks, and by name
 * for its catalogue.
 */
export function jsonRequirementsOf<Made extends Requirement>(
  requests: JsonTexts<Made>,
  responses: JsonTexts<Made>,
) {
  const request = jsonRequirements('request', requests);
  const response = jsonRequirements('response', responses);
  return {
    checked: { request, response },
    catalogue: {
      requestWithoutByteOrderMark: request.noByteOrderMark,
      uniqueRequestNames: request.uniqueNames,
      responseWithoutByteOrderMark: response.noByteOrderMark,
      uniqueResponseNames: response.uniqueNames,
    },
  };
}

function jsonRequirements<Made extends Requirement>(
  message: 'request' | 'response',
  { ids: [noByteOrderMark, uniqueNames], of }: JsonTexts<Made>,
): Record<keyof JsonRequirements, Made> {
  const requirementOf = (name: keyof JsonRequirements, id: string): Made => {
    const { text, source, effect } = texts[name];
    const common = { id, level: 'SHOULD', source, effect };
    return { ...common, ...of, text: `The JSON of a ${message} ${text}` } as Made;
  };
  return {
    noByteOrderMark: requirementOf('noByteOrderMark', noByteOrderMark),
    uniqueNames: requirementOf('uniqueNames', uniqueNames),
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
