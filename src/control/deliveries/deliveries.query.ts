import {
  outboxMessageStates,
  type OutboxMessageState,
} from '../../platform/outbox/outbox-message.entity.js';
import { PageQuery } from '../http/paging.js';
import { QueryParameter } from '../http/query-parameters.js';

/** Query of the outgoing messages: a page, and filters on them. */
export class DeliveriesQuery extends PageQuery {
  @QueryParameter(
    {
      description: 'State of the message',
      schema: { type: 'string', enum: [...outboxMessageStates] },
    },
    `one of ${outboxMessageStates.join(', ')}`,
    (text) => outboxMessageStates.find((state) => state === text),
  )
  state?: OutboxMessageState;

  @QueryParameter(
    {
      description: 'Role that receives the message',
      schema: { type: 'string', example: '{{receiver}}' },
    },
    'text',
  )
  to?: string;
}
