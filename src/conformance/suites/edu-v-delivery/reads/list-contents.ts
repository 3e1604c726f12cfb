import {
  overlap,
  schoolKeys,
  schoolOf,
  userKeys,
} from '../../../../apis/edu-v-delivery/identities.js';
import { filterTypes, sharedStatuses } from '../../../../apis/edu-v-delivery/delivery-types.js';
import type { DeliveryOrder } from '../../../../apis/edu-v-delivery/messages.js';
import type {
  SchoolReference,
  UserReference,
} from '../../../../apis/edu-v-delivery/references.messages.js';
import { deliveryRequirements as requirements } from '../../../../apis/edu-v-delivery/requirements.js';
import type { ConformanceTest, TestContext } from '../../../runner/test-context.js';
import { checkEachOrder, expectListed, type Difference } from './list-checks.js';
import {
  callAsReader,
  deliveryOrdersIn,
  readByContract,
  readBySchool,
  readByUser,
  schoolQueryOf,
} from './read-calls.js';
import type { DeliveryTestData } from '../test-data.js';

/** Tests that a list has the orders of the requested school, contract or user, and no others. */
export function listContentTests(testData: DeliveryTestData): ConformanceTest[] {
  return [
    schoolOnlyTest(testData),
    contractOnlyTest(testData),
    userOnlyTest(testData),
    userListedTest(testData),
  ];
}

function schoolOnlyTest(testData: DeliveryTestData): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school returns no orders of other schools',
    verifies: [requirements.schoolOnly],
    run: async (context: TestContext) => {
      const school = testData.school(context);
      const { organisationMasterIdentifier: orgMasterId } = school;
      const calls = [
        {},
        ...sharedStatuses.map((status) => ({ status })),
        ...filterTypes.map((deliveryType) => ({ deliveryType })),
      ].map((filter) => readBySchool(schoolQueryOf(school), filter));
      if (orgMasterId !== undefined) calls.push(readBySchool({ orgMasterId }));
      let count = 0;
      for (const call of calls)
        count += await checkEachOrder(context, requirements.schoolOnly, call, (order) =>
          otherSchoolOf(order, school),
        );
      if (count === 0)
        context.skip('the list is empty: configure data.school with a school that has orders');
    },
  };
}

/** Signs that an order is for another school and bought by another one. */
export function otherSchoolOf(
  order: DeliveryOrder,
  school: SchoolReference,
): Difference | undefined {
  const schools = [schoolOf(order), order.buyer as SchoolReference | undefined].flatMap(
    (candidate) => candidate ?? [],
  );
  if (schools.some((candidate) => !areDifferentSchools(candidate, school))) return undefined;
  const actual = schools.flatMap(schoolKeys).join(', ') || order.deliveryType;
  return ['/deliverySpecification', schoolKeys(school).join(', '), actual];
}

/** Signs that an order is for another user, or for another school than that of the user. */
export function otherUserOf(
  order: DeliveryOrder,
  user: UserReference,
  school: SchoolReference,
): Difference | undefined {
  const users = usersOf(order);
  if (users === undefined) return otherSchoolOf(order, school);
  if (listsUser(order, user)) return undefined;
  return [
    '/deliverySpecification',
    userKeys(user).join(', '),
    users.flatMap(userKeys).join(', ') || 'no user',
  ];
}

/**
 * Tells if two references are to different schools. They are compared by the kinds of identifier
 * that both have; without a common kind they may be the same school.
 */
function areDifferentSchools(left: SchoolReference, right: SchoolReference): boolean {
  const [leftKeys, rightKeys] = [schoolKeys(left), schoolKeys(right)];
  const kindOf = (key: string): string | undefined => key.split(' ')[1];
  const rightKinds = new Set(rightKeys.map(kindOf));
  const isComparable = leftKeys.some((key) => rightKinds.has(kindOf(key)));
  return leftKeys.length === 0 || (isComparable && !overlap(leftKeys, new Set(rightKeys)));
}

function contractOnlyTest(testData: DeliveryTestData): ConformanceTest {
  const requirement = requirements.contractOnly;
  return {
    name: 'GET /deliveryorders/contracts/{id} returns no orders of other contracts',
    verifies: [requirement],
    run: async (context: TestContext) => {
      const contract = testData.contract(context);
      const call = readByContract(contract);
      const count = await checkEachOrder(context, requirement, call, ({ contractId }) =>
        contractId === contract ? undefined : ['/contractId', contract, contractId],
      );
      if (count === 0)
        context.skip('the list is empty: configure data.contract with a contract that has orders');
    },
  };
}

function userOnlyTest(testData: DeliveryTestData): ConformanceTest {
  return {
    name: 'POST /deliveryorders/school/user returns no orders of other users',
    verifies: [requirements.userOnly],
    run: async (context: TestContext) => {
      const user = testData.user(context);
      const school = testData.school(context);
      let count = 0;
      for (const filter of [{}, ...sharedStatuses.map((status) => ({ status }))])
        count += await checkEachOrder(
          context,
          requirements.userOnly,
          readByUser(user, school, filter),
          (order) => otherUserOf(order, user, school),
        );
      if (count === 0)
        context.skip(
          'the list is empty: configure data.school and data.user with a user that has orders',
        );
    },
  };
}

function userListedTest(testData: DeliveryTestData): ConformanceTest {
  return {
    name: 'POST /deliveryorders/school/user returns the orders that list the user',
    verifies: [requirements.userListed],
    run: async (context: TestContext) => {
      const user = testData.user(context);
      const school = testData.school(context);
      const exchange = await callAsReader(context, readBySchool(schoolQueryOf(school)));
      const order = deliveryOrdersIn(exchange).find((candidate) => listsUser(candidate, user));
      if (!order)
        context.skip(
          'no order of the school lists the user: configure data.school ' +
            'and data.user with a user that is in an order',
        );
      await expectListed(context, requirements.userListed, readByUser(user, school), order);
    },
  };
}

/** The users that an order lists; undefined if the order is not for individual users. */
function usersOf({ deliverySpecification }: DeliveryOrder): UserReference[] | undefined {
  const { students, employees, student } = deliverySpecification;
  return (students ?? employees ?? (student && [student])) as UserReference[] | undefined;
}

function listsUser(order: DeliveryOrder, user: UserReference): boolean {
  const keys = new Set(userKeys(user));
  return (usersOf(order) ?? []).some((one) => overlap(userKeys(one), keys));
}
