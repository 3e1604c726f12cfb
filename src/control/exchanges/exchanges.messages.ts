import {
  FreeForm,
  Int,
  ListOf,
  Nested,
  Num,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../../platform/validation/fields.js';
import { AnyJson, NullableText } from '../http/json-fields.js';

/** Headers and body of a request or a response. */
export class ExchangePart {
  @FreeForm('Header fields; credentials are redacted')
  headers!: Record<string, unknown>;

  @Optional()
  @AnyJson('Body: a JSON value if it is JSON, otherwise the text; null without a body')
  body?: unknown;

  @Optional()
  @Text(
    'Text of a JSON body, if its value does not show all of it: with a byte order mark or with duplicate names',
  )
  text?: string;
}

export class FindingView {
  @Text('Id of the requirement', { example: '{{requirement}}' })
  requirement!: string;

  @OneOf(['MUST', 'SHOULD', 'INFO'], 'Level of the requirement')
  level!: string;

  @Text('JSON Pointer to the place in the message')
  pointer!: string;

  @Text('Expected value at that place')
  expected!: string;

  @Text('Actual value at that place')
  seen!: string;

  @Text('Source document of the requirement')
  source!: string;

  @Text('Text of the requirement')
  text!: string;
}

export class AppliedFaultView {
  @Uuid('Id of the injected fault')
  id!: string;

  @Text('Kind of the injected fault', { example: 'latency' })
  kind!: string;

  @Text('before: injected before the request was processed; after: injected into its response', {
    example: 'before',
  })
  when!: string;
}

/** The operation that most resembles a request without a matching route. */
export class NearMissView {
  @Text('Name of the most similar operation', { example: '{{operation}}' })
  operation!: string;

  @Text('Role that serves the operation', { example: '{{role}}' })
  role!: string;

  @Text('HTTP method of the operation', { example: 'PUT' })
  method!: string;

  @Text('Path of the operation, with the parameters of the request', { example: '{{path}}' })
  path!: string;

  @Text('Reason why the request did not match the operation')
  reason!: string;
}

export class ExchangeView {
  @Uuid('Id of the exchange; sorts by time')
  id!: string;

  @Timestamp('Start of the request, in real time')
  at!: string;

  @OneOf(
    ['inbound', 'outbound'],
    'inbound: a request to the sandbox; outbound: a request of the sandbox',
  )
  direction!: string;

  @OneOf(['partner', 'sandbox'], 'sandbox: a call between two roles of the sandbox itself')
  peer!: string;

  @NullableText('Role of the sandbox that took part; null without one')
  role!: string | null;

  @NullableText('Name of the operation; null if the request matched none', '{{operation}}')
  operation!: string | null;

  @Text('HTTP method')
  method!: string;

  @Text('Path and query of the request, as they were sent')
  path!: string;

  @Int('HTTP status; 0 without a response')
  status!: number;

  @Num('Duration in milliseconds')
  durationMs!: number;

  @Nested(() => ExchangePart, 'Request')
  request!: ExchangePart;

  @Nested(() => ExchangePart, 'Response')
  response!: ExchangePart;

  @ListOf(() => FindingView, 'Requirements that the message violates')
  findings!: FindingView[];

  @Optional()
  @Text(
    'Reason of an error response, in words; the header Sandbox-Reason of the response has its beginning',
    { example: 'the token has expired' },
  )
  reason?: string;

  @Optional()
  @Nested(() => AppliedFaultView, 'Fault that was injected into this exchange')
  fault?: AppliedFaultView;

  @Optional()
  @Nested(() => NearMissView, 'Most similar operation, if the request matched none')
  nearMiss?: NearMissView;
}

/** Request to send a recorded request again. */
export class ResendRequest {
  @Text('Client of the workspace, of which the request gets a new token', { example: 'demo' })
  clientId!: string;
}

export class ExchangePage {
  @ListOf(() => ExchangeView, 'Exchanges, newest first')
  items!: ExchangeView[];

  @Optional()
  @Text('Value of `cursor` for the next page; absent on the last page')
  nextCursor?: string;
}
