import { QueryParameter } from '../http/query-parameters.js';
import { MAX_ID_LENGTH } from './trace-ids.js';

export class TimelineQuery {
  @QueryParameter(
    {
      description:
        'Id of an order, a line, a request, a confirmation, a message of the outbox or an exchange; required',
      schema: { type: 'string', minLength: 1, maxLength: MAX_ID_LENGTH },
    },
    `1 to ${MAX_ID_LENGTH} characters`,
    (text) => (text.trim() !== '' && text.length <= MAX_ID_LENGTH ? text.trim() : undefined),
  )
  id?: string;
}
