import { Int, Text } from '../kernel/contract/fields.js';

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
}
