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

/** Properties of an operation that determine its documented errors. */
export interface DocumentedOperation {
  path: string;
  body?: unknown;
  nonJsonBody?: unknown;
  query?: unknown;
  response?: unknown;
  isPublic?: boolean;
  acceptMediaType?: string;
}

/** An error response in the documents. */
export interface DocumentedResponse {
  status: number;
  description: string;
  /** Class of the body; absent: the response has no body. */
  body?: Class;
  /** Problems whose bodies are the examples, by name. */
  examples?: Readonly<Record<string, Problem>>;
  /** Selects the operations that have the response; absent: all of them. */
  when?: (operation: DocumentedOperation) => boolean;
}

/** Error format of a family of APIs. */
export interface ErrorFormat {
  schemaIncorrect(faults: SchemaError[]): Problem;
  /** A body that is not looked into; absent: it is against the schema as any other. */
  unreadableBody?(why: UnreadableReason, error: SchemaError): Problem;
  /** `reason`: why, in full. */
  accessDenied(why: AccessDenial, challenge: string, reason: string): Problem;
  unknownPath(path: string, known: string[]): Problem;
  internalError(): Problem;
  /** `api`: name of the API of the path, if it belongs to one. */
  render(problem: Problem, rules: RuleValues, api?: string): RenderedProblem;
  /** Error responses of the operations, for the documents. */
  documentedResponses: DocumentedResponse[];
  /** Class of the body of a 405, for the documents; absent: a 405 has no body. */
  methodNotAllowedBody?: Class;
}
