import { STATUS_CODES } from 'node:http';
import type { CheckResult } from '../requirements/check-result.js';
import type { SchemaError } from '../validation/schema.js';

/**
 * The only error that code throws on purpose. It says what went wrong; the error format of the API
 * decides how it looks on the wire.
 */
export class Problem extends Error {
  /** Failed checks that are the reason for this answer: recorded where it is rendered. */
  results: readonly CheckResult[] = [];

  constructor(
    readonly status: number,
    readonly detail: {
      /** The contract's own error code, where it has one. */
      code?: number | string;
      text: string;
      /** Our reason for the refusal, where the source fixes another text. Default: the text. */
      reason?: string;
      headers?: Record<string, string>;
      /** A token that this sandbox has not issued, or not since it was started anew. */
      unknownToken?: boolean;
      /** A token or ticket that was valid until it expired. */
      expired?: boolean;
      /** The places that are wrong, where the dialect shows them one by one. */
      errors?: readonly SchemaError[];
    },
  ) {
    super(detail.text);
  }

  /** Our reason in words; never empty. */
  get reason(): string {
    const { reason, text } = this.detail;
    return reason || text || (STATUS_CODES[this.status] ?? String(this.status));
  }

  withResults(results: readonly CheckResult[]): this {
    this.results = results;
    return this;
  }
}

/** Problem of a method that a path does not have; `allow` lists its methods, possibly none. */
export function methodNotAllowed(method: string, allow: string, reason: string): Problem {
  return new Problem(405, {
    text: `${method} is not supported on this path; supported methods: ${allow || 'none'}`,
    reason,
    headers: { Allow: allow },
  });
}

/**
 * Thrown where a route took a request that no operation is for: answered as an unserved path or
 * method.
 */
export class RouteNotFound extends Error {}

/** Text of more than one word, so that `fixed` is no documentation. */
type Words = `${string} ${string}`;

/** An error of a catalogue. `when` is the documentation of its cause. An empty code is no code. */
export type ProblemLine = readonly [
  status: number,
  code: number | string,
  text: string,
  when: Words,
  fixed?: 'fixed',
];

/** Builds a problem. Its line is for the documents. */
type ProblemBuilder = ((more?: string) => Problem) & { readonly line: ProblemLine };

/**
 * Makes a catalogue of one-line errors into functions that build them. An argument follows the text;
 * if the text is fixed, it follows in the reason only.
 */
export function defineProblems<Lines extends Record<string, ProblemLine>>(lines: Lines) {
  return Object.fromEntries(
    Object.entries(lines).map(([name, line]) => [name, Object.assign(builderOf(line), { line })]),
  ) as Record<keyof Lines, ProblemBuilder>;
}

function builderOf([status, code, text, , fixed]: ProblemLine) {
  const coded = code === '' ? {} : { code };
  return (more?: string): Problem => {
    if (more === undefined) return new Problem(status, { ...coded, text });
    if (fixed) return new Problem(status, { ...coded, text, reason: `${text}: ${more}` });
    return new Problem(status, { ...coded, text: `${text}${more}` });
  };
}
