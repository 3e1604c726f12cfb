import {
  Bool,
  CalendarDate,
  DiscriminatedBy,
  Int,
  ListOfText,
  Nested,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../../platform/validation/fields.js';
import {
  deliveryStatuses,
  deliveryTypeTable,
  deliveryTypes,
  filterTypes,
  sharedStatuses,
  type DeliveryStatus,
  type DeliveryType,
} from './delivery-types.js';
import {
  SchoolReference,
  UserReference,
  organisationIdTypes,
  type CustomerReference,
} from './references.messages.js';

/** Classes of one kind, buyer or specification, by delivery type. */
const classes = (which: 'buyer' | 'specification') =>
  Object.fromEntries(Object.entries(deliveryTypeTable).map(([type, row]) => [type, row[which]]));

export class DeliveryOrder {
  @Uuid('Identity of the delivery order', { example: '24e39454-5360-4ba4-819f-03e59b8dd679' })
  deliveryOrderId!: string;

  @Optional()
  @Text('The contract whose rules apply to the order', { example: 'CT-2026-001' })
  contractId?: string;

  @DiscriminatedBy('deliveryType', () => classes('buyer'), 'Who buys: a school, or a customer')
  buyer!: SchoolReference | CustomerReference;

  @Text("The product, as the supplier's Catalogue API names it", { example: '9789000000029' })
  productId!: string;

  @OneOf(deliveryTypes, 'Who may activate; it decides what buyer and deliverySpecification hold')
  deliveryType!: DeliveryType;

  @DiscriminatedBy(
    'deliveryType',
    () => classes('specification'),
    'To whom, as the deliveryType asks',
  )
  deliverySpecification!: Record<string, unknown>;

  @Optional()
  @ListOfText('Leermiddelenportaal applications in which the access URL must be processed')
  portals?: string[];

  @CalendarDate('First day of the activation period', { example: '2026-08-01' })
  startDate!: string;

  @CalendarDate('From this day it can no longer be activated', { example: '2027-07-31' })
  activationUntilDate!: string;

  @Optional()
  @CalendarDate('Day on which it was cancelled; needed when the status is cancelled')
  endDate?: string;

  @OneOf(deliveryStatuses, 'What has become of it')
  status!: DeliveryStatus;

  @Timestamp('When it was made', { example: '2026-06-01T10:00:00Z' })
  dateCreated!: string;

  @Timestamp('When it was changed last', { example: '2026-06-01T10:00:00Z' })
  dateLastModified!: string;
}

export class DeliveryOrderRequest {
  @Uuid('Identity of this message; a repeat is not processed again, its confirmation is sent again')
  deliveryOrderReferenceId!: string;

  @Nested(() => DeliveryOrder, 'The order in its latest state, always whole')
  deliveryOrder!: DeliveryOrder;
}

export class DeliveryOrderConfirmation {
  @Text('The deliveryOrderReferenceId of the request')
  deliveryOrderReferenceId!: string;

  @Text('Identity of this confirmation; it keeps it however often it is sent')
  deliveryOrderReceiveId!: string;

  @Uuid('The deliveryOrderId of the request')
  deliveryOrderId!: string;

  @Text('The productId of the request')
  productId!: string;

  @Timestamp('When the change took effect', { example: '2026-06-01T10:00:05Z' })
  processedTimestamp!: string;

  @Optional()
  @OneOf(sharedStatuses, 'The status that the order has now')
  newStatus?: DeliveryStatus;

  @Optional()
  @Int('The total quantity that the order has now', { example: 80 })
  newTotalQuantity?: number;

  @Bool('False when the change is refused; status and statusMessage then say why')
  success!: boolean;

  @Int('Functional status code: 0 done, 99 refused', { example: 0 })
  status!: number;

  @Optional()
  @Text('The status in words')
  statusMessage?: string;
}

export class SchoolOrdersQuery {
  @Optional()
  @Text("The school's organisationMasterIdentifier; it goes before orgId", { example: '104A158' })
  orgMasterId?: string;

  @Optional()
  @Text('Another identifier of the school; comes with orgIdType')
  orgId?: string;

  @Optional()
  @OneOf(organisationIdTypes, 'What orgId is')
  orgIdType?: string;

  @Optional()
  @OneOf(sharedStatuses, 'Only orders with this status')
  status?: string;

  @Optional()
  @OneOf(filterTypes, 'Only orders of this type')
  deliveryType?: string;
}

export class UserOrdersQuery {
  @Optional()
  @OneOf(sharedStatuses, 'Only orders with this status')
  status?: string;
}

export class UserAtSchool {
  @Nested(() => SchoolReference, 'The school')
  school!: SchoolReference;

  @Nested(() => UserReference, 'The user')
  user!: UserReference;
}
