import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { partsOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { contentTests, type OptionalContent } from '../edu-v/content-tests.js';
import type { PartnerDeliveryOrders } from './partner-delivery-orders.js';
import {
  callAsReader,
  deliveryOrdersIn,
  readBySchool,
  readCallOf,
  readOperations,
  schoolQueryOf,
} from './reads/read-calls.js';
import type { DeliveryTestData } from './test-data.js';

const sentContents: readonly OptionalContent[] = [
  [requirements.endDateOnlyAtEnd, 'an endDate'],
  [requirements.endDateAtEnd, 'the status cancelled'],
  [requirements.partsAddUp, 'parts with quantities, and a totalQuantity'],
  [requirements.customerBuys, 'a deliveryType for customers'],
  [requirements.positiveQuantity, 'a quantity'],
  [requirements.partIds, 'study years, subjects or groups'],
];

/**
 * Tests that say why a requirement on the content of a delivery order was not tested. The sandbox
 * checks each order when it arrives, and each response.
 */
export function orderContentTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  const { testData } = partnerOrders;
  return [
    ...contentTests(sentContents, 'delivery order', async (context) => {
      await partnerOrders.order(context);
      return partnerOrders.received();
    }),
    confirmedTest(partnerOrders),
    ...readOperations.map((operation) => returnedTest(testData, operation)),
    listedTest(testData, requirements.endDateShown, 'the status cancelled', isCancelled),
    listedTest(testData, requirements.partsShown, 'groups with quantities', hasParts),
    listedTest(testData, requirements.partIdsShown, 'study years, subjects or groups', hasParts),
    customerOrderTest(partnerOrders),
  ];
}

function isCancelled({ status }: DeliveryOrder): boolean {
  return status === 'cancelled';
}

function hasParts(order: DeliveryOrder): boolean {
  return partsOf(order).length > 0;
}

function confirmedTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'PUT /deliveryorders/confirmations is answered',
    verifies: [
      requirements.emptyAccepted,
      requirements.requestWithoutByteOrderMark,
      requirements.uniqueRequestNames,
    ],
    run: async (context) => void (await partnerOrders.order(context)),
  };
}

function returnedTest(testData: DeliveryTestData, operation: Operation): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} returns delivery orders`,
    verifies: [
      derivedRequirements(operation).answer,
      requirements.apiVersion,
      requirements.testedVersion,
      requirements.answerInZulu,
      requirements.timesShown,
      requirements.createdIsHidden,
      requirements.typeNameShown,
      requirements.unauthorizedBody,
      requirements.challenge,
      requirements.schemaCode,
      requirements.schemaText,
      requirements.responseWithoutByteOrderMark,
      requirements.uniqueResponseNames,
    ],
    run: async (context) => {
      await callAsReader(context, readCallOf(context, testData, operation));
    },
  };
}

/** The order of a customer belongs to no school: it is one that the partner has sent. */
function customerOrderTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A returned delivery order of a customer',
    verifies: [requirements.customerShown],
    last: true,
    run: async (context) => {
      const sent = partnerOrders
        .received()
        .find(({ deliveryOrder }) => deliveryOrder.deliveryType.startsWith('customer-'));
      const reason = 'no delivery order that was sent had a deliveryType for customers';
      await partnerOrders.read(context, sent?.deliveryOrder ?? context.skip(reason));
    },
  };
}

/** The check of a response finds the violations; this test looks for an order that can show one. */
function listedTest(
  testData: DeliveryTestData,
  requirement: Requirement,
  content: string,
  matches: (order: DeliveryOrder) => boolean,
): ConformanceTest {
  return {
    name: `A returned delivery order that has ${content}`,
    verifies: [requirement],
    last: true,
    run: async (context: TestContext) => {
      const query = schoolQueryOf(testData.school(context));
      const orders = deliveryOrdersIn(await callAsReader(context, readBySchool(query)));
      if (!orders.some(matches)) context.skip(`no order of data.school had ${content}`);
    },
  };
}
