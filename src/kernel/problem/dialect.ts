import type { Type as Class } from '@nestjs/common';
import type { Operation } from '../contract/operation.js';
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

/** Why a body is not looked into. */
export type Unreadable = 'media-type' | 'too-large';

/** How a family of contracts words its errors. */
export interface Dialect {
  schemaIncorrect(faults: Fault[]): Problem;
  /** A body that is not looked into; absent: it is against the schema as any other. */
  unreadable?(why: Unreadable, fault: Fault): Problem;
  refused(why: Refusal, challenge: string): Problem;
  unknownPath(path: string, known: string[]): Problem;
  failed(): Problem;
  render(problem: Problem, rules: Rules): Rendered;
  /** What the documents show: which statuses carry which body, at which operations. */
  documents: {
    status: number;
    description: string;
    body?: Class;
    when?: (operation: Operation) => boolean;
  }[];
}
