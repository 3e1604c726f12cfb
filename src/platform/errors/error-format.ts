import type { Type as Class } from '@nestjs/common';
import type { SchemaError } from '../validation/schema.js';
import type { Problem } from './problem.js';
import type { RuleValues } from '../config/rules.js';

export interface RenderedProblem {
  contentType: string;
  /** Absent: the answer has no body. */
  body?: unknown;
}

/** Why a caller is not let in; `WWW-Authenticate` says it in the words of RFC 6750. */
export type AccessDenial = 'no-token' | 'invalid-token' | 'insufficient-scope' | 'not-connected';

/** Why a body is not looked into. */
export type UnreadableReason = 'media-type' | 'too-large';

/** What of an operation decides which errors its document shows. */
export interface DocumentedOperation {
  path: string;
  body?: unknown;
  nonJsonBody?: unknown;
  query?: unknown;
  response?: unknown;
  isPublic?: boolean;
  acceptMediaType?: string;
}

/** How a family of contracts words its errors. */
export interface ErrorFormat {
  schemaIncorrect(faults: SchemaError[]): Problem;
  /** A body that is not looked into; absent: it is against the schema as any other. */
  unreadableBody?(why: UnreadableReason, error: SchemaError): Problem;
  accessDenied(why: AccessDenial, challenge: string): Problem;
  unknownPath(path: string, known: string[]): Problem;
  internalError(): Problem;
  render(problem: Problem, rules: RuleValues): RenderedProblem;
  /** What the documents show: which statuses carry which body, at which operations. */
  documentedResponses: {
    status: number;
    description: string;
    body?: Class;
    when?: (operation: DocumentedOperation) => boolean;
  }[];
}
