import { randomUUID } from 'node:crypto';
import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import type {
  DeliveryOrder,
  DeliveryOrderRequest,
  UserAtSchool,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryScopes } from '../../../apis/edu-v-delivery/scopes.js';
import type { SchoolReference } from '../../../apis/edu-v-delivery/references.messages.js';
import { CONTRACT, schools, seededOrders, student } from '../../../apis/edu-v-delivery/seed.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { insufficientScopeToken } from '../edu-v/common-tests.js';

const DAY_MS = 86_400_000;

/** Kinds of client that may read delivery orders, each with its scope. */
export const readerClients = Object.entries(deliveryScopes).map(([kind, scope]) => ({
  kind,
  scope,
}));

/**
 * Data of the partner from the configuration. The default is the seed of the sandbox, to test its
 * own roles.
 */
export class DeliveryTestData {
  readonly product: string;
  /** A product whose orders are licensed as soon as they are processed. */
  readonly productInUse: string;
  readonly contract: string;
  readonly school: SchoolReference;
  readonly schoolWithoutConsent: SchoolReference;
  readonly user: UserAtSchool['user'];
  /** An order that the partner has. */
  readonly orderId: string;
  /** An order of a school that has not given its consent. */
  readonly orderWithoutConsent: string | undefined;

  constructor(readonly session: ConformanceSession) {
    const { data } = session.options;
    const text = (name: string, fallback: string): string =>
      typeof data[name] === 'string' ? data[name] : fallback;
    const first = (name: string, fallback: string): string =>
      Array.isArray(data[name]) ? String(data[name][0]) : fallback;
    const { productId } = deliveryExamples.request.deliveryOrder;
    this.product = first('products', productId);
    this.productInUse = text('productInUse', '9789000099115');
    this.contract = text('contract', CONTRACT);
    this.school = schoolIn(data['school']) ?? schools.first;
    this.schoolWithoutConsent = schoolIn(data['schoolWithoutConsent']) ?? schools.second;
    this.user = (data['user'] as UserAtSchool['user'] | undefined) ?? student;
    this.orderId = first('orderIds', seededOrders[0]!.order.deliveryOrderId);
    const without = data['orderWithoutConsent'];
    this.orderWithoutConsent = typeof without === 'string' ? without : undefined;
  }

  /** Creates a new order for the whole school. */
  order(difference: Partial<DeliveryOrder> = {}): DeliveryOrder {
    const now = toIsoUtc(realNow());
    return {
      deliveryOrderId: randomUUID(),
      contractId: this.contract,
      buyer: this.school,
      productId: this.product,
      deliveryType: 'school-all',
      deliverySpecification: { school: this.school, totalQuantity: 100 },
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
    const specification = { ...deliverySpecification, school: this.school };
    return this.order({ deliveryType, deliverySpecification: specification, portals });
  }

  /** Creates a new order of each deliveryType. */
  ordersOfAllTypes(): DeliveryOrder[] {
    const byType = new Map(seededOrders.map(({ order }) => [order.deliveryType, order]));
    return [...byType.values()].map(({ deliveryType, deliverySpecification, buyer }) =>
      deliveryType.startsWith('school-')
        ? this.order({
            deliveryType,
            deliverySpecification: { ...deliverySpecification, school: this.school },
          })
        : this.order({ deliveryType, deliverySpecification, buyer }),
    );
  }
}

/** Creates a request for an order. */
export function deliveryRequestOf(deliveryOrder: DeliveryOrder): DeliveryOrderRequest {
  return { deliveryOrderReferenceId: randomUUID(), deliveryOrder };
}

/** Creates a request that changes an order. */
export function changeRequestOf(
  order: DeliveryOrder,
  difference: Partial<DeliveryOrder>,
): DeliveryOrderRequest {
  return deliveryRequestOf({ ...order, ...difference, dateLastModified: toIsoUtc(realNow()) });
}

export function cancellationOf(order: DeliveryOrder): DeliveryOrderRequest {
  return changeRequestOf(order, { status: 'cancelled', endDate: toIsoUtc(realNow()).slice(0, 10) });
}

/**
 * Authorization header of a client with another scope of this API, or without any scope of Edu-V.
 */
export async function insufficientReaderToken(
  session: ConformanceSession,
  operation: Operation,
): Promise<string | { skipReason: string }> {
  const other = readerClients.find(
    ({ kind, scope }) => !operation.scope.includes(scope) && session.hasClient(kind),
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
