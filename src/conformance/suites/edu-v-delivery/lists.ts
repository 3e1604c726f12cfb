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
import type { CallOptions } from '../../runner/partner-client.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import {
  readByContract,
  readById,
  readBySchool,
  readByUser,
  deliveryOrdersIn,
  schoolQueryOf,
} from './read.js';
import type { PartnerDeliveryOrders } from './sent-by-partner.js';
import type { DeliveryTestData } from './test-data.js';

/** Whether the lists of a Bestelomgeving hold what was asked for: all of it, and nothing else. */
export function listTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  const { testData } = partnerOrders;
  return [
    filterTest('status', requirements.statusFilter, sharedStatuses, (filter) => [
      readBySchool(schoolQueryOf(testData.school), filter),
      readByUser(testData, testData.school, filter),
    ]),
    filterTest('deliveryType', requirements.typeFilter, filterTypes, (filter) => [
      readBySchool(schoolQueryOf(testData.school), filter),
    ]),
    otherIdTest(testData),
    sentToSchoolTest(partnerOrders),
    sentUnderContractTest(partnerOrders),
    schoolOnlyTest(testData),
    contractOnlyTest(testData),
    ...userTests(testData),
    sameEverywhereTest(partnerOrders),
  ];
}

function filterTest(
  field: 'status' | 'deliveryType',
  requirement: Requirement,
  values: readonly string[],
  calls: (filter: Record<string, string>) => CallOptions[],
): ConformanceTest {
  return {
    name: `Questions with each ${field}`,
    verifies: [requirement],
    run: async (context: TestContext) => {
      let orderCount = 0;
      for (const value of values) {
        for (const call of calls({ [field]: value })) {
          orderCount += await checkEachOrder(context, requirement, call, (order) =>
            order[field] === value ? undefined : [`/${field}`, value, order[field]],
          );
        }
      }
      if (orderCount === 0) context.skip('there are no orders: give data.school and data.user');
    },
  };
}

type Difference = [pointer: string, expected: string, seen: string];

/** Judges every order of an answer, and says how many there were. */
async function checkEachOrder(
  context: TestContext,
  requirement: Requirement,
  call: CallOptions,
  compare: (order: DeliveryOrder) => Difference | undefined,
): Promise<number> {
  const exchange = await context.call(call);
  const orders = deliveryOrdersIn(exchange);
  if (orders.length === 0) return 0;
  const violations = orders.flatMap((order, index) => {
    const found = compare(order);
    if (!found) return [];
    const [pointer, expected, seen] = found;
    return [{ pointer: `/${index}${pointer}`, expected, seen }];
  });
  const result: CheckResult = resultOf(requirement, ...violations);
  context.record(result, exchange);
  return orders.length;
}

function idsIn(orders: DeliveryOrder[]): string[] {
  return orders.map(({ deliveryOrderId }) => deliveryOrderId.toLowerCase()).toSorted();
}

function otherIdTest({ school }: DeliveryTestData): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school by either identifier of a school',
    verifies: [requirements.schoolByOtherId],
    run: async (context: TestContext) => {
      const { organisationMasterIdentifier: orgMasterId, organisationIds = [] } = school;
      if (orgMasterId === undefined || organisationIds.length === 0)
        context.skip('give data.school with organisationMasterIdentifier and organisationIds');
      const filter = { status: 'processed', deliveryType: 'school-students' };
      const master = deliveryOrdersIn(await context.call(readBySchool({ orgMasterId }, filter)));
      const exchange = await context.call(readBySchool(schoolQueryOf(school), filter));
      const [expected, seen] = [idsIn(master), idsIn(deliveryOrdersIn(exchange))];
      context.expect(requirements.schoolByOtherId, exchange, isDeepStrictEqual(expected, seen), {
        pointer: '',
        expected: `${expected.join(', ') || 'no orders'}, as by orgMasterId`,
        seen: seen.join(', ') || String(exchange.status),
      });
    },
  };
}

/** Sees that an order is in a list. */
async function expectListed(
  context: TestContext,
  requirement: Requirement,
  call: CallOptions,
  { deliveryOrderId }: DeliveryOrder,
): Promise<void> {
  const exchange = await context.call(call);
  const seen = idsIn(deliveryOrdersIn(exchange));
  context.expect(requirement, exchange, seen.includes(deliveryOrderId.toLowerCase()), {
    pointer: '',
    expected: `${deliveryOrderId} among them`,
    seen: seen.join(', ') || String(exchange.status),
  });
}

function sentToSchoolTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school of an order that was sent',
    verifies: [requirements.sentToSchool],
    run: async (context: TestContext) => {
      const { deliveryOrder } = await partnerOrders.order(context);
      const school = schoolOf(deliveryOrder);
      if (!school) context.skip('the order that was sent is for no school');
      const { organisationMasterIdentifier: orgMasterId } = school;
      const query = orgMasterId === undefined ? schoolQueryOf(school) : { orgMasterId };
      await expectListed(context, requirements.sentToSchool, readBySchool(query), deliveryOrder);
    },
  };
}

function sentUnderContractTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'GET /deliveryorders/contracts/{id} of an order that was sent',
    verifies: [requirements.sentUnderContract],
    run: async (context: TestContext) => {
      const { deliveryOrder } = await partnerOrders.order(context);
      const { contractId } = deliveryOrder;
      if (contractId === undefined) context.skip('the order that was sent has no contractId');
      await expectListed(
        context,
        requirements.sentUnderContract,
        readByContract(contractId),
        deliveryOrder,
      );
    },
  };
}

function schoolOnlyTest({ school }: DeliveryTestData): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school holds orders of no other school',
    verifies: [requirements.schoolOnly],
    run: async (context: TestContext) => {
      const call = readBySchool(schoolQueryOf(school));
      const orderCount = await checkEachOrder(context, requirements.schoolOnly, call, (order) => {
        const named = [schoolOf(order), order.buyer as SchoolReference].flatMap((one) => one ?? []);
        if (named.some((one) => !areDifferentSchools(one, school))) return undefined;
        const seen = named.flatMap(schoolKeys).join(', ') || order.deliveryType;
        return ['/deliverySpecification', schoolKeys(school).join(', '), seen];
      });
      if (orderCount === 0) context.skip('there are no orders: give data.school');
    },
  };
}

/** Whether two schools differ by what both of them say; what only one of them says is no difference. */
function areDifferentSchools(one: SchoolReference, other: SchoolReference): boolean {
  const [keys, others] = [schoolKeys(one), schoolKeys(other)];
  const kindOf = (key: string): string | undefined => key.split(' ')[1];
  const comparable = keys.some((key) => others.some((same) => kindOf(same) === kindOf(key)));
  return keys.length === 0 || (comparable && !overlap(keys, new Set(others)));
}

function contractOnlyTest({ contract: api }: DeliveryTestData): ConformanceTest {
  return {
    name: 'GET /deliveryorders/contracts/{id} holds orders of no other contract',
    verifies: [requirements.contractOnly],
    run: async (context: TestContext) => {
      const call = readByContract(api);
      const orderCount = await checkEachOrder(
        context,
        requirements.contractOnly,
        call,
        ({ contractId }) =>
          contractId === api ? undefined : ['/contractId', api, String(contractId)],
      );
      if (orderCount === 0) context.skip('there are no orders: give data.contract');
    },
  };
}

function userTests(testData: DeliveryTestData): ConformanceTest[] {
  const user = new Set(userKeys(testData.user));
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
        const call = readByUser(testData, testData.school);
        const orderCount = await checkEachOrder(context, requirements.userOnly, call, (order) =>
          listedIn(order) === undefined || lists(order)
            ? undefined
            : ['/deliverySpecification', [...user].join(', '), 'other users'],
        );
        if (orderCount === 0) context.skip('there are no orders: give data.user and data.school');
      },
    },
    {
      name: 'POST /deliveryorders/school/user holds the orders that list the user',
      verifies: [requirements.userListed],
      run: async (context: TestContext) => {
        const ofSchool = deliveryOrdersIn(
          await context.call(readBySchool(schoolQueryOf(testData.school))),
        );
        const listing = ofSchool.find(lists);
        if (!listing)
          context.skip('no order of the school lists the user: give data.user, data.school');
        await expectListed(
          context,
          requirements.userListed,
          readByUser(testData, testData.school),
          listing,
        );
      },
    },
  ];
}

function sameEverywhereTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  const { school } = partnerOrders.testData;
  return {
    name: 'GET /deliveryorders/{id} says what the list of the school says',
    verifies: [requirements.sameEverywhere],
    run: async (context: TestContext) => {
      const list = deliveryOrdersIn(await context.call(readBySchool(schoolQueryOf(school))));
      const listed = list.find((order) => !partnerOrders.wasSent(order));
      if (!listed) context.skip('there are no orders: give data.school');
      const exchange = await context.call(readById(listed.deliveryOrderId));
      const alone = parseJson(exchange.response.body);
      context.expect(requirements.sameEverywhere, exchange, isDeepStrictEqual(alone, listed), {
        pointer: '',
        expected: JSON.stringify(listed).slice(0, 200),
        seen: exchange.response.body.slice(0, 200),
      });
    },
  };
}
