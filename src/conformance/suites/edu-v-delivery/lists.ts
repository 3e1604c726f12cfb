import { isDeepStrictEqual } from 'node:util';
import { filterTypes, sharedStatuses } from '../../../apis/edu-v-delivery/delivery-types.js';
import {
  overlap,
  schoolKeys,
  schoolOf,
  userKeys,
} from '../../../apis/edu-v-delivery/identities.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import type {
  SchoolReference,
  UserReference,
} from '../../../apis/edu-v-delivery/references.messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { parseJson, type CheckResult } from '../../../platform/requirements/check-result.js';
import { resultOf } from '../../../platform/requirements/check-result.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../runner/conformance-session.js';
import type { Test, TestContext } from '../../runner/test-context.js';
import { byContract, byId, bySchool, byUser, ordersOf, queryOf } from './read.js';
import type { SentByPartner } from './sent-by-partner.js';
import type { DeliveryTestData } from './test-data.js';

/** Whether the lists of a Bestelomgeving hold what was asked for: all of it, and nothing else. */
export function listTests(sent: SentByPartner): Test[] {
  const { world } = sent;
  return [
    filterTest('status', requirements.statusFilter, sharedStatuses, (filter) => [
      bySchool(queryOf(world.school), filter),
      byUser(world, world.school, filter),
    ]),
    filterTest('deliveryType', requirements.typeFilter, filterTypes, (filter) => [
      bySchool(queryOf(world.school), filter),
    ]),
    otherIdTest(world),
    sentToSchoolTest(sent),
    sentUnderContractTest(sent),
    schoolOnlyTest(world),
    contractOnlyTest(world),
    ...userTests(world),
    sameEverywhereTest(sent),
  ];
}

function filterTest(
  field: 'status' | 'deliveryType',
  requirement: Requirement,
  values: readonly string[],
  asks: (filter: Record<string, string>) => CallOptions[],
): Test {
  return {
    name: `Questions with each ${field}`,
    verifies: [requirement],
    run: async (context: TestContext) => {
      let some = 0;
      for (const value of values) {
        for (const ask of asks({ [field]: value })) {
          some += await judgeOrders(context, requirement, ask, (order) =>
            order[field] === value ? undefined : [`/${field}`, value, order[field]],
          );
        }
      }
      if (some === 0) context.skip('there are no orders: give data.school and data.user');
    },
  };
}

type Departs = [pointer: string, expected: string, seen: string];

/** Judges every order of an answer, and says how many there were. */
async function judgeOrders(
  context: TestContext,
  requirement: Requirement,
  ask: CallOptions,
  departs: (order: DeliveryOrder) => Departs | undefined,
): Promise<number> {
  const exchange = await context.call(ask);
  const orders = ordersOf(exchange);
  if (orders.length === 0) return 0;
  const violations = orders.flatMap((order, index) => {
    const found = departs(order);
    if (!found) return [];
    const [pointer, expected, seen] = found;
    return [{ pointer: `/${index}${pointer}`, expected, seen }];
  });
  const result: CheckResult = resultOf(requirement, ...violations);
  context.enter(result, exchange);
  return orders.length;
}

function idsIn(orders: DeliveryOrder[]): string[] {
  return orders.map(({ deliveryOrderId }) => deliveryOrderId.toLowerCase()).toSorted();
}

function otherIdTest({ school }: DeliveryTestData): Test {
  return {
    name: 'GET /deliveryorders/school by either identifier of a school',
    verifies: [requirements.schoolByOtherId],
    run: async (context: TestContext) => {
      const { organisationMasterIdentifier: orgMasterId, organisationIds = [] } = school;
      if (orgMasterId === undefined || organisationIds.length === 0)
        context.skip('give data.school with organisationMasterIdentifier and organisationIds');
      const filter = { status: 'processed', deliveryType: 'school-students' };
      const master = ordersOf(await context.call(bySchool({ orgMasterId }, filter)));
      const exchange = await context.call(bySchool(queryOf(school), filter));
      const [expected, seen] = [idsIn(master), idsIn(ordersOf(exchange))];
      context.expect(requirements.schoolByOtherId, exchange, isDeepStrictEqual(expected, seen), {
        pointer: '',
        expected: `${expected.join(', ') || 'no orders'}, as by orgMasterId`,
        seen: seen.join(', ') || String(exchange.status),
      });
    },
  };
}

/** Sees that an order is in a list. */
async function isAmong(
  context: TestContext,
  requirement: Requirement,
  ask: CallOptions,
  { deliveryOrderId }: DeliveryOrder,
): Promise<void> {
  const exchange = await context.call(ask);
  const seen = idsIn(ordersOf(exchange));
  context.expect(requirement, exchange, seen.includes(deliveryOrderId.toLowerCase()), {
    pointer: '',
    expected: `${deliveryOrderId} among them`,
    seen: seen.join(', ') || String(exchange.status),
  });
}

