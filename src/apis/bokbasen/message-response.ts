import { Int, ListOf, Optional, Text } from '../../platform/validation/fields.js';

export class FaultView {
  @Text(
    'Where it is: JSON Pointer, XPath, or the name of a query parameter behind a question mark',
    {
      example: '/status',
    },
  )
  path!: string;

  @Optional()
  @Int('Line of an XML document', { example: 14 })
  line?: number;

  @Text('What was expected there')
  expected!: string;

  @Text('What was seen there')
  seen!: string;
}

export class MessageResponse {
  @Optional()
  @Text('DDS: what is wrong, in a word', { example: 'UNKNOWN_RESOURCE' })
  data?: string;

  @Text('What is wrong; decide on the status code, since Bokbasen documents no error bodies', {
    example: 'Forbidden',
  })
  message!: string;

  @Optional()
  @Text('Why, in the words of the sandbox')
  reason?: string;

  @Optional()
  @ListOf(() => FaultView, 'Every place at which the body departs from its schema, at most 100')
  faults?: FaultView[];
}
