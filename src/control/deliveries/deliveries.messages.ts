import {
  Int,
  ListOf,
  Nested,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../../platform/validation/fields.js';
import { outboxMessageStates } from '../../platform/outbox/outbox-message.entity.js';
import { ExchangePart } from '../exchanges/exchanges.messages.js';
import { AnyJson } from '../http/json-fields.js';

/** One attempt to send a message. */
export class AttemptView {
  @Timestamp('Start of the attempt, in workspace time')
  at!: string;

  @Optional()
  @Nested(() => ExchangePart, 'Request; absent if it is no longer in the journal')
  request?: ExchangePart;

  @Optional()
  @Nested(() => ExchangePart, 'Response; absent if it is no longer in the journal')
  response?: ExchangePart;

  @Optional()
  @Int('HTTP status of the response; absent without a response')
  status?: number;

  @Optional()
  @Text('Reason why there was no response')
  error?: string;

  @Int('Duration in milliseconds')
  durationMs!: number;

  @Optional()
  @Uuid('Id of the exchange; absent if it is no longer in the journal')
  exchange?: string;
}

export class DeliveryView {
  @Uuid('Id of the delivery; sorts by time')
  id!: string;

  @Text('Name of the operation to call', { example: '{{sentOperation}}' })
  operation!: string;

  @Text('Role that receives the message', { example: '{{receiver}}' })
  to!: string;

  @Optional()
  @Text('Address of the next attempt; absent: no served role sends the message')
  url?: string;

  @Uuid('Reference id of the message, or of the message that it confirms')
  about!: string;

  @OneOf(
    outboxMessageStates,
    'refused: the partner returned a 4xx status; failed: no attempt succeeded',
  )
  state!: string;

  @Timestamp('Time at which it is due, in workspace time')
  dueAt!: string;

  @AnyJson('Message: a JSON value if it is JSON, otherwise the text')
  body!: unknown;

  @ListOf(() => AttemptView, 'Attempts to send the message')
  attempts!: AttemptView[];
}

export class DeliveryPage {
  @ListOf(() => DeliveryView, 'Deliveries, newest first')
  items!: DeliveryView[];

  @Optional()
  @Text('Value of `cursor` for the next page; absent on the last page')
  nextCursor?: string;
}
