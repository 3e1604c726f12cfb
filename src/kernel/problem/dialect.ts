import type { Type as Class } from '@nestjs/common';
import type { Fault } from '../contract/schema.js';
import type { Problem } from './problem.js';

/** Values of the switches for rules on which the sources disagree, by name. */
export type Rules = Readonly<Record<string, string>>;

export interface Rendered {
  contentType: string;
  /** Absent: the answer has no body. */
  body?: unknown;
}

/** Why a caller is not let in; `WWW-Authenticate` says it in the words of RFC 6750. */
export type Refusal = 'no-token' | 'invalid-token' | 'insufficient-scope' | 'not-connected';

/** How a family of contracts words its errors. */
export interface Dialect {
  schemaIncorrect(faults: Fault[]): Problem;
  refused(why: Refusal, challenge: string): Problem;
  unknownPath(path: string, known: string[]): Problem;
  failed(): Problem;
  render(problem: Problem, rules: Rules): Rendered;
  /** What the documents show: which statuses carry which body. */
  documents: { status: number; description: string; body?: Class }[];
}
