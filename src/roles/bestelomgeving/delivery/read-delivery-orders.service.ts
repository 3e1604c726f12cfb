import { Injectable } from '@nestjs/common';
import { knowsType } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { rowOf } from '../../../apis/edu-v-delivery/delivery-types.js';
import {
  overlap,
  schoolKeys,
  schoolOf,
  userKeys,
} from '../../../apis/edu-v-delivery/identities.js';
import type {
  DeliveryOrder,
  SchoolOrdersQuery,
  UserAtSchool,
  UserOrdersQuery,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryScopes } from '../../../apis/edu-v-delivery/operations.js';
import {
  type SchoolReference,
  type UserReference,
} from '../../../apis/edu-v-delivery/references.messages.js';
import { eduvErrorFormat, eduvProblems } from '../../../apis/edu-v/errors.js';
import type { Caller } from '../../../platform/oauth/caller.js';
import { Store, type ReadTransaction } from '../../../platform/persistence/store.js';
import { Consents } from './consents.repository.js';
import { DeliveryOrders } from './delivery-orders.repository.js';
import type { Membership } from './record.messages.js';
import { Records } from '../../../sandbox/state/records.js';
import { recordKinds } from './record.messages.js';

/** Answers what other parties ask about delivery orders. */
@Injectable()
export class ReadDeliveryOrdersService {
  constructor(
    private readonly store: Store,
    private readonly orders: DeliveryOrders,
    private readonly records: Records,
    private readonly consents: Consents,
  ) {}

  /** The wire document as text: it is handed out as it is kept. */
  async one(caller: Caller, id: string): Promise<string> {
    return this.read(caller, async (tx) => {
      const text = await this.orders.textOf(tx, caller.workspace, id);
      if (text === undefined) throw eduvProblems.deliveryOrderUnknown(id);
      if (isOpenTo(caller) && !/"created"|"school-admin"/.test(text)) return text;
      const order = JSON.parse(text) as DeliveryOrder;
      if (!isShown(order, caller)) throw eduvProblems.deliveryOrderUnknown(id);
      if (!isOpenTo(caller)) await this.demandConsent(tx, caller, order);
      return text;
    });
  }

  async ofSchool(caller: Caller, query: SchoolOrdersQuery): Promise<DeliveryOrder[]> {
    const args = schoolAskedFor(query);
    return this.read(caller, async (tx) => {
      const keys = await this.consentedSchool(tx, caller, args);
      const orders = await this.orders.under(tx, caller.workspace, keys);
      return orders.filter(
        (order) =>
          isShown(order, caller) &&
          (query.deliveryType ?? order.deliveryType) === order.deliveryType &&
          (query.status ?? order.status) === order.status,
      );
    });
  }

  async ofUser(
    caller: Caller,
    { school, user }: UserAtSchool,
    { status }: UserOrdersQuery,
  ): Promise<DeliveryOrder[]> {
    return this.read(caller, async (tx) => {
      const atSchool = new Set(await this.consentedSchool(tx, caller, school));
      const args = new Set(userKeys(user));
      const memberships = (
        await this.records.all(tx, caller.workspace, recordKinds.memberships)
      ).filter(
        (one) => overlap(userKeys(one.user), args) && overlap(schoolKeys(one.school), atSchool),
      );
      const orders = await this.orders.under(tx, caller.workspace, [...atSchool, ...args]);
      return orders.filter(
        (order) =>
          isShown(order, caller) &&
          (status ?? order.status) === order.status &&
          isFor(order, args, memberships),
      );
    });
  }

  async ofContract(caller: Caller, contractId: string): Promise<DeliveryOrder[]> {
    const { workspace } = caller;
    return this.read(caller, async (tx) => {
      const orders = await this.orders.ofContract(tx, workspace, contractId);
      const apis = await this.records.all(tx, workspace, recordKinds.contracts);
      if (orders.length === 0 && !apis.some(({ id }) => id === contractId)) {
        throw eduvProblems.contractUnknown(contractId);
      }
      return orders.filter((order) => isShown(order, caller));
    });
  }

  private read<T>(caller: Caller, work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    return this.store.read(caller.workspace, async (tx) => {
      await this.consents.checkContext(tx, caller);
      return work(tx);
    });
  }

  private async demandConsent(
    tx: ReadTransaction,
    caller: Caller,
    order: DeliveryOrder,
  ): Promise<void> {
    const school = schoolOf(order);
    if (!school) throw eduvProblems.consentRequired('a customer has no school that could give it');
    // The source asks it of the dashboard only.
    if (caller.scopes.has(deliveryScopes.portal)) return;
    const known = await this.consents.identify(tx, caller.workspace, school);
    await this.consents.demand(tx, caller, known ?? schoolKeys(school));
  }

  private async consentedSchool(
    tx: ReadTransaction,
    caller: Caller,
    school: SchoolReference,
  ): Promise<string[]> {
    const keys = await this.consents.identify(tx, caller.workspace, school);
    if (!keys)
      throw eduvProblems.schoolUnknown(
        schoolKeys(school)
          .join(', ')
          .replaceAll(/school (master )?/g, ''),
      );
    await this.consents.demand(tx, caller, keys);
    return keys;
  }
}

/** Whether the caller needs nobody's consent. */
function isOpenTo({ scopes }: Caller): boolean {
  return scopes.has(deliveryScopes.entitlor) || scopes.has(deliveryScopes.licensor);
}

/** An order that was not sent is nobody's business; version 1 knows no school-admin. */
function isShown({ status, deliveryType }: DeliveryOrder, { version }: Caller): boolean {
  return status !== 'created' && knowsType(version, deliveryType);
}

function schoolAskedFor({ orgMasterId, orgId, orgIdType }: SchoolOrdersQuery): SchoolReference {
  if (orgMasterId !== undefined) return { organisationMasterIdentifier: orgMasterId };
  if (orgId !== undefined && orgIdType !== undefined) {
    return { organisationIds: [{ organisationId: orgId, organisationIdType: orgIdType }] };
  }
  const fault =
    orgId !== undefined
      ? { path: '?orgIdType', expected: 'what orgId is' }
      : orgIdType !== undefined
        ? { path: '?orgId', expected: `an identifier of type ${orgIdType}` }
        : { path: '?orgMasterId', expected: 'orgMasterId, or orgId with orgIdType' };
  throw eduvErrorFormat.schemaIncorrect([{ ...fault, seen: 'missing' }]);
}

/** Whether the user may activate an order of the school: he is listed, or one of those to whom it is open. */
function isFor(
  { deliveryType, deliverySpecification }: DeliveryOrder,
  user: ReadonlySet<string>,
  memberships: Membership[],
): boolean {
  const { parts } = rowOf(deliveryType);
  if (parts) {
    const given = deliverySpecification[parts.list] as Record<string, string>[];
    const ids = new Set(given.flatMap((part) => part[parts.id] ?? []));
    return memberships.some((membership) => overlap(membership[`${parts.id}s`] ?? [], ids));
  }
  if (deliveryType === 'school-all') return memberships.length > 0;
  // It was found under the user, whose it is.
  if (deliveryType === 'customer-user') return true;
  const { students, employees } = deliverySpecification as Record<string, UserReference[]>;
  return (students ?? employees ?? []).some((one) => overlap(userKeys(one), user));
}
