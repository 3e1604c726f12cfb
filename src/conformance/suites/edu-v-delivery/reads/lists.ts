import { schoolOf } from '../../../../apis/edu-v-delivery/identities.js';
import { deliveryRequirements as requirements } from '../../../../apis/edu-v-delivery/requirements.js';
import { deliveryOperations } from '../../../../apis/edu-v-delivery/operations.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { parseJson } from '../../../../platform/requirements/check-result.js';
import type { ConformanceTest, TestContext } from '../../../runner/test-context.js';
import { filterTests } from './list-filters.js';
import { expectListed, orderIdsIn } from './list-checks.js';
import { listContentTests } from './list-contents.js';
import type { PartnerDeliveryOrders } from '../partner-delivery-orders.js';
import {
  callAsReader,
  deliveryOrdersIn,
  readByContract,
  readById,
  readBySchool,
  schoolQueryOf,
} from './read-calls.js';
import type { DeliveryTestData } from '../test-data.js';

/**
 * Tests of the lists of a Bestelomgeving: filters, identifiers, and the orders that they contain.
 */
export function listTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  const { testData } = partnerOrders;
  return [
    ...filterTests(partnerOrders),
    otherIdTest(testData),
    sentToSchoolTest(partnerOrders),
    sentUnderContractTest(partnerOrders),
    ...listContentTests(testData),
    sameContentTest(partnerOrders),
  ];
}

function otherIdTest(testData: DeliveryTestData): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school with each identifier of a school',
    verifies: [requirements.schoolByOtherId],
    run: async (context: TestContext) => {
      const school = testData.school(context);
      const { organisationMasterIdentifier: orgMasterId, organisationIds = [] } = school;
      if (orgMasterId === undefined || organisationIds.length === 0)
        context.skip(
          'configure data.school with an organisationMasterIdentifier and organisationIds',
        );
      const byMasterId = await callAsReader(context, readBySchool({ orgMasterId }));
      const expected = orderIdsIn(deliveryOrdersIn(byMasterId));
      if (expected.length === 0)
        context.skip('the list by orgMasterId is empty: configure a data.school that has orders');
      const byOtherId = await context.call(readBySchool(schoolQueryOf(school)));
      const actual = orderIdsIn(deliveryOrdersIn(byOtherId));
      // An order may be sent to the school between the two calls.
      const missing = expected.filter((id) => !actual.includes(id));
      context.expect(requirements.schoolByOtherId, byOtherId, missing.length === 0, {
        pointer: '',
        expected: `${expected.join(', ')}, as for orgMasterId`,
        seen:
          byOtherId.status === 200
            ? actual.join(', ') || 'an empty list'
            : String(byOtherId.status),
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
  return {
    name: 'GET /deliveryorders/{id} returns the same order as the list of the school',
    verifies: [requirements.sameEverywhere],
    run: async (context: TestContext) => {
      const query = schoolQueryOf(partnerOrders.testData.school(context));
      const list = deliveryOrdersIn(await callAsReader(context, readBySchool(query)));
      const listed = list.find((order) => !partnerOrders.wasSent(order));
      if (!listed)
        context.skip('the list is empty: configure data.school with a school that has orders');
      const exchange = await callAsReader(context, readById(listed.deliveryOrderId));
      if (exchange.status !== 200)
        context.skip(
          `GET /deliveryorders/{id} answered ${exchange.status} to an order of the list: see ` +
            `${derivedRequirements(deliveryOperations.getDeliveryOrder).ok?.id}`,
        );
      const order = parseJson(exchange.response.body) as object;
      context.expectFields(requirements.sameEverywhere, exchange, order, listed);
    },
  };
}
