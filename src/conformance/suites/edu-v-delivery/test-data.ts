import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import type {
  DeliveryOrder,
  DeliveryOrderRequest,
  UserAtSchool,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryScopes } from '../../../apis/edu-v-delivery/scopes.js';
import type { SchoolReference } from '../../../apis/edu-v-delivery/references.messages.js';
import { seededOrders } from '../../../apis/edu-v-delivery/seed.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { TestContext } from '../../runner/test-context.js';
import { insufficientScopeToken, isSeparateClient } from '../edu-v/common-tests.js';

const DAY_MS = 86_400_000;

/** Kinds of client that may read delivery orders, each with its scope. */
export const readerClients = Object.entries(deliveryScopes).map(([kind, scope]) => ({
  kind,
  scope,
}));

/**
 * Data of the partner from the configuration. A new order needs a product and a school in any case:
 * without configuration it has those of the examples, and a partner may decline it.
 */
export class DeliveryTestData {
  readonly product: string;
  /** Another product, for a change that must be rejected. */
  readonly otherProduct: string;
  /** School of a new order. */
  readonly orderSchool: SchoolReference;

  constructor(readonly session: ConformanceSession) {
    const { data } = session.options;
    const { productId, buyer } = deliveryExamples.request.deliveryOrder;
    const [first = productId, second] = Array.isArray(data['products'])
      ? data['products'].map(String)
      : [];
    this.product = first;
    this.otherProduct = second ?? `${first}-other`;
    this.orderSchool = schoolIn(data['school']) ?? buyer;
  }

  /** A product whose orders are licensed as soon as they are processed. */
  productInUse(context: TestContext): string {
    const description = 'a product whose orders are licensed as soon as they are processed';
    return String(context.requireData('productInUse', description));
  }

  contract(context: TestContext): string {
    return String(context.requireData('contract', 'a contract that has delivery orders'));
  }

  school(context: TestContext): SchoolReference {
    const description = 'a school that has delivery orders and has given its consent';
    return schoolIn(context.requireData('school', description)) ?? context.skip('data.school');
  }

  schoolWithoutConsent(context: TestContext): SchoolReference {
    const description = 'a school that has not given its consent';
    const school = schoolIn(context.requireData('schoolWithoutConsent', description));
    return school ?? context.skip('data.schoolWithoutConsent');
  }

  user(context: TestContext): UserAtSchool['user'] {
    const description = 'a user at data.school who is listed in a delivery order';
    return context.requireData('user', description) as UserAtSchool['user'];
  }

  /** An order that the partner has. */
  orderId(context: TestContext): string {
    const ids = context.requireData('orderIds', 'ids of delivery orders that the partner has');
    return String((ids as unknown[])[0]);
  }

  /** An order of a school that has not given its consent. */
  orderWithoutConsent(context: TestContext): string {
    const description = 'the id of a delivery order of a school that has not given its consent';
    return String(context.requireData('orderWithoutConsent', description));
  }

  /** Creates a new order for the whole school. */
  order(difference: Partial<DeliveryOrder> = {}): DeliveryOrder {
    const now = toIsoUtc(realNow());
    const { contract } = this.session.options.data;
    const { orderSchool: school } = this;
    return {
      deliveryOrderId: this.session.ids.uuid(),
      ...(typeof contract === 'string' && { contractId: contract }),
      buyer: school,
      productId: this.product,
      deliveryType: 'school-all',
      deliverySpecification: { school, totalQuantity: 100 },
      startDate: now.slice(0, 10),
      activationUntilDate: toIsoUtc(realNow() + 300 * DAY_MS).slice(0, 10),
      status: 'ordered',
      dateCreated: now,
      dateLastModified: now,
      ...difference,
    };
  }

  /** Creates a new order for groups, with almost all optional fields. */
  orderForGroups(): DeliveryOrder {
    const { deliveryType, deliverySpecification, portals } = deliveryExamples.request.deliveryOrder;
    const specification = { ...deliverySpecification, school: this.orderSchool };
    return this.order({ deliveryType, deliverySpecification: specification, portals });
  }

  /** Creates a new order of each deliveryType. */
  ordersOfAllTypes(): DeliveryOrder[] {
    const byType = new Map(seededOrders.map(({ order }) => [order.deliveryType, order]));
    return [...byType.values()].map(({ deliveryType, deliverySpecification, buyer }) =>
      deliveryType.startsWith('school-')
        ? this.order({
            deliveryType,
            deliverySpecification: { ...deliverySpecification, school: this.orderSchool },
          })
        : this.order({ deliveryType, deliverySpecification, buyer }),
    );
  }

  /** Creates a request for an order. */
  request(deliveryOrder: DeliveryOrder): DeliveryOrderRequest {
    return { deliveryOrderReferenceId: this.session.ids.uuid(), deliveryOrder };
  }

  /** Creates a request that changes an order. */
  changeRequest(order: DeliveryOrder, difference: Partial<DeliveryOrder>): DeliveryOrderRequest {
    return this.request({ ...order, ...difference, dateLastModified: toIsoUtc(realNow()) });
  }

  cancellation(order: DeliveryOrder): DeliveryOrderRequest {
    const endDate = toIsoUtc(realNow()).slice(0, 10);
    return this.changeRequest(order, { status: 'cancelled', endDate });
  }
}

/**
 * Authorization header of a client with another scope of this API, or without any scope of Edu-V.
 */
export async function insufficientReaderToken(
  session: ConformanceSession,
  operation: Operation,
): Promise<string | { skipReason: string }> {
  const other = readerClients.find(
    ({ kind, scope }) => !operation.scope.includes(scope) && isSeparateClient(session, kind),
  );
  return other
    ? `Bearer ${await session.tokens.get(other.kind)}`
    : insufficientScopeToken(session, operation);
}

/** A school from the configuration: its organisationMasterIdentifier, or an object. */
function schoolIn(value: unknown): SchoolReference | undefined {
  if (typeof value === 'string') return { organisationMasterIdentifier: value };
  return typeof value === 'object' && value !== null ? value : undefined;
}
