import {
  Bool,
  Int,
  ListOf,
  ListOfText,
  Nested,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../../platform/validation/fields.js';

/** Item of the state that a step or a timeline is about. */
export class TimelineItemKey {
  @Text('Name of the collection', { example: '{{collection}}' })
  collection!: string;

  @Text('Id of the item in its collection')
  id!: string;
}

export class TimelineItem extends TimelineItemKey {
  @Optional()
  @Text('Status of the item now; absent: it has none')
  status?: string;
}

/** Step of an order. */
export class TimelineStep {
  @OneOf(
    ['exchange', 'message', 'state'],
    'exchange: a request with its response; message: a message of the outbox without an exchange in the journal; state: a change of the state of an item',
  )
  kind!: string;

  @Timestamp('Time of the step in workspace time; of a message that waits: when it is due')
  at!: string;

  @Text('Title in a few words')
  title!: string;

  @Optional()
  @Text('Role of the sandbox that receives, sends or changes its state', { example: '{{role}}' })
  role?: string;

  @Optional()
  @Text('Role or party that sends; absent where several can', { example: '{{receiver}}' })
  from?: string;

  @Optional()
  @Text('Role that receives', { example: '{{role}}' })
  to?: string;

  @Optional()
  @OneOf(
    ['inbound', 'outbound'],
    'inbound: received by the role; outbound: sent by it; absent for a change of the state',
  )
  direction?: string;

  @Optional()
  @OneOf(['partner', 'sandbox'], 'sandbox: the other side of the exchange is a role of the sandbox')
  peer?: string;

  @Optional()
  @Text('Name of the operation', { example: '{{operation}}' })
  operation?: string;

  @Optional()
  @Int('HTTP status of the response; 0 without a response', { example: 202 })
  status?: number;

  @Optional()
  @Text('Status of the order in the message, or that the item got', { example: 'approved' })
  state?: string;

  @Optional()
  @OneOf(
    ['waiting', 'sent', 'refused', 'failed', 'cancelled'],
    'State of the message in the outbox, if the step sent one or will send one',
  )
  delivery?: string;

  @Optional()
  @Uuid('Id of the message in the outbox')
  deliveryId?: string;

  @Optional()
  @Timestamp('Time at which the message is due, or the change is planned, in workspace time')
  dueAt?: string;

  @Optional()
  @Uuid('Id of the exchange in the journal')
  exchange?: string;

  @Optional()
  @Int('Number of findings of the exchange')
  findings?: number;

  @Optional()
  @Text('Reason why there was no response, or why the request was refused')
  reason?: string;

  @Optional()
  @Nested(() => TimelineItemKey, 'Item whose state changed')
  item?: TimelineItemKey;
}

export class TimelineView {
  @Text('The id of the request')
  id!: string;

  @ListOfText('Ids that belong together, the id of the request first')
  ids!: string[];

  @ListOf(() => TimelineItem, 'Items of the state that belong together, with their status now')
  items!: TimelineItem[];

  @ListOf(() => TimelineStep, 'Steps, the oldest first; planned ones come last')
  steps!: TimelineStep[];

  @Bool('True: more belongs together than one answer has')
  truncated!: boolean;
}
