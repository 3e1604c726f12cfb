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

/** An order that was taken, as testers read and write it. */
export class SaleRecord {
  @Uuid('Fulfilment id', { example: '0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3' })
  fulfilmentId!: string;

  @OneOf(Object.keys(orders), 'Of a store, or of a subscription service', { example: 'normal' })
  kind!: keyof typeof orders;

  @Optional()
  @Text('The client that ordered; the first of the workspace when absent', { example: 'demo' })
  client?: string;

  @Optional()
  @Bool('For the excerpt; as the order says when absent', { example: false })
  excerpt?: boolean;

  @Optional()
  @Text('Of whom a watermark tells; the name in the order when absent', { example: 'Ola Nordmann' })
  buyer?: string;

  @Optional()
  @Timestamp('When it was sold; now when absent', { example: '2026-09-01T08:00:00Z' })
  createdAt?: string;

  @DiscriminatedBy('kind', () => orders, 'The order as it came')
  order!: OrderOfTitle | SubscriptionOrder;
}

/** Of what class a report of each kind is; of loans there may be a list. */
export const reportKinds = {
  streaming: { of: StreamingReport, list: false },
  rvu: { of: RvuReport, list: false },
  loan: { of: Loan, list: true },
  tibi: { of: Loan, list: true },
};
export type ReportKind = keyof typeof reportKinds;

/** A report that a service sent. */
export class ReportRecord {
  @Uuid('Identity; reports are listed in its order', {
    example: '01996d5c-8f00-7000-8000-000000000001',
  })
  id!: string;

  @OneOf(Object.keys(reportKinds), 'Of what it reports', { example: 'rvu' })
  kind!: ReportKind;

  @Text('The client that reported', { example: 'demo' })
  client!: string;

  @Timestamp('When it came', { example: '2026-09-01T08:00:00Z' })
  reportedAt!: string;

  @CustomType(
    (value) => typeof value === 'object' && value !== null,
    'an object, or a list of objects',
    { anyOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' } }] },
    'The report as it came; loans may be a list',
  )
  report!: object;
}
