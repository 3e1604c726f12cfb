import { Int, ListOf, Optional, Text } from '../../platform/validation/fields.js';

/** One place that is wrong. */
class ProblemError {
  @Optional()
  @Int('Line, of a text that has lines', { example: 12 })
  line?: number;

  @Optional()
  @Int('Where on the line, of a text that cannot be read')
  column?: number;

  @Text('JSON Pointer to the place; empty: the whole', { example: '/mode' })
  path!: string;

  @Text('What was expected there', { example: 'one of real, frozen' })
  expected!: string;

  @Text('What was seen there', { example: 'stopped' })
  seen!: string;
}

/** A problem document (RFC 9457). */
export class ProblemView {
  @Text('What sort of problem it is; about:blank: the status says it', { example: 'about:blank' })
  type!: string;

  @Text('The status in words', { example: 'Bad Request' })
  title!: string;

  @Int('The HTTP status', { example: 400 })
  status!: number;

  @Text('What is wrong: the field, what was expected and what came', {
    example: '/mode: expected one of real, frozen, seen stopped',
  })
  detail!: string;

  @Optional()
  @ListOf(
    () => ProblemError,
    'The same one by one, of what does not fit its schema; at most a hundred',
  )
  faults?: ProblemError[];
}
