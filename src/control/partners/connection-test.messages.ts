import { Int, ListOf, OneOf, Optional, Text, Uuid } from '../../platform/validation/fields.js';

export const stepNames = ['reach', 'token', 'answer', 'clock'] as const;
export const stepResults = ['ok', 'fail', 'skip'] as const;

/** One step of the test of a connection. */
export class ConnectionStepView {
  @OneOf(
    stepNames,
    'reach: the server gives any HTTP response; token: its token endpoint issues a token; answer: what it answers to ' +
      'OPTIONS at the path of an operation; clock: the time in its Date header',
  )
  name!: (typeof stepNames)[number];

  @OneOf(stepResults, 'skip: it cannot be tested, or the response does not show it')
  result!: (typeof stepResults)[number];

  @Text('Result in words, and what to do')
  text!: string;

  @Optional()
  @Text('Address that was called', { example: 'http://127.0.0.1:9000/v1' })
  url?: string;

  @Optional()
  @Int('HTTP status of the response; absent without a response')
  status?: number;

  @Optional()
  @Int('Duration of the call in milliseconds')
  durationMs?: number;

  @Optional()
  @Int('Milliseconds by which the clock of the partner is ahead; negative: behind')
  clockDifferenceMs?: number;

  @Optional()
  @Uuid('Id of the exchange in the journal')
  exchange?: string;
}

export class ConnectionTestView {
  @OneOf(
    ['partner', 'sandbox'],
    'sandbox: no partner is set, and the sandbox plays the role itself',
  )
  peer!: 'partner' | 'sandbox';

  @OneOf(['ok', 'fail'], 'fail: at least one step failed')
  result!: 'ok' | 'fail';

  @ListOf(
    () => ConnectionStepView,
    'Steps: reach, token, answer, clock; a step may occur for several addresses',
  )
  steps!: ConnectionStepView[];
}
