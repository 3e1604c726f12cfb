import { Int, ListOf, Optional, Text } from '../../platform/validation/fields.js';

export class FaultView {
  @Text(
    'Location of the error: JSON Pointer, XPath, or the name of a query parameter after a ' +
      'question mark',
    {
      example: '/status',
    },
  )
  path!: string;

  @Optional()
  @Int('Line number in an XML document', { example: 14 })
  line?: number;

  @Text('Expected value')
  expected!: string;

  @Text('Actual value')
  seen!: string;
}

export class MessageResponse {
  @Optional()
  @Text('DDS: error code', { example: 'UNKNOWN_RESOURCE' })
  data?: string;

  @Text(
    'Description of the error. Base your decisions on the status code, since Bokbasen does ' +
      'not document error bodies',
    {
      example: 'Forbidden',
    },
  )
  message!: string;

  @Optional()
  @Text('Reason given by the sandbox')
  reason?: string;

  @Optional()
  @ListOf(() => FaultView, 'All places where the body violates its schema, at most 100')
  faults?: FaultView[];
}
