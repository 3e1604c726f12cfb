import { filterTypes, sharedStatuses } from '../../../../apis/edu-v-delivery/delivery-types.js';
import type { DeliveryOrder } from '../../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../../apis/edu-v-delivery/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import { checkOrdersIn, orderIdsIn } from './list-checks.js';
import { otherSchoolOf, otherUserOf } from './list-contents.js';
import type { PartnerDeliveryOrders } from '../partner-delivery-orders.js';
import {
  callAsReader,
  deliveryOrdersIn,
  readBySchool,
  readByUser,
  schoolQueryOf,
  type ReadCall,
} from './read-calls.js';

type Filter = Partial<Record<'status' | 'deliveryType', string>>;

/** A list that can be filtered. */
interface FilteredList {
  call: (filter: Filter) => ReadCall;
  /** False for an order of somebody else, which another requirement reports. */
  belongs: (order: DeliveryOrder) => boolean;
}

const EMPTY =
  'the lists are empty: configure data.school and data.user with a school and a user that have orders';

/** Tests of the filters of lists: each value of each one, and both together. */
export function filterTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  const { statusFilter, typeFilter, emptyList } = requirements;
  const bySchool = (context: TestContext): FilteredList => {
    const school = partnerOrders.testData.school(context);
    return {
      call: (filter) => readBySchool(schoolQueryOf(school), filter),
      belongs: (order) => otherSchoolOf(order, school) === undefined,
    };
  };
  const lists = (context: TestContext): FilteredList[] => [
    bySchool(context),
    ...byUser(context, partnerOrders),
  ];
  return [
    filterTest('status', statusFilter, sharedStatuses, lists, partnerOrders),
    filterTest('deliveryType', typeFilter, filterTypes, (one) => [bySchool(one)], partnerOrders),
    {
      name: 'Delivery orders are filtered by status and deliveryType together',
      verifies: [statusFilter, typeFilter, emptyList],
      run: (context) => checkCombinations(context, bySchool(context), partnerOrders),
    },
  ];
}

/** The list of a user, if a user is configured. */
function byUser(context: TestContext, { testData }: PartnerDeliveryOrders): FilteredList[] {
  if (context.session.options.data['user'] === undefined) return [];
  const [user, school] = [testData.user(context), testData.school(context)];
  return [
    {
      call: (filter) => readByUser(user, school, filter),
      belongs: (order) => otherUserOf(order, user, school) === undefined,
    },
  ];
}

function filterTest(
  field: 'status' | 'deliveryType',
  requirement: Requirement,
  values: readonly string[],
  lists: (context: TestContext) => FilteredList[],
  partnerOrders: PartnerDeliveryOrders,
): ConformanceTest {
  return {
    name: `Delivery orders are filtered by each ${field}`,
    verifies: [requirement, requirements.emptyList],
    run: async (context) => {
      let count = 0;
      for (const list of lists(context)) {
        const all = deliveryOrdersIn(await callAsReader(context, list.call({})));
        for (const value of values) {
          const filter = { [field]: value };
          const exchange = await callAsReader(context, list.call(filter));
          count += deliveryOrdersIn(exchange).length;
          checkField(context, exchange, field, value, requirement);
          checkComplete(context, { exchange, filter, all, list, requirement, partnerOrders });
        }
      }
      if (count === 0) context.skip(EMPTY);
    },
  };
}

async function checkCombinations(
  context: TestContext,
  list: FilteredList,
  partnerOrders: PartnerDeliveryOrders,
): Promise<void> {
  const { statusFilter, typeFilter } = requirements;
  const all = deliveryOrdersIn(await callAsReader(context, list.call({})));
  if (all.length === 0) context.skip(EMPTY);
  const filters = sharedStatuses.flatMap((status) =>
    filterTypes.map((deliveryType) => ({ status, deliveryType })),
  );
  const isShown = ({ status, deliveryType }: Required<Filter>): boolean =>
    all.some((order) => order.status === status && order.deliveryType === deliveryType);
  const none = filters.find((filter) => !isShown(filter));
  for (const filter of [...filters.filter(isShown), ...(none ? [none] : [])]) {
    const exchange = await callAsReader(context, list.call(filter));
    checkField(context, exchange, 'status', filter.status, statusFilter);
    checkField(context, exchange, 'deliveryType', filter.deliveryType, typeFilter);
    const about = { exchange, filter, all, list, requirement: typeFilter, partnerOrders };
    checkComplete(context, about);
  }
}

function checkField(
  context: TestContext,
  exchange: Exchange,
  field: 'status' | 'deliveryType',
  value: string,
  requirement: Requirement,
): void {
  checkOrdersIn(context, requirement, exchange, (order) =>
    order[field] === value ? undefined : [`/${field}`, value, order[field]],
  );
}

/** Checks that a filtered list has every order that matches, and is answered when none does. */
function checkComplete(
  context: TestContext,
  {
    exchange,
    filter,
    all,
    list,
    requirement,
    partnerOrders,
  }: {
    exchange: Exchange;
    filter: Filter;
    all: readonly DeliveryOrder[];
    list: FilteredList;
    requirement: Requirement;
    partnerOrders: PartnerDeliveryOrders;
  },
): void {
  const fields = Object.entries(filter) as ['status' | 'deliveryType', string][];
  const expected = all.filter(
    (order) =>
      fields.every(([field, value]) => order[field] === value) &&
      list.belongs(order) &&
      // An order that was sent in this run may change at any time.
      !partnerOrders.wasSent(order),
  );
  const before = `filtered by ${fields.map((pair) => pair.join(' ')).join(' and ')}`;
  const causes = [derivedRequirements(list.call(filter).operation).ok];
  if (expected.length === 0) {
    // Another success than 200 is reported once.
    const isAnswered = exchange.status < 300;
    context.expect(requirements.emptyList, exchange, isAnswered, {
      pointer: '',
      expected: '200 with an empty list',
      seen: String(exchange.status),
      before,
      causes,
    });
    return;
  }
  // Another success than 200 is reported once.
  if (exchange.status !== 200 && exchange.status < 300) return;
  const ids = orderIdsIn(deliveryOrdersIn(exchange));
  const missing = orderIdsIn(expected).filter((id) => !ids.includes(id));
  context.expect(requirement, exchange, missing.length === 0, {
    pointer: '',
    expected: `a list that contains ${missing.join(', ')}`,
    seen: exchange.status === 200 ? ids.join(', ') || 'an empty list' : describeResponse(exchange),
    before,
    causes,
  });
}