function sentToSchoolTest(sent: SentByPartner): Test {
  return {
    name: 'GET /deliveryorders/school of an order that was sent',
    verifies: [requirements.sentToSchool],
    run: async (context: TestContext) => {
      const { deliveryOrder } = await sent.order(context);
      const school = schoolOf(deliveryOrder);
      if (!school) context.skip('the order that was sent is for no school');
      const { organisationMasterIdentifier: orgMasterId } = school;
      const query = orgMasterId === undefined ? queryOf(school) : { orgMasterId };
      await isAmong(context, requirements.sentToSchool, bySchool(query), deliveryOrder);
    },
  };
}

function sentUnderContractTest(sent: SentByPartner): Test {
  return {
    name: 'GET /deliveryorders/contracts/{id} of an order that was sent',
    verifies: [requirements.sentUnderContract],
    run: async (context: TestContext) => {
      const { deliveryOrder } = await sent.order(context);
      const { contractId } = deliveryOrder;
      if (contractId === undefined) context.skip('the order that was sent has no contractId');
      await isAmong(context, requirements.sentUnderContract, byContract(contractId), deliveryOrder);
    },
  };
}

function schoolOnlyTest({ school }: DeliveryTestData): Test {
  return {
    name: 'GET /deliveryorders/school holds orders of no other school',
    verifies: [requirements.schoolOnly],
    run: async (context: TestContext) => {
      const ask = bySchool(queryOf(school));
      const some = await judgeOrders(context, requirements.schoolOnly, ask, (order) => {
        const named = [schoolOf(order), order.buyer as SchoolReference].flatMap((one) => one ?? []);
        if (named.some((one) => !isAnother(one, school))) return undefined;
        const seen = named.flatMap(schoolKeys).join(', ') || order.deliveryType;
        return ['/deliverySpecification', schoolKeys(school).join(', '), seen];
      });
      if (some === 0) context.skip('there are no orders: give data.school');
    },
  };
}

/** Whether two schools differ by what both of them say; what only one of them says is no difference. */
function isAnother(one: SchoolReference, other: SchoolReference): boolean {
  const [keys, others] = [schoolKeys(one), schoolKeys(other)];
  const kindOf = (key: string): string | undefined => key.split(' ')[1];
  const comparable = keys.some((key) => others.some((same) => kindOf(same) === kindOf(key)));
  return keys.length === 0 || (comparable && !overlap(keys, new Set(others)));
}

function contractOnlyTest({ contract: api }: DeliveryTestData): Test {
  return {
    name: 'GET /deliveryorders/contracts/{id} holds orders of no other contract',
    verifies: [requirements.contractOnly],
    run: async (context: TestContext) => {
      const ask = byContract(api);
      const some = await judgeOrders(context, requirements.contractOnly, ask, ({ contractId }) =>
        contractId === api ? undefined : ['/contractId', api, String(contractId)],
      );
      if (some === 0) context.skip('there are no orders: give data.contract');
    },
  };
}

function userTests(world: DeliveryTestData): Test[] {
  const user = new Set(userKeys(world.user));
  const listedIn = ({ deliverySpecification }: DeliveryOrder): UserReference[] | undefined =>
    (deliverySpecification['students'] ?? deliverySpecification['employees']) as
      UserReference[] | undefined;
  const lists = (order: DeliveryOrder): boolean =>
    (listedIn(order) ?? []).some((one) => overlap(userKeys(one), user));
  return [
    {
      name: 'POST /deliveryorders/school/user holds orders of no other user',
      verifies: [requirements.userOnly],
      run: async (context: TestContext) => {
        const ask = byUser(world, world.school);
        const some = await judgeOrders(context, requirements.userOnly, ask, (order) =>
          listedIn(order) === undefined || lists(order)
            ? undefined
            : ['/deliverySpecification', [...user].join(', '), 'other users'],
        );
        if (some === 0) context.skip('there are no orders: give data.user and data.school');
      },
    },
    {
      name: 'POST /deliveryorders/school/user holds the orders that list the user',
      verifies: [requirements.userListed],
      run: async (context: TestContext) => {
        const ofSchool = ordersOf(await context.call(bySchool(queryOf(world.school))));
        const listing = ofSchool.find(lists);
        if (!listing)
          context.skip('no order of the school lists the user: give data.user, data.school');
        await isAmong(context, requirements.userListed, byUser(world, world.school), listing);
      },
    },
  ];
}

function sameEverywhereTest(sent: SentByPartner): Test {
  const { school } = sent.world;
  return {
    name: 'GET /deliveryorders/{id} says what the list of the school says',
    verifies: [requirements.sameEverywhere],
    run: async (context: TestContext) => {
      const list = ordersOf(await context.call(bySchool(queryOf(school))));
      const listed = list.find((order) => !sent.isMoving(order));
      if (!listed) context.skip('there are no orders: give data.school');
      const exchange = await context.call(byId(listed.deliveryOrderId));
      const alone = parseJson(exchange.response.body);
      context.expect(requirements.sameEverywhere, exchange, isDeepStrictEqual(alone, listed), {
        pointer: '',
        expected: JSON.stringify(listed).slice(0, 200),
        seen: exchange.response.body.slice(0, 200),
      });
    },
  };
}
