import {
  Bool,
  CalendarDate,
  CustomType,
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
  deliveryTypes,
  filterTypes,
  rowOf,
  sharedStatuses,
  typeSynonyms,
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
  Object.fromEntries(
    [...deliveryTypes, ...Object.keys(typeSynonyms)].map((type) => [type, rowOf(type)[which]]),
  );

export class DeliveryOrder {
  @Uuid('Id of the delivery order', { example: '24e39454-5360-4ba4-819f-03e59b8dd679' })
  deliveryOrderId!: string;

  @Optional()
  @Text('Id of the contract under which the order is placed', { example: 'CT-2026-001' })
  contractId?: string;

  @DiscriminatedBy('deliveryType', () => classes('buyer'), 'The buyer: a school or a customer')
  buyer!: SchoolReference | CustomerReference;

  @Text("Id of the product, as in the supplier's Catalogue API", { example: '9789000000029' })
  productId!: string;

  @OneOf(
    deliveryTypes,
    'Who may activate the product; it determines the fields of buyer and ' +
      'deliverySpecification. The rule DELIVERY_TYPE_NAMES decides on customer-student and ' +
      'customer-activationcode, which are names of two types in other documents',
    { synonyms: Object.keys(typeSynonyms) },
  )
  deliveryType!: DeliveryType;

  @DiscriminatedBy(
    'deliveryType',
    () => classes('specification'),
    'The recipients, in the form that deliveryType determines',
  )
  deliverySpecification!: Record<string, unknown>;

  @Optional()
  @ListOfText('Leermiddelenportaal applications that must process the access URL')
  portals?: string[];

  @CalendarDate('First day of the activation period', { example: '2026-08-01' })
  startDate!: string;

  @CalendarDate('First day on which the product can no longer be activated', {
    example: '2027-07-31',
  })
  activationUntilDate!: string;

  @Optional()
  @CalendarDate('Date of the cancellation; required when the status is cancelled')
  endDate?: string;

  @OneOf(deliveryStatuses, 'Status of the order')
  status!: DeliveryStatus;

  @Timestamp('Time of creation', { example: '2026-06-01T10:00:00Z' })
  dateCreated!: string;

  @Timestamp('Time of the last change', { example: '2026-06-01T10:00:00Z' })
  dateLastModified!: string;
}

export class DeliveryOrderRequest {
  @Uuid(
    'Id of this message. A repeated message is not processed again; its confirmation is ' +
      'sent again',
  )
  deliveryOrderReferenceId!: string;

  @Nested(() => DeliveryOrder, 'The complete order in its latest state')
  deliveryOrder!: DeliveryOrder;
}

export class DeliveryOrderConfirmation {
  @Text('deliveryOrderReferenceId of the request')
  deliveryOrderReferenceId!: string;

  @Text('Id of this confirmation; it stays the same when the confirmation is sent again')
  deliveryOrderReceiveId!: string;

  @Uuid('deliveryOrderId of the request')
  deliveryOrderId!: string;

  @Text('productId of the request')
  productId!: string;

  @Timestamp('Time at which the change took effect', { example: '2026-06-01T10:00:05Z' })
  processedTimestamp!: string;

  @Optional()
  @OneOf(sharedStatuses, 'New status of the order')
  newStatus?: DeliveryStatus;

  @Optional()
  @CustomType(
    () => true,
    'any value',
    { type: 'string', example: 'processed' },
    'The source requires this field and does not define it. The sandbox always sends it: the ' +
      'value of newStatus, or the status that the order keeps',
  )
  newDeliveryOrderStatus?: unknown;

  @Optional()
  @Int('New total quantity of the order', { example: 80 })
  newTotalQuantity?: number;

  @Bool('False when the change is rejected; status and statusMessage then give the reason')
  success!: boolean;

  @Int('Functional status code: 0 OK, 99 rejected', { example: 0 })
  status!: number;

  @Optional()
  @Text('Explanation of the status')
  statusMessage?: string;
}

export class SchoolOrdersQuery {
  @Optional()
  @Text("The school's organisationMasterIdentifier; it takes precedence over orgId", {
    example: '104A158',
  })
  orgMasterId?: string;

  @Optional()
  @Text('Another identifier of the school; requires orgIdType')
  orgId?: string;

  @Optional()
  @OneOf(organisationIdTypes, 'Type of the identifier in orgId')
  orgIdType?: string;

  @Optional()
  @OneOf(sharedStatuses, 'Return only orders with this status')
  status?: string;

  @Optional()
  @OneOf(filterTypes, 'Return only orders of this type')
  deliveryType?: string;
}

export class UserOrdersQuery {
  @Optional()
  @OneOf(sharedStatuses, 'Return only orders with this status')
  status?: string;
}

export class UserAtSchool {
  @Nested(() => SchoolReference, 'The school')
  school!: SchoolReference;

  @Nested(() => UserReference, 'The user')
  user!: UserReference;
}
