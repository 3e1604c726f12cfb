import { randomUUID } from 'node:crypto';
import type { DeliveryOrder } from '../../../contracts/edu-v-delivery/messages.js';
import { deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import type { SchoolReference } from '../../../contracts/edu-v-delivery/references.messages.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import { Code } from '../../../contracts/edu-v/errors.js';
import { jsonOf } from '../../../kernel/contract/judgement.js';
import type { Operation } from '../../../kernel/contract/operation.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import type { Ask } from '../../runner/lab.js';
import type { Test, Trial } from '../../runner/trial.js';
import { readers, type DeliveryWorld } from './world.js';

const {
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
} = deliveryApi;

/** The questions of this API, each with who may ask it. */
export const questions = [
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
] as const satisfies readonly Operation[];

/** A good question, with all that it can say. */
export function goodQuestion(world: DeliveryWorld, { name }: Operation): Ask {
  switch (name) {
    case 'getDeliveryOrdersForSchool':
      return bySchool(queryOf(world.school), { status: 'processed', deliveryType: 'school-all' });
    case 'getDeliveryOrdersForUser':
      return byUser(world, world.school, { status: 'processed' });
    case 'getDeliveryOrdersByContract':
      return byContract(world.contract);
    default:
      return byId(world.orderId);
  }
}

export function byId(id: string, as = 'entitlor'): Ask {
  return {
    operation: getDeliveryOrder,
    path: getDeliveryOrder.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function byContract(id: string, as = 'entitlor'): Ask {
  return {
    operation: getDeliveryOrdersByContract,
    path: getDeliveryOrdersByContract.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function bySchool(
  school: Record<string, string>,
  filter: Record<string, string> = {},
  as = 'dashboard',
): Ask {
  return { operation: getDeliveryOrdersForSchool, query: { ...school, ...filter }, as };
}

export function byUser(
  { user }: DeliveryWorld,
  school: SchoolReference,
  query: Record<string, string> = {},
  as = 'dashboard',
): Ask {
  return { operation: getDeliveryOrdersForUser, query, body: { school, user }, as };
}

/** How a question by GET names a school: by its first other identifier where it has one. */
export function queryOf(school: SchoolReference): Record<string, string> {
  const { organisationMasterIdentifier: orgMasterId, organisationIds: [other] = [] } = school;
  if (other) return { orgId: other.organisationId, orgIdType: other.organisationIdType };
  return orgMasterId === undefined ? {} : { orgMasterId };
}

/** The orders of an answer; none where it is no list. */
export function ordersOf({ status, response }: Exchange): DeliveryOrder[] {
  const value = status === 200 ? jsonOf(response.body) : [];
  return Array.isArray(value) ? (value as DeliveryOrder[]) : [];
}

/** Who may ask, and about what: scopes, consent, and what nobody knows. */
export function questionTests(world: DeliveryWorld): Test[] {
  return [
    ...questions.map((operation) => scopesTest(world, operation)),
    ...consentTests(world),
    noConsentTest(world),
    ...unknownTests(world),
    schoolNamedTest(),
  ];
}

function scopesTest(world: DeliveryWorld, operation: Operation): Test {
  return {
    name: `${operation.method} ${operation.path} with a token of each of its scopes`,
    verifies: [asked.everyScope],
    run: async (trial) => {
      const able = readers.filter(
        ({ kind, scope }) => operation.scope.includes(scope) && trial.lab.hasClient(kind),
      );
      if (able.length === 0) {
        const kinds = readers.filter(({ scope }) => operation.scope.includes(scope));
        trial.skip(`give clients.${kinds.map(({ kind }) => kind).join(' or clients.')}`);
      }
      for (const { kind, scope } of able) {
        const exchange = await trial.call({ ...goodQuestion(world, operation), as: kind });
        trial.answers(asked.everyScope, exchange, 200, { what: scope });
      }
    },
  };
}

function consentTests(world: DeliveryWorld): Test[] {
  const { schoolWithoutConsent: school, orderWithoutConsent: order } = world;
  const asks: [string, (as: string) => Ask][] = [
    ['GET /deliveryorders/school', (as) => bySchool(queryOf(school), {}, as)],
    ['POST /deliveryorders/school/user', (as) => byUser(world, school, {}, as)],
  ];
  return [
    ...asks.map(([name, ask]) => consentTest(name, ['dashboard', 'portal'], ask)),
    ...(order === undefined
      ? []
      : [consentTest('GET /deliveryorders/{id}', ['dashboard'], (as) => byId(order, as))]),
  ];
}

function consentTest(name: string, kinds: string[], ask: (as: string) => Ask): Test {
  return {
    name: `${name} without the consent of the school`,
    verifies: [asked.consent, asked.consentCode],
    run: async (trial) => {
      const able = kinds.filter((kind) => trial.lab.hasClient(kind));
      if (able.length === 0) trial.skip(`give clients.${kinds.join(' or clients.')}`);
      for (const kind of able) {
        const exchange = await trial.call({ ...ask(kind), probe: true });
        trial.answers(asked.consent, exchange, 403, { what: kind });
        if (exchange.status !== 403) continue;
        const said = jsonOf(exchange.response.body) as { status?: unknown } | undefined;
        trial.expect(asked.consentCode, exchange, said?.status === Code.consentRequired, {
          pointer: '/status',
          expected: String(Code.consentRequired),
          seen: String(said?.status),
        });
      }
    },
  };
}

function noConsentTest({ orderWithoutConsent, orderId, contract }: DeliveryWorld): Test {
  return {
    name: 'Questions of an Aanspraakmanager and of a Licentieregistratie',
    verifies: [asked.noConsentNeeded],
    run: async (trial) => {
      const kinds = ['entitlor', 'licensor'].filter((kind) => trial.lab.hasClient(kind));
      if (kinds.length === 0) trial.skip('give clients.entitlor or clients.licensor');
      for (const kind of kinds) {
        for (const ask of [byId(orderWithoutConsent ?? orderId, kind), byContract(contract, kind)])
          trial.answers(asked.noConsentNeeded, await trial.call(ask), 200, { what: kind });
      }
    },
  };
}

function unknownTests(world: DeliveryWorld): Test[] {
  const none = `none-${randomUUID()}`;
  const unknown = { organisationMasterIdentifier: none };
  const tests: [string, Requirement, () => Ask[]][] = [
    ['an order that there is not', asked.unknownOrder, () => [byId(randomUUID())]],
    ['an id that is no uuid', asked.plainId, () => [byId(none)]],
    ['a contract that nobody knows', asked.unknownContract, () => [byContract(none)]],
    [
      'a school that nobody knows',
      asked.unknownSchool,
      () => [bySchool({ orgMasterId: none }), byUser(world, unknown)],
    ],
  ];
  return tests.map(([what, requirement, asks]) => ({
    name: `A question about ${what}`,
    verifies: [requirement],
    run: (trial) => refusedWith(trial, requirement, 404, asks()),
  }));
}

function schoolNamedTest(): Test {
  return {
    name: 'GET /deliveryorders/school that names no school',
    verifies: [asked.schoolNamed],
    run: (trial) =>
      refusedWith(
        trial,
        asked.schoolNamed,
        400,
        [{}, { orgId: 'dd-0001' }, { orgIdType: 'DD_ID' }].map((school) =>
          bySchool(school as never),
        ),
      ),
  };
}

async function refusedWith(
  trial: Trial,
  requirement: Requirement,
  status: number,
  asks: Ask[],
): Promise<void> {
  for (const ask of asks) {
    const exchange = await trial.call({ ...ask, probe: true });
    const what = `${ask.path ?? ask.operation.path}?${new URLSearchParams(ask.query).toString()}`;
    trial.answers(requirement, exchange, status, { what });
  }
}
