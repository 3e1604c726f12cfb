import { Int, Optional, Text } from '../../platform/validation/fields.js';

export class StatusResponse {
  @Int('Functional status code: 11 schema, 21 scope, 22 consent, 99 any other error', {
    example: 11,
  })
  status!: number;

  @Optional()
  @Text('Description of the error', { example: 'Schema incorrect' })
  statusMessage?: string;
}
