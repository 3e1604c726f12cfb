import type { ErrorFormat } from '../../platform/errors/error-format.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Int, ListOf, Optional, Text } from '../../platform/validation/fields.js';

/** One error of a request. */
class ProblemError {
  @Optional()
  @Int('Line of the error, in a text with lines', { example: 12 })
  line?: number;

  @Optional()
  @Int('Column of the error, in a text that cannot be parsed')
  column?: number;

  @Text('JSON Pointer to the wrong value; empty: the whole document', { example: '/mode' })
  path!: string;

  @Text('Expected value', { example: 'one of real, frozen' })
  expected!: string;

  @Text('Actual value', { example: 'stopped' })
  seen!: string;
}

/** A problem document (RFC 9457). */
export class ProblemView {
  @Text('Type of the problem; about:blank: as the status', { example: 'about:blank' })
  type!: string;

  @Text('Name of the status', { example: 'Bad Request' })
  title!: string;

  @Int('HTTP status', { example: 400 })
  status!: number;

  @Text('Description of the problem: the field, the expected and the actual value', {
    example: '/mode: expected one of real, frozen, seen stopped',
  })
  detail!: string;

  @Optional()
  @ListOf(() => ProblemError, 'Each schema error separately, at most 100')
  faults?: ProblemError[];
}

/** Error format of the control API, with the class of its bodies for the document. */
export const controlErrors: ErrorFormat = { ...problemDetails, methodNotAllowedBody: ProblemView };
