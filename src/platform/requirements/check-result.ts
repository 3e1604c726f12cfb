import { violationOf, type ViolationDetail, type Requirement } from './requirement.js';
import type { Violation } from './violation.js';

/** What one exchange says of one requirement: without findings it was met. */
export interface CheckResult {
  requirement: Requirement;
  violations: Violation[];
}

/** It was met where nothing departs from it. */
export function resultOf(requirement: Requirement, ...violations: ViolationDetail[]): CheckResult {
  const findings = violations.map(({ pointer, expected, seen }) =>
    violationOf(requirement, pointer, expected, seen),
  );
  return { requirement, violations: findings };
}

/** It was met if that holds. */
export function passIf(
  requirement: Requirement,
  met: boolean,
  violation: ViolationDetail,
): CheckResult {
  return resultOf(requirement, ...(met ? [] : [violation]));
}

/** The JSON value of a text; undefined: it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
