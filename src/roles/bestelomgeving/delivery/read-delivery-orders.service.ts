import { Inject, Injectable } from '@nestjs/common';
import { knowsType } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { deliveryTypeOf, rowOf } from '../../../apis/edu-v-delivery/delivery-types.js';
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
import { deliveryScopes } from '../../../apis/edu-v-delivery/scopes.js';
import {
  type SchoolReference,
  type UserReference,
} from '../../../apis/edu-v-delivery/references.messages.js';
import { deliveryRequirements } from '../../../apis/edu-v-delivery/requirements.js';
import { eduvErrorFormat, eduvProblems } from '../../../apis/edu-v/errors.js';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import type { Caller } from '../../../platform/oauth/caller.js';
import { at, passIf, type CheckResult } from '../../../platform/requirements/check-result.js';
import { Store, type ReadTransaction } from '../../../platform/persistence/store.js';
import { ConsentPolicy } from './consents.repository.js';
import { DeliveryOrderRepository } from './delivery-orders.repository.js';
import type { Membership } from './record.messages.js';
import { Records } from '../../../sandbox/state/records.js';
import { recordKinds } from './record.messages.js';

/** Serves delivery orders to other parties. */
@Injectable()
export class ReadDeliveryOrdersService {
  constructor(
    private readonly store: Store,
    private readonly orders: DeliveryOrderRepository,
    private readonly records: Records,
    private readonly consents: ConsentPolicy,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Wire document as text. It is served as stored, without parsing where possible. */
  async findOne(caller: Caller, id: string): Promise<string> {
    return this.read(caller, async (tx) => {
      const text = await this.orders.findText(tx, caller.workspace, id);
      if (text === undefined) throw eduvProblems.deliveryOrderUnknown(id);
      if (needsNoConsent(caller) && !/"created"|"school-admin"/.test(text)) return text;
      const order = JSON.parse(text) as DeliveryOrder;
      if (!isVisible(order, caller)) throw eduvProblems.deliveryOrderUnknown(id);
      if (!needsNoConsent(caller)) await this.requireConsent(tx, caller, order);
      return text;
    });
  }

  async ofSchool(caller: Caller, query: SchoolOrdersQuery): Promise<DeliveryOrder[]> {
    const school = schoolOfQuery(query);
    return this.read(caller, async (tx) => {
      const keys = await this.consentedSchoolKeys(tx, caller, school);
      const orders = await this.orders.findByKeys(tx, caller.workspace, keys);
      return orders.filter(
        (order) =>
          isVisible(order, caller) &&
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
      const atSchool = new Set(await this.consentedSchoolKeys(tx, caller, school));
      const userIds = new Set(userKeys(user));
      const memberships = (
        await this.records.all(tx, caller.workspace, recordKinds.memberships)
      ).filter(
        (membership) =>
          overlap(userKeys(membership.user), userIds) &&
          overlap(schoolKeys(membership.school), atSchool),
      );
      const orders = await this.orders.findByKeys(tx, caller.workspace, [...atSchool, ...userIds]);
      return orders.filter(
        (order) =>
          isVisible(order, caller) &&
          (status ?? order.status) === order.status &&
          isEntitled(order, userIds, memberships),
      );
    });
  }

  async ofContract(caller: Caller, contractId: string): Promise<DeliveryOrder[]> {
    const { workspace } = caller;
    return this.read(caller, async (tx) => {
      const orders = await this.orders.findByContract(tx, workspace, contractId);
      const contracts = await this.records.all(tx, workspace, recordKinds.contracts);
      if (orders.length === 0 && !contracts.some(({ id }) => id === contractId)) {
        throw eduvProblems.contractUnknown(contractId);
      }
      return orders.filter((order) => isVisible(order, caller));
    });
  }

  private read<T>(caller: Caller, work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    return this.store.read(caller.workspace, async (tx) => {
      await this.consents.requireKnownSchool(tx, caller);
      return work(tx);
    });
  }

  private async requireConsent(
    tx: ReadTransaction,
    caller: Caller,
    order: DeliveryOrder,
  ): Promise<void> {
    const school = schoolOf(order);
    if (!school)
      throw eduvProblems.consentRequired(
        'the order of a customer has no school that can give consent',
      );
    const isPortal = caller.scopes.has(deliveryScopes.portal);
    if (isPortal && this.config.rules['DELIVERY_PORTAL_CONSENT'] === 'lists-only') return;
    const known = await this.consents.identifiersOf(tx, caller.workspace, school);
    const denial = await this.consents.denialOf(tx, caller, known ?? schoolKeys(school));
    if (isPortal) caller.record(checkPortalConsent(denial));
    if (denial !== undefined) throw eduvProblems.consentRequired(denial);
  }

  private async consentedSchoolKeys(
    tx: ReadTransaction,
    caller: Caller,
    school: SchoolReference,
  ): Promise<string[]> {
    const keys = await this.consents.identifiersOf(tx, caller.workspace, school);
    if (!keys)
      throw eduvProblems.schoolUnknown(
        schoolKeys(school)
          .join(', ')
          .replaceAll(/school (master )?/g, ''),
      );
    const denial = await this.consents.denialOf(tx, caller, keys);
    if (denial !== undefined) throw eduvProblems.consentRequired(denial);
    return keys;
  }
}

/** The result of a portal that reads one order; `denial`: why the school has not consented. */
function checkPortalConsent(denial: string | undefined): CheckResult[] {
  const detail = at('', 'the consent of the school', denial ?? '');
  return [passIf(deliveryRequirements.portalHasConsent, denial === undefined, detail)];
}

/** True for scopes that need no consent of a school. */
function needsNoConsent({ scopes }: Caller): boolean {
  return scopes.has(deliveryScopes.entitlor) || scopes.has(deliveryScopes.licensor);
}

/**
 * True for orders that a caller may read: created ones are not shared, and version 1 has no school-
 * admin.
 */
function isVisible({ status, deliveryType }: DeliveryOrder, { version }: Caller): boolean {
  return status !== 'created' && knowsType(version, deliveryType);
}

function schoolOfQuery({ orgMasterId, orgId, orgIdType }: SchoolOrdersQuery): SchoolReference {
  if (orgMasterId !== undefined) return { organisationMasterIdentifier: orgMasterId };
  if (orgId !== undefined && orgIdType !== undefined) {
    return { organisationIds: [{ organisationId: orgId, organisationIdType: orgIdType }] };
  }
  const error =
    orgId !== undefined
      ? { path: '?orgIdType', expected: 'the type of orgId' }
      : orgIdType !== undefined
        ? { path: '?orgId', expected: `an identifier of type ${orgIdType}` }
        : { path: '?orgMasterId', expected: 'orgMasterId, or orgId with orgIdType' };
  throw eduvErrorFormat.schemaIncorrect([{ ...error, seen: 'missing' }]);
}

/** True when the user may activate an order of the school, by name or by membership. */
function isEntitled(
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
  // The order was found by an identifier of this user.
  if (deliveryTypeOf(deliveryType) === 'customer-user') return true;
  const { students, employees } = deliverySpecification as Record<string, UserReference[]>;
  return (students ?? employees ?? []).some((listed) => overlap(userKeys(listed), user));
}
