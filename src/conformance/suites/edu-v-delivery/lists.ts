import { isDeepStrictEqual } from 'node:util';
import { filterTypes, sharedStatuses } from '../../../apis/edu-v-delivery/delivery-types.js';
import { schoolOf } from '../../../apis/edu-v-delivery/identities.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../runner/target-client.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { checkEachOrder, expectListed, orderIdsIn } from './list-checks.js';
import { listContentTests } from './list-contents.js';
import type { PartnerDeliveryOrders } from './partner-delivery-orders.js';
import {
  deliveryOrdersIn,
  readByContract,
  readById,
  readBySchool,
  readByUser,
  schoolQueryOf,
} from './read-calls.js';
import type { DeliveryTestData } from './test-data.js';

/**
 * Tests of the lists of a Bestelomgeving: filters, identifiers, and the orders that they contain.
 */
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
    ...listContentTests(testData),
    sameContentTest(partnerOrders),
  ];
}

function filterTest(
  field: 'status' | 'deliveryType',
  requirement: Requirement,
  values: readonly string[],
  calls: (filter: Record<string, string>) => CallOptions[],
): ConformanceTest {
  return {
    name: `Delivery orders are filtered by each ${field}`,
    verifies: [requirement],
    run: async (context: TestContext) => {
      let count = 0;
      for (const value of values) {
        for (const call of calls({ [field]: value })) {
          count += await checkEachOrder(context, requirement, call, (order) =>
            order[field] === value ? undefined : [`/${field}`, value, order[field]],
          );
        }
      }
      if (count === 0)
        context.skip(
          'the lists are empty: configure data.school and data.user ' +
            'with a school and a user that have orders',
        );
    },
  };
}

function otherIdTest({ school }: DeliveryTestData): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school with each identifier of a school',
    verifies: [requirements.schoolByOtherId],
    run: async (context: TestContext) => {
      const { organisationMasterIdentifier: orgMasterId, organisationIds = [] } = school;
      if (orgMasterId === undefined || organisationIds.length === 0)
        context.skip(
          'configure data.school with an organisationMasterIdentifier and organisationIds',
        );
      const filter = { status: 'processed', deliveryType: 'school-students' };
      const byMasterId = await context.call(readBySchool({ orgMasterId }, filter));
      const byOtherId = await context.call(readBySchool(schoolQueryOf(school), filter));
      const expected = orderIdsIn(deliveryOrdersIn(byMasterId));
      const actual = orderIdsIn(deliveryOrdersIn(byOtherId));
      const isSame = isDeepStrictEqual(expected, actual);
      context.expect(requirements.schoolByOtherId, byOtherId, isSame, {
        pointer: '',
        expected: `${expected.join(', ') || 'no orders'}, as for orgMasterId`,
        seen: actual.join(', ') || String(byOtherId.status),
      });
    },
  };
}

function sentToSchoolTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school returns an order that was sent',
    verifies: [requirements.sentToSchool],
    run: async (context: TestContext) => {
      const { deliveryOrder } = await partnerOrders.order(context);
      const school = schoolOf(deliveryOrder);
      if (!school) context.skip('the order that the partner sent is not for a school');
      const { organisationMasterIdentifier: orgMasterId } = school;
      const query = orgMasterId === undefined ? schoolQueryOf(school) : { orgMasterId };
      await expectListed(context, requirements.sentToSchool, readBySchool(query), deliveryOrder);
    },
  };
}

function sentUnderContractTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  const requirement = requirements.sentUnderContract;
  return {
    name: 'GET /deliveryorders/contracts/{id} returns an order that was sent',
    verifies: [requirement],
    run: async (context: TestContext) => {
      const { deliveryOrder } = await partnerOrders.order(context);
      const { contractId } = deliveryOrder;
      if (contractId === undefined)
        context.skip('the order that the partner sent has no contractId');
      await expectListed(context, requirement, readByContract(contractId), deliveryOrder);
    },
  };
}

/** Leaves out orders that were sent in this run, because they may change between the two calls. */
function sameContentTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  const { school } = partnerOrders.testData;
  return {
    name: 'GET /deliveryorders/{id} returns the same order as the list of the school',
    verifies: [requirements.sameEverywhere],
    run: async (context: TestContext) => {
      const list = deliveryOrdersIn(await context.call(readBySchool(schoolQueryOf(school))));
      const listed = list.find((order) => !partnerOrders.wasSent(order));
      if (!listed)
        context.skip('the list is empty: configure data.school with a school that has orders');
      const exchange = await context.call(readById(listed.deliveryOrderId));
      const isSame = isDeepStrictEqual(parseJson(exchange.response.body), listed);
      context.expect(requirements.sameEverywhere, exchange, isSame, {
        pointer: '',
        expected: JSON.stringify(listed).slice(0, 200),
        seen: exchange.response.body.slice(0, 200),
      });
    },
  };
}
