import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { describeValue } from '../../runner/differences.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { CONCURRENT_CALLS, expect40x, type DdsTestClient } from './test-client.js';

const { findAccount, registerAccount } = ddsOperations;

/** Tests of accounts: finding and registering consumers. */
export function accountTests(client: DdsTestClient): ConformanceTest[] {
  return [
    foundTest(client),
    notFoundTest(client),
    ...registerTests(client),
    concurrencyTest(client),
  ];
}

function find(context: TestContext, id: string, probe = false): Promise<Exchange> {
  const path = findAccount.path.replace('{id}', encodeURIComponent(id));
  return context.call({ operation: findAccount, as: 'store', path, probe });
}

function register(context: TestContext, body: object, probe = false): Promise<Exchange> {
  return context.call({ operation: registerAccount, as: 'store', body, probe });
}

function accountIn({ response }: Exchange): { id?: string; active?: unknown; data?: string } {
  return parseJson(response.body) ?? {};
}

function foundTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${findAccount.path} of a registered account`,
    verifies: [requirements.accountFound, requirements.idAndActive],
    run: async (context) => {
      const registration = client.registration();
      const id = await client.registerConsumer(context, registration);
      for (const by of [id, registration.email]) {
        const exchange = await find(context, by);
        const { id: actual, active } = accountIn(exchange);
        context.expect(
          requirements.accountFound,
          exchange,
          exchange.status === 200 && actual === id && active !== false,
          {
            pointer: '/id',
            expected: `${id}, which is active`,
            seen:
              (actual && `${actual}, active: ${String(active)}`) ||
              `${describeResponse(exchange)} ${exchange.response.body.slice(0, 100)}`,
            before: `the account ${id} was registered with ${registration.email}`,
            causes: [derivedRequirements(findAccount).ok],
          },
        );
      }
    },
  };
}

function notFoundTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${findAccount.path} of an unknown consumer`,
    verifies: [requirements.userNotFound, requirements.parameterError],
    run: async (context) => {
      const { ids } = client.session;
      for (const by of [ids.uuid(), `nobody-${ids.uuid()}@example.org`])
        expectData(
          context,
          requirements.userNotFound,
          await find(context, by),
          200,
          'USER_NOT_FOUND',
        );
      const invalid = await find(context, 'neither', true);
      expectData(context, requirements.parameterError, invalid, 400, 'PARAMETER_ERROR');
    },
  };
}

function expectData(
  context: TestContext,
  requirement: typeof requirements.userNotFound,
  exchange: Exchange,
  status: number,
  data: string,
): void {
  const isExpected = exchange.status === status && accountIn(exchange).data === data;
  context.expect(requirement, exchange, isExpected, {
    pointer: '/data',
    expected: `${status} ${data}`,
    seen: `${describeResponse(exchange)} ${exchange.response.body.slice(0, 100)}`,
  });
}

function registerTests(client: DdsTestClient): ConformanceTest[] {
  return [
    {
      name: `POST ${registerAccount.path} with a name of one character`,
      verifies: [requirements.longNames],
      run: async (context) => {
        // If no registration is accepted, a rejection proves nothing.
        await client.registerConsumer(context);
        for (const short of [{ name: 'K' }, { surname: 'N' }]) {
          const exchange = await register(context, client.registration(short), true);
          const pointer = `/${Object.keys(short).join()}`;
          expect40x(context, requirements.longNames, exchange, { pointer });
        }
      },
    },
    {
      name: `POST ${registerAccount.path} with an e-mail address that has an account`,
      verifies: [requirements.oneAddress, requirements.userExists],
      run: async (context) => {
        const registration = client.registration();
        const id = await client.registerConsumer(context, registration);
        const repeat = await register(context, registration, true);
        const { id: second } = accountIn(repeat);
        context.expect(requirements.oneAddress, repeat, repeat.status >= 400 || second === id, {
          pointer: '/email',
          expected: 'a 4xx, or the id of the existing account',
          seen: `${describeResponse(repeat)} with id ${describeValue(second)}`,
          before: `the address has the account ${id}`,
        });
        context.expectStatus(requirements.userExists, repeat, 409, {
          pointer: '/email',
          before: `the address has the account ${id}`,
          causes: [requirements.oneAddress],
        });
      },
    },
  ];
}

function concurrencyTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `POST ${registerAccount.path} ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.oneAtOnce],
    run: async (context) => {
      const registration = client.registration();
      const calls = Array.from({ length: CONCURRENT_CALLS }, () =>
        register(context, registration, true),
      );
      const answers = await Promise.all(calls);
      const accepted = answers.filter(({ status }) => status >= 200 && status < 300);
      const ids = new Set(accepted.map((exchange) => accountIn(exchange).id));
      context.expect(requirements.oneAtOnce, accepted.at(-1) ?? answers[0], ids.size === 1, {
        pointer: '/email',
        expected: 'exactly one account',
        seen: `${ids.size} accounts; responses ${answers.map(describeResponse).join(', ')}`,
        causes: [derivedRequirements(registerAccount).ok],
      });
    },
  };
}
