import { randomUUID } from 'node:crypto';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../runner/target-client.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import {
  readByContract,
  readById,
  readBySchool,
  readByUser,
  readOperations,
  schoolQueryOf,
  validReadCall,
} from './read-calls.js';
import { readerClients, type DeliveryTestData } from './test-data.js';

/** Tests of access to delivery orders: scopes, consent of the school, and unknown ids. */
export function readAccessTests(testData: DeliveryTestData): ConformanceTest[] {
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
    name: `${operation.method} ${operation.path} with a token for each of its scopes`,
    verifies: [requirements.everyScope],
    run: async (context) => {
      const clients = readerClients.filter(
        ({ kind, scope }) => operation.scope.includes(scope) && context.session.hasClient(kind),
      );
      if (clients.length === 0) {
        const kinds = readerClients.filter(({ scope }) => operation.scope.includes(scope));
        context.skip(`configure clients.${kinds.map(({ kind }) => kind).join(' or clients.')}`);
      }
      for (const { kind, scope } of clients) {
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
    ...(order === undefined ? [] : [orderConsentTest('dashboard', requirements.consent, order)]),
    ...(order === undefined ? [] : [portalConsentTest(order)]),
  ];
}

function orderConsentTest(
  kind: 'dashboard' | 'portal',
  requirement: Requirement,
  order: string,
): ConformanceTest {
  const name = `GET /deliveryorders/{id} by a ${kind}`;
  return consentTest(name, [kind], (as) => readById(order, as), requirement);
}

/** The sources disagree on the portal: the rule decides whether it is tested. */
function portalConsentTest(order: string): ConformanceTest {
  const test = orderConsentTest('portal', requirements.portalConsent, order);
  return {
    ...test,
    run: (context) => {
      if (context.session.rules['DELIVERY_PORTAL_CONSENT'] === 'lists-only')
        context.skip('RULES_DELIVERY_PORTAL_CONSENT is lists-only');
      return test.run(context);
    },
  };
}

function consentTest(
  name: string,
  kinds: string[],
  call: (as: string) => CallOptions,
  requirement: Requirement = requirements.consent,
): ConformanceTest {
  return {
    name: `${name} without the consent of the school`,
    verifies: [requirement, requirements.consentCode],
    run: async (context) => {
      const clients = kinds.filter((kind) => context.session.hasClient(kind));
      if (clients.length === 0) context.skip(`configure clients.${kinds.join(' or clients.')}`);
      for (const kind of clients) {
        const exchange = await context.call({ ...call(kind), probe: true });
        context.expectStatus(requirement, exchange, 403, {
          variant: `the client ${kind}`,
        });
        if (exchange.status !== 403) continue;
        const problem = parseJson(exchange.response.body) as { status?: unknown } | undefined;
        context.expect(
          requirements.consentCode,
          exchange,
          problem?.status === Code.consentRequired,
          {
            pointer: '/status',
            expected: String(Code.consentRequired),
            seen: String(problem?.status),
          },
        );
      }
    },
  };
}

function noConsentTest({
  orderWithoutConsent,
  orderId,
  contract,
}: DeliveryTestData): ConformanceTest {
  return {
    name:
      'Delivery orders are read by an Aanspraakmanager and a ' +
      'Licentieregistratie without consent of the school',
    verifies: [requirements.noConsentNeeded],
    run: async (context) => {
      const kinds = ['entitlor', 'licensor'].filter((kind) => context.session.hasClient(kind));
      if (kinds.length === 0) context.skip('configure clients.entitlor or clients.licensor');
      for (const kind of kinds) {
        for (const call of [
          readById(orderWithoutConsent ?? orderId, kind),
          readByContract(contract, kind),
        ])
          context.expectStatus(requirements.noConsentNeeded, await context.call(call), 200, {
            variant: `the client ${kind}`,
          });
      }
    },
  };
}

function unknownTests(testData: DeliveryTestData): ConformanceTest[] {
  const unknownId = `none-${randomUUID()}`;
  const unknown = { organisationMasterIdentifier: unknownId };
  const tests: [string, Requirement, () => CallOptions[]][] = [
    ['an unknown order', requirements.unknownOrder, () => [readById(randomUUID())]],
    ['an id that is not a UUID', requirements.plainId, () => [readById(unknownId)]],
    ['an unknown contract', requirements.unknownContract, () => [readByContract(unknownId)]],
    [
      'an unknown school',
      requirements.unknownSchool,
      () => [readBySchool({ orgMasterId: unknownId }), readByUser(testData, unknown)],
    ],
  ];
  return tests.map(([subject, requirement, calls]) => ({
    name: `Delivery orders are read for ${subject}`,
    verifies: [requirement],
    run: (context) => expectRejections(context, requirement, 404, calls()),
  }));
}

function schoolNamedTest(): ConformanceTest {
  return {
    name: 'GET /deliveryorders/school without a complete identifier of a school',
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
