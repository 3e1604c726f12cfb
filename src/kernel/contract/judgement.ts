import type { Finding } from '../journal/exchange.js';
import type { Rules } from '../problem/dialect.js';
import type { Operation } from './operation.js';
import { finding, type Departure, type Requirement } from './requirement.js';

/** What one exchange says of one requirement: without findings it was met. */
export interface Judgement {
  requirement: Requirement;
  findings: Finding[];
}

/** An answer of a partner, for who judges it. */
export interface AnswerSeen {
  operation: Operation;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** How the switches are set. */
  rules: Rules;
}

/** It was met where nothing departs from it. */
export function judged(requirement: Requirement, ...departures: Departure[]): Judgement {
  const findings = departures.map(({ pointer, expected, seen }) =>
    finding(requirement, pointer, expected, seen),
  );
  return { requirement, findings };
}

/** It was met if that holds. */
export function holds(requirement: Requirement, met: boolean, departure: Departure): Judgement {
  return judged(requirement, ...(met ? [] : [departure]));
}

/** The JSON value of a text; undefined: it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
