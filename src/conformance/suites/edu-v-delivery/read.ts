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
import type { CallOptions } from '../../runner/partner-client.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { readerClients, type DeliveryTestData } from './test-data.js';

const {
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
} = deliveryOperations;

/** The questions of this API, each with who may ask it. */
export const readOperations = [
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
] as const satisfies readonly Operation[];

/** A good question, with all that it can say. */
export function validReadCall(testData: DeliveryTestData, { name }: Operation): CallOptions {
  switch (name) {
    case 'getDeliveryOrdersForSchool':
      return readBySchool(schoolQueryOf(testData.school), {
        status: 'processed',
        deliveryType: 'school-all',
      });
    case 'getDeliveryOrdersForUser':
      return readByUser(testData, testData.school, { status: 'processed' });
    case 'getDeliveryOrdersByContract':
      return readByContract(testData.contract);
    default:
      return readById(testData.orderId);
  }
}

export function readById(id: string, as = 'entitlor'): CallOptions {
  return {
    operation: getDeliveryOrder,
    path: getDeliveryOrder.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function readByContract(id: string, as = 'entitlor'): CallOptions {
  return {
    operation: getDeliveryOrdersByContract,
    path: getDeliveryOrdersByContract.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function readBySchool(
  school: Record<string, string>,
  filter: Record<string, string> = {},
  as = 'dashboard',
): CallOptions {
  return { operation: getDeliveryOrdersForSchool, query: { ...school, ...filter }, as };
}

export function readByUser(
  { user }: DeliveryTestData,
  school: SchoolReference,
  query: Record<string, string> = {},
  as = 'dashboard',
): CallOptions {
  return { operation: getDeliveryOrdersForUser, query, body: { school, user }, as };
}

/** How a question by GET names a school: by its first other identifier where it has one. */
export function schoolQueryOf(school: SchoolReference): Record<string, string> {
  const { organisationMasterIdentifier: orgMasterId, organisationIds: [other] = [] } = school;
  if (other) return { orgId: other.organisationId, orgIdType: other.organisationIdType };
  return orgMasterId === undefined ? {} : { orgMasterId };
}

/** The orders of an answer; none where it is no list. */
export function deliveryOrdersIn({ status, response }: Exchange): DeliveryOrder[] {
  const value = status === 200 ? parseJson(response.body) : [];
  return Array.isArray(value) ? (value as DeliveryOrder[]) : [];
}

/** Who may ask, and about variant: scopes, consent, and what nobody knows. */
export function readTests(testData: DeliveryTestData): ConformanceTest[] {
  return [
    ...readOperations.map((operation) => scopesTest(testData, operation)),
    ...consentTests(testData),
    noConsentTest(testData),
    ...unknownTests(testData),
    schoolNamedTest(),
  ];
}

function scopesTest(testData: DeliveryTestData, operation: Operation): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} with a token of each of its scopes`,
    verifies: [requirements.everyScope],
    run: async (context) => {
      const able = readerClients.filter(
        ({ kind, scope }) => operation.scope.includes(scope) && context.session.hasClient(kind),
      );
      if (able.length === 0) {
        const kinds = readerClients.filter(({ scope }) => operation.scope.includes(scope));
        context.skip(`give clients.${kinds.map(({ kind }) => kind).join(' or clients.')}`);
      }
      for (const { kind, scope } of able) {
        const exchange = await context.call({ ...validReadCall(testData, operation), as: kind });
        context.expectStatus(requirements.everyScope, exchange, 200, { variant: scope });
      }
    },
  };
}

function consentTests(testData: DeliveryTestData): ConformanceTest[] {
  const { schoolWithoutConsent: school, orderWithoutConsent: order } = testData;
  const calls: [string, (as: string) => CallOptions][] = [
    ['GET /deliveryorders/school', (as) => readBySchool(schoolQueryOf(school), {}, as)],
    ['POST /deliveryorders/school/user', (as) => readByUser(testData, school, {}, as)],
  ];
  return [
    ...calls.map(([name, call]) => consentTest(name, ['dashboard', 'portal'], call)),
    ...(order === undefined
      ? []
      : [consentTest('GET /deliveryorders/{id}', ['dashboard'], (as) => readById(order, as))]),
  ];
}

function consentTest(
  name: string,
  kinds: string[],
  call: (as: string) => CallOptions,
): ConformanceTest {
  return {
    name: `${name} without the consent of the school`,
    verifies: [requirements.consent, requirements.consentCode],
    run: async (context) => {
      const able = kinds.filter((kind) => context.session.hasClient(kind));
      if (able.length === 0) context.skip(`give clients.${kinds.join(' or clients.')}`);
      for (const kind of able) {
        const exchange = await context.call({ ...call(kind), probe: true });
        context.expectStatus(requirements.consent, exchange, 403, { variant: kind });
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

function noConsentTest({
  orderWithoutConsent,
  orderId,
  contract: api,
}: DeliveryTestData): ConformanceTest {
  return {
    name: 'Questions of an Aanspraakmanager and of a Licentieregistratie',
    verifies: [requirements.noConsentNeeded],
    run: async (context) => {
      const kinds = ['entitlor', 'licensor'].filter((kind) => context.session.hasClient(kind));
      if (kinds.length === 0) context.skip('give clients.entitlor or clients.licensor');
      for (const kind of kinds) {
        for (const call of [
          readById(orderWithoutConsent ?? orderId, kind),
          readByContract(api, kind),
        ])
          context.expectStatus(requirements.noConsentNeeded, await context.call(call), 200, {
            variant: kind,
          });
      }
    },
  };
}

function unknownTests(testData: DeliveryTestData): ConformanceTest[] {
  const none = `none-${randomUUID()}`;
  const unknown = { organisationMasterIdentifier: none };
  const tests: [string, Requirement, () => CallOptions[]][] = [
    ['an order that there is not', requirements.unknownOrder, () => [readById(randomUUID())]],
    ['an id that is no uuid', requirements.plainId, () => [readById(none)]],
    ['a contract that nobody knows', requirements.unknownContract, () => [readByContract(none)]],
    [
      'a school that nobody knows',
      requirements.unknownSchool,
      () => [readBySchool({ orgMasterId: none }), readByUser(testData, unknown)],
    ],
  ];
  return tests.map(([variant, requirement, calls]) => ({
    name: `A question about ${variant}`,
    verifies: [requirement],
    run: (context) => expectRejections(context, requirement, 404, calls()),
  }));
}

function schoolNamedTest(): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school that names no school',
    verifies: [requirements.schoolNamed],
    run: (context) =>
      expectRejections(
        context,
        requirements.schoolNamed,
        400,
        [{}, { orgId: 'dd-0001' }, { orgIdType: 'DD_ID' }].map((school) =>
          readBySchool(school as never),
        ),
      ),
  };
}

async function expectRejections(
  context: TestContext,
  requirement: Requirement,
  status: number,
  calls: CallOptions[],
): Promise<void> {
  for (const call of calls) {
    const exchange = await context.call({ ...call, probe: true });
    const variant = `${call.path ?? call.operation.path}?${new URLSearchParams(call.query).toString()}`;
    context.expectStatus(requirement, exchange, status, { variant });
  }
}
