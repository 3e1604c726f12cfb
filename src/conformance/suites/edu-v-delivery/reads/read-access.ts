import { deliveryExamples } from '../../../../apis/edu-v-delivery/examples.js';
import type { UserReference } from '../../../../apis/edu-v-delivery/references.messages.js';
import { deliveryRequirements as requirements } from '../../../../apis/edu-v-delivery/requirements.js';
import { Code } from '../../../../apis/edu-v/errors.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { parseJson } from '../../../../platform/requirements/check-result.js';
import type { Operation } from '../../../../platform/api/operation.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../../runner/target-client.js';
import type { ConformanceTest, TestContext } from '../../../runner/test-context.js';
import { isSeparateClient } from '../../edu-v/common-tests.js';
import {
  callAsReader,
  readByContract,
  readById,
  readBySchool,
  readByUser,
  readCallOf,
  readOperations,
  schoolQueryOf,
  type ReadCall,
} from './read-calls.js';
import { questionsAboutNobodyTest } from './missing-identifiers.js';
import { readerClients, type DeliveryTestData } from '../test-data.js';

/** Tests of access to delivery orders: scopes, consent of the school, and unknown ids. */
export function readAccessTests(testData: DeliveryTestData): ConformanceTest[] {
  return [
    ...readOperations.map((operation) => scopesTest(testData, operation)),
    ...consentTests(testData),
    noConsentTest(testData),
    ...unknownTests(testData),
    schoolNamedTest(),
    questionsAboutNobodyTest(testData),
  ];
}

function scopesTest(testData: DeliveryTestData, operation: Operation): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} with a token for each of its scopes`,
    verifies: [requirements.everyScope],
    run: async (context) => {
      const kinds = readerClients.filter(({ scope }) => operation.scope.includes(scope));
      const clients = kinds.filter(({ kind }) => isSeparateClient(context.session, kind));
      if (clients.length === 0)
        context.skip(
          `configure ${kinds.map(({ kind }) => `clients.${kind}`).join(' or ')}: a client with ` +
            'one scope, which is not the client of the other calls',
        );
      const call = readCallOf(context, testData, operation);
      for (const { kind, scope } of clients) {
        const exchange = await context.call({ ...call, as: kind });
        context.expectStatus(requirements.everyScope, exchange, 200, {
          variant: `a token of clients.${kind} with the scope ${scope}`,
          causes: [derivedRequirements(operation).ok],
        });
      }
    },
  };
}

type ReadWithoutConsent = (context: TestContext, as: string) => CallOptions;

function consentTests(testData: DeliveryTestData): ConformanceTest[] {
  const lists: [string, ReadWithoutConsent][] = [
    [
      'GET /deliveryorders/school',
      (context, as) => readBySchool(schoolQueryOf(testData.schoolWithoutConsent(context)), {}, as),
    ],
    [
      'POST /deliveryorders/school/user',
      (context, as) => readByUser(anyUser(context), testData.schoolWithoutConsent(context), {}, as),
    ],
  ];
  return [
    ...lists.map(([name, call]) => consentTest(name, ['dashboard', 'portal'], call)),
    orderConsentTest('dashboard', requirements.consent, testData),
    portalConsentTest(testData),
  ];
}

/** Consent is missing for every user, so any user will do. */
function anyUser({ session }: TestContext): UserReference {
  return session.options.data['user'] ?? deliveryExamples.userAtSchool.user;
}

function orderConsentTest(
  kind: 'dashboard' | 'portal',
  requirement: Requirement,
  testData: DeliveryTestData,
): ConformanceTest {
  const name = `GET /deliveryorders/{id} by a ${kind}`;
  const call: ReadWithoutConsent = (context, as) =>
    readById(testData.orderWithoutConsent(context), as);
  return consentTest(name, [kind], call, requirement);
}

/** The sources disagree on the portal: the rule decides whether it is tested. */
function portalConsentTest(testData: DeliveryTestData): ConformanceTest {
  const test = orderConsentTest('portal', requirements.portalConsent, testData);
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
  call: ReadWithoutConsent,
  requirement: Requirement = requirements.consent,
): ConformanceTest {
  return {
    name: `${name} without the consent of the school`,
    verifies: [requirement, requirements.consentCode],
    run: async (context) => {
      const clients = kinds.filter((kind) => isSeparateClient(context.session, kind));
      if (clients.length === 0)
        context.skip(
          `configure clients.${kinds.join(' or clients.')}: a client with that scope only, which ` +
            'is not the client of the other calls',
        );
      for (const kind of clients) {
        const exchange = await context.call({
          ...call(context, kind),
          probe: true,
          isValidProbe: true,
        });
        context.expectStatus(requirement, exchange, 403, {
          variant: `a token of clients.${kind}`,
          before: 'the school has not given its consent',
        });
        if (exchange.status !== 403) continue;
        const problem = parseJson(exchange.response.body) as { status?: unknown } | undefined;
        const { status } = problem ?? {};
        context.expectValue(requirements.consentCode, exchange, status, Code.consentRequired, {
          pointer: '/status',
          causes: [requirements.statusResponse],
        });
      }
    },
  };
}

function noConsentTest(testData: DeliveryTestData): ConformanceTest {
  return {
    name:
      'Delivery orders are read by an Aanspraakmanager and a ' +
      'Licentieregistratie without consent of the school',
    verifies: [requirements.noConsentNeeded],
    run: async (context) => {
      const kinds = ['entitlor', 'licensor'].filter((kind) => context.session.hasClient(kind));
      if (kinds.length === 0) context.skip('configure clients.entitlor or clients.licensor');
      const id = testData.orderWithoutConsent(context);
      for (const kind of kinds) {
        const exchange = await context.call(readById(id, kind));
        const detail = {
          variant: `a token of clients.${kind}`,
          before: 'the school has not given its consent',
        };
        context.expectStatus(requirements.noConsentNeeded, exchange, 200, detail);
      }
    },
  };
}

function unknownTests(testData: DeliveryTestData): ConformanceTest[] {
  const { session } = testData;
  const unknownId = (): string => `none-${session.ids.uuid()}`;
  const tests: [string, Requirement, (context: TestContext) => ReadCall[]][] = [
    ['an unknown order', requirements.unknownOrder, () => [readById(session.ids.uuid())]],
    ['an id that is not a UUID', requirements.plainId, () => [readById(unknownId())]],
    ['an unknown contract', requirements.unknownContract, () => [readByContract(unknownId())]],
    [
      'an unknown school',
      requirements.unknownSchool,
      (context) => [
        readBySchool({ orgMasterId: unknownId() }),
        readByUser(anyUser(context), { organisationMasterIdentifier: unknownId() }),
      ],
    ],
  ];
  return tests.map(([subject, requirement, calls]) => ({
    name: `Delivery orders are read for ${subject}`,
    verifies: [requirement],
    run: (context) => expectRejections(context, requirement, 404, calls(context)),
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
  calls: ReadCall[],
): Promise<void> {
  for (const call of calls) {
    const exchange = await callAsReader(context, { ...call, probe: true, isValidProbe: true });
    const variant = `${call.path ?? call.operation.path}?${new URLSearchParams(call.query).toString()}`;
    context.expectStatus(requirement, exchange, status, { variant });
  }
}
