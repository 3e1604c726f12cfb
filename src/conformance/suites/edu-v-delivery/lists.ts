import { isDeepStrictEqual } from 'node:util';
import { filterTypes, sharedStatuses } from '../../../contracts/edu-v-delivery/delivery-types.js';
import {
  overlap,
  schoolKeys,
  schoolOf,
  userKeys,
} from '../../../contracts/edu-v-delivery/identities.js';
import type { DeliveryOrder } from '../../../contracts/edu-v-delivery/messages.js';
import type {
  SchoolReference,
  UserReference,
} from '../../../contracts/edu-v-delivery/references.messages.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import { jsonOf, type Judgement } from '../../../kernel/contract/judgement.js';
import { judged } from '../../../kernel/contract/judgement.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Ask } from '../../runner/lab.js';
import type { Test, Trial } from '../../runner/trial.js';
import { byContract, byId, bySchool, byUser, ordersOf, queryOf } from './questions.js';
import type { SentByPartner } from './sent.js';
import type { DeliveryWorld } from './world.js';

/** Whether the lists of a Bestelomgeving hold what was asked for: all of it, and nothing else. */
export function listTests(sent: SentByPartner): Test[] {
  const { world } = sent;
  return [
    filterTest('status', asked.statusFilter, sharedStatuses, (filter) => [
      bySchool(queryOf(world.school), filter),
      byUser(world, world.school, filter),
    ]),
    filterTest('deliveryType', asked.typeFilter, filterTypes, (filter) => [
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
  asks: (filter: Record<string, string>) => Ask[],
): Test {
  return {
    name: `Questions with each ${field}`,
    verifies: [requirement],
    run: async (trial: Trial) => {
      let some = 0;
      for (const value of values) {
        for (const ask of asks({ [field]: value })) {
          some += await judgeOrders(trial, requirement, ask, (order) =>
            order[field] === value ? undefined : [`/${field}`, value, order[field]],
          );
        }
      }
      if (some === 0) trial.skip('there are no orders: give data.school and data.user');
    },
  };
}

type Departs = [pointer: string, expected: string, seen: string];

/** Judges every order of an answer, and says how many there were. */
async function judgeOrders(
  trial: Trial,
  requirement: Requirement,
  ask: Ask,
  departs: (order: DeliveryOrder) => Departs | undefined,
): Promise<number> {
  const exchange = await trial.call(ask);
  const orders = ordersOf(exchange);
  if (orders.length === 0) return 0;
  const departures = orders.flatMap((order, index) => {
    const found = departs(order);
    if (!found) return [];
    const [pointer, expected, seen] = found;
    return [{ pointer: `/${index}${pointer}`, expected, seen }];
  });
  const judgement: Judgement = judged(requirement, ...departures);
  trial.enter(judgement, exchange);
  return orders.length;
}

function idsIn(orders: DeliveryOrder[]): string[] {
  return orders.map(({ deliveryOrderId }) => deliveryOrderId.toLowerCase()).toSorted();
}

function otherIdTest({ school }: DeliveryWorld): Test {
  return {
    name: 'GET /deliveryorders/school by either identifier of a school',
    verifies: [asked.schoolByOtherId],
    run: async (trial: Trial) => {
      const { organisationMasterIdentifier: orgMasterId, organisationIds = [] } = school;
      if (orgMasterId === undefined || organisationIds.length === 0)
        trial.skip('give data.school with organisationMasterIdentifier and organisationIds');
      const filter = { status: 'processed', deliveryType: 'school-students' };
      const master = ordersOf(await trial.call(bySchool({ orgMasterId }, filter)));
      const exchange = await trial.call(bySchool(queryOf(school), filter));
      const [expected, seen] = [idsIn(master), idsIn(ordersOf(exchange))];
      trial.expect(asked.schoolByOtherId, exchange, isDeepStrictEqual(expected, seen), {
        pointer: '',
        expected: `${expected.join(', ') || 'no orders'}, as by orgMasterId`,
        seen: seen.join(', ') || String(exchange.status),
      });
    },
  };
}

/** Sees that an order is in a list. */
async function isAmong(
  trial: Trial,
  requirement: Requirement,
  ask: Ask,
  { deliveryOrderId }: DeliveryOrder,
): Promise<void> {
  const exchange = await trial.call(ask);
  const seen = idsIn(ordersOf(exchange));
  trial.expect(requirement, exchange, seen.includes(deliveryOrderId.toLowerCase()), {
    pointer: '',
    expected: `${deliveryOrderId} among them`,
    seen: seen.join(', ') || String(exchange.status),
  });
}

function sentToSchoolTest(sent: SentByPartner): Test {
  return {
    name: 'GET /deliveryorders/school of an order that was sent',
    verifies: [asked.sentToSchool],
    run: async (trial: Trial) => {
      const { deliveryOrder } = await sent.order(trial);
      const school = schoolOf(deliveryOrder);
      if (!school) trial.skip('the order that was sent is for no school');
      const { organisationMasterIdentifier: orgMasterId } = school;
      const query = orgMasterId === undefined ? queryOf(school) : { orgMasterId };
      await isAmong(trial, asked.sentToSchool, bySchool(query), deliveryOrder);
    },
  };
}

function sentUnderContractTest(sent: SentByPartner): Test {
  return {
    name: 'GET /deliveryorders/contracts/{id} of an order that was sent',
    verifies: [asked.sentUnderContract],
    run: async (trial: Trial) => {
      const { deliveryOrder } = await sent.order(trial);
      const { contractId } = deliveryOrder;
      if (contractId === undefined) trial.skip('the order that was sent has no contractId');
      await isAmong(trial, asked.sentUnderContract, byContract(contractId), deliveryOrder);
    },
  };
}

function schoolOnlyTest({ school }: DeliveryWorld): Test {
  return {
    name: 'GET /deliveryorders/school holds orders of no other school',
    verifies: [asked.schoolOnly],
    run: async (trial: Trial) => {
      const ask = bySchool(queryOf(school));
      const some = await judgeOrders(trial, asked.schoolOnly, ask, (order) => {
        const named = [schoolOf(order), order.buyer as SchoolReference].flatMap((one) => one ?? []);
        if (named.some((one) => !isAnother(one, school))) return undefined;
        const seen = named.flatMap(schoolKeys).join(', ') || order.deliveryType;
        return ['/deliverySpecification', schoolKeys(school).join(', '), seen];
      });
      if (some === 0) trial.skip('there are no orders: give data.school');
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

function contractOnlyTest({ contract }: DeliveryWorld): Test {
  return {
    name: 'GET /deliveryorders/contracts/{id} holds orders of no other contract',
    verifies: [asked.contractOnly],
    run: async (trial: Trial) => {
      const ask = byContract(contract);
      const some = await judgeOrders(trial, asked.contractOnly, ask, ({ contractId }) =>
        contractId === contract ? undefined : ['/contractId', contract, String(contractId)],
      );
      if (some === 0) trial.skip('there are no orders: give data.contract');
    },
  };
}

function userTests(world: DeliveryWorld): Test[] {
  const user = new Set(userKeys(world.user));
  const listedIn = ({ deliverySpecification }: DeliveryOrder): UserReference[] | undefined =>
    (deliverySpecification['students'] ?? deliverySpecification['employees']) as
      UserReference[] | undefined;
  const lists = (order: DeliveryOrder): boolean =>
    (listedIn(order) ?? []).some((one) => overlap(userKeys(one), user));
  return [
    {
      name: 'POST /deliveryorders/school/user holds orders of no other user',
      verifies: [asked.userOnly],
      run: async (trial: Trial) => {
        const ask = byUser(world, world.school);
        const some = await judgeOrders(trial, asked.userOnly, ask, (order) =>
          listedIn(order) === undefined || lists(order)
            ? undefined
            : ['/deliverySpecification', [...user].join(', '), 'other users'],
        );
        if (some === 0) trial.skip('there are no orders: give data.user and data.school');
      },
    },
    {
      name: 'POST /deliveryorders/school/user holds the orders that list the user',
      verifies: [asked.userListed],
      run: async (trial: Trial) => {
        const ofSchool = ordersOf(await trial.call(bySchool(queryOf(world.school))));
        const listing = ofSchool.find(lists);
        if (!listing)
          trial.skip('no order of the school lists the user: give data.user, data.school');
        await isAmong(trial, asked.userListed, byUser(world, world.school), listing);
      },
    },
  ];
}

function sameEverywhereTest(sent: SentByPartner): Test {
  const { school } = sent.world;
  return {
    name: 'GET /deliveryorders/{id} says what the list of the school says',
    verifies: [asked.sameEverywhere],
    run: async (trial: Trial) => {
      const list = ordersOf(await trial.call(bySchool(queryOf(school))));
      const listed = list.find((order) => !sent.isMoving(order));
      if (!listed) trial.skip('there are no orders: give data.school');
      const exchange = await trial.call(byId(listed.deliveryOrderId));
      const alone = jsonOf(exchange.response.body);
      trial.expect(asked.sameEverywhere, exchange, isDeepStrictEqual(alone, listed), {
        pointer: '',
        expected: JSON.stringify(listed).slice(0, 200),
        seen: exchange.response.body.slice(0, 200),
      });
    },
  };
}
