import type { Type as Class } from '@nestjs/common';
import { withoutByteOrderMark } from '../validation/byte-order-mark.js';
import { undeclaredFields } from '../validation/schema.js';
import { violationOf, type Requirement, type ViolationDetail } from './requirement.js';
import type { Violation } from './violation.js';

/** Result of checking one requirement on one exchange: passed when there are no violations. */
export interface CheckResult {
  requirement: Requirement;
  violations: Violation[];
}

/** A result with a violation at each of those places. */
export function resultOf(requirement: Requirement, ...details: ViolationDetail[]): CheckResult {
  const violations = details.map(({ pointer, expected, seen }) =>
    violationOf(requirement, pointer, expected, seen),
  );
  return { requirement, violations };
}

export function pass(requirement: Requirement): CheckResult {
  return { requirement, violations: [] };
}

export function fail(
  requirement: Requirement,
  pointer: string,
  expected: string,
  seen: string,
): CheckResult {
  return { requirement, violations: [violationOf(requirement, pointer, expected, seen)] };
}

/** A pass when the condition holds, otherwise that violation. */
export function passIf(
  requirement: Requirement,
  condition: boolean,
  { pointer, expected, seen }: ViolationDetail,
): CheckResult {
  return condition ? pass(requirement) : fail(requirement, pointer, expected, seen);
}

/** The place of a violation. */
export function at(pointer: string, expected: string, seen: string): ViolationDetail {
  return { pointer, expected, seen };
}

/** Characters of a received body that a violation repeats. */
const MAX_SEEN_LENGTH = 200;

/** The place of a violation in a body that may be long: only its beginning is repeated. */
export function atStartOf(pointer: string, expected: string, seen: string): ViolationDetail {
  return at(pointer, expected, seen.slice(0, MAX_SEEN_LENGTH));
}

/** The violations of several results, in their order. */
export function violationsOf(results: readonly CheckResult[]): Violation[] {
  return results.flatMap(({ violations }) => violations);
}

/**
 * Checks that a message has only fields that its class declares; `base` is the pointer to the
 * message.
 */
export function checkDeclaredFields(
  requirement: Requirement,
  type: Class,
  message: object,
  base = '',
): CheckResult {
  const unknown = undeclaredFields(type, message);
  return resultOf(
    requirement,
    ...unknown.map((pointer) => at(base + pointer, 'no such field', 'a field')),
  );
}

/**
 * The JSON value of a text; undefined when the text is not JSON. A byte order mark is ignored, as
 * RFC 8259 §8.1 allows.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(text)) as unknown;
  } catch {
    return undefined;
  }
}
