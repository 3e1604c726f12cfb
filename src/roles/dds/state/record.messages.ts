import {
  Loan,
  OrderOfTitle,
  RvuReport,
  StreamingReport,
  SubscriptionOrder,
} from '../../../apis/bokbasen-dds/messages.js';
import {
  Bool,
  DiscriminatedBy,
  CustomType,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../../../platform/validation/fields.js';

const orders = { normal: OrderOfTitle, subscription: SubscriptionOrder };

/** Accepted order in the state. */
export class SaleRecord {
  @Uuid('Fulfilment id', { example: '0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3' })
  fulfilmentId!: string;

  @OneOf(Object.keys(orders), 'Type of the order: of a store, or of a subscription service', {
    example: 'normal',
  })
  kind!: keyof typeof orders;

  @Optional()
  @Text('Client that sent the order; default: the first client of the workspace', {
    example: 'demo',
  })
  client?: string;

  @Optional()
  @Bool('True for the excerpt; default: the value in the order', { example: false })
  excerpt?: boolean;

  @Optional()
  @Text('Name in the watermark; default: the name in the order', { example: 'Ola Nordmann' })
  buyer?: string;

  @Optional()
  @Timestamp('Time of the order; default: now', { example: '2026-09-01T08:00:00Z' })
  createdAt?: string;

  @DiscriminatedBy('kind', () => orders, 'The order as it was received')
  order!: OrderOfTitle | SubscriptionOrder;
}

/** Message class of each kind of report. `list`: a report may be a list of them. */
export const reportKinds = {
  streaming: { of: StreamingReport, list: false },
  rvu: { of: RvuReport, list: false },
  loan: { of: Loan, list: true },
  tibi: { of: Loan, list: true },
};
export type ReportKind = keyof typeof reportKinds;

/** Received report in the state. */
export class ReportRecord {
  @Uuid('Id of the report; reports are sorted by it', {
    example: '01996d5c-8f00-7000-8000-000000000001',
  })
  id!: string;

  @OneOf(Object.keys(reportKinds), 'Kind of the report', { example: 'rvu' })
  kind!: ReportKind;

  @Text('Client that sent the report', { example: 'demo' })
  client!: string;

  @Timestamp('Time of arrival', { example: '2026-09-01T08:00:00Z' })
  reportedAt!: string;

  @CustomType(
    (value) => typeof value === 'object' && value !== null,
    'an object, or an array of objects',
    { anyOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' } }] },
    'The report as it was received; loans can be an array',
  )
  report!: object;
}
