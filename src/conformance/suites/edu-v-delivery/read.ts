import { randomUUID } from 'node:crypto';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import type { SchoolReference } from '../../../apis/edu-v-delivery/references.messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { CallOptions } from '../../runner/conformance-session.js';
import type { Test, TestContext } from '../../runner/test-context.js';
import { readers, type DeliveryTestData } from './test-data.js';

const {
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
} = deliveryOperations;

/** The questions of this API, each with who may ask it. */
export const questions = [
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
] as const satisfies readonly Operation[];

/** A good question, with all that it can say. */
export function goodQuestion(world: DeliveryTestData, { name }: Operation): CallOptions {
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

export function byId(id: string, as = 'entitlor'): CallOptions {
  return {
    operation: getDeliveryOrder,
    path: getDeliveryOrder.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function byContract(id: string, as = 'entitlor'): CallOptions {
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
): CallOptions {
  return { operation: getDeliveryOrdersForSchool, query: { ...school, ...filter }, as };
}

export function byUser(
  { user }: DeliveryTestData,
  school: SchoolReference,
  query: Record<string, string> = {},
  as = 'dashboard',
): CallOptions {
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
  const value = status === 200 ? parseJson(response.body) : [];
  return Array.isArray(value) ? (value as DeliveryOrder[]) : [];
}

/** Who may ask, and about what: scopes, consent, and what nobody knows. */
export function readTests(world: DeliveryTestData): Test[] {
  return [
    ...questions.map((operation) => scopesTest(world, operation)),
    ...consentTests(world),
    noConsentTest(world),
    ...unknownTests(world),
    schoolNamedTest(),
  ];
}

function scopesTest(world: DeliveryTestData, operation: Operation): Test {
  return {
    name: `${operation.method} ${operation.path} with a token of each of its scopes`,
    verifies: [requirements.everyScope],
    run: async (context) => {
      const able = readers.filter(
        ({ kind, scope }) => operation.scope.includes(scope) && context.lab.hasClient(kind),
      );
      if (able.length === 0) {
        const kinds = readers.filter(({ scope }) => operation.scope.includes(scope));
        context.skip(`give clients.${kinds.map(({ kind }) => kind).join(' or clients.')}`);
      }
      for (const { kind, scope } of able) {
        const exchange = await context.call({ ...goodQuestion(world, operation), as: kind });
        context.answers(requirements.everyScope, exchange, 200, { what: scope });
      }
    },
  };
}

function consentTests(world: DeliveryTestData): Test[] {
  const { schoolWithoutConsent: school, orderWithoutConsent: order } = world;
  const asks: [string, (as: string) => CallOptions][] = [
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

function consentTest(name: string, kinds: string[], ask: (as: string) => CallOptions): Test {
  return {
    name: `${name} without the consent of the school`,
    verifies: [requirements.consent, requirements.consentCode],
    run: async (context) => {
      const able = kinds.filter((kind) => context.lab.hasClient(kind));
      if (able.length === 0) context.skip(`give clients.${kinds.join(' or clients.')}`);
      for (const kind of able) {
        const exchange = await context.call({ ...ask(kind), probe: true });
        context.answers(requirements.consent, exchange, 403, { what: kind });
        if (exchange.status !== 403) continue;
        const said = parseJson(exchange.response.body) as { status?: unknown } | undefined;
        context.expect(requirements.consentCode, exchange, said?.status === Code.consentRequired, {
          pointer: '/status',
          expected: String(Code.consentRequired),
          seen: String(said?.status),
        });
      }
    },
  };
}

function noConsentTest({ orderWithoutConsent, orderId, contract: api }: DeliveryTestData): Test {
  return {
    name: 'Questions of an Aanspraakmanager and of a Licentieregistratie',
    verifies: [requirements.noConsentNeeded],
    run: async (context) => {
      const kinds = ['entitlor', 'licensor'].filter((kind) => context.lab.hasClient(kind));
      if (kinds.length === 0) context.skip('give clients.entitlor or clients.licensor');
      for (const kind of kinds) {
        for (const ask of [byId(orderWithoutConsent ?? orderId, kind), byContract(api, kind)])
          context.answers(requirements.noConsentNeeded, await context.call(ask), 200, {
            what: kind,
          });
      }
    },
  };
}

function unknownTests(world: DeliveryTestData): Test[] {
  const none = `none-${randomUUID()}`;
  const unknown = { organisationMasterIdentifier: none };
  const tests: [string, Requirement, () => CallOptions[]][] = [
    ['an order that there is not', requirements.unknownOrder, () => [byId(randomUUID())]],
    ['an id that is no uuid', requirements.plainId, () => [byId(none)]],
    ['a contract that nobody knows', requirements.unknownContract, () => [byContract(none)]],
    [
      'a school that nobody knows',
      requirements.unknownSchool,
      () => [bySchool({ orgMasterId: none }), byUser(world, unknown)],
    ],
  ];
  return tests.map(([what, requirement, asks]) => ({
    name: `A question about ${what}`,
    verifies: [requirement],
    run: (context) => refusedWith(context, requirement, 404, asks()),
  }));
}

function schoolNamedTest(): Test {
  return {
    name: 'GET /deliveryorders/school that names no school',
    verifies: [requirements.schoolNamed],
    run: (context) =>
      refusedWith(
        context,
        requirements.schoolNamed,
        400,
        [{}, { orgId: 'dd-0001' }, { orgIdType: 'DD_ID' }].map((school) =>
          bySchool(school as never),
        ),
      ),
  };
}

async function refusedWith(
  context: TestContext,
  requirement: Requirement,
  status: number,
  asks: CallOptions[],
): Promise<void> {
  for (const ask of asks) {
    const exchange = await context.call({ ...ask, probe: true });
    const what = `${ask.path ?? ask.operation.path}?${new URLSearchParams(ask.query).toString()}`;
    context.answers(requirement, exchange, status, { what });
  }
}
