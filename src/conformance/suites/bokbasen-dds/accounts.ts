import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { CONCURRENT_CALLS, unknownUuid, expect40x, type DdsTestClient } from './test-shop.js';

const { findAccount, registerAccount } = ddsOperations;

/** What is tried on accounts. */
export function accountTests(client: DdsTestClient): ConformanceTest[] {
  return [foundTest(client), notFoundTest(), ...registerTests(client), onceTest(client)];
}

function find(context: TestContext, id: string, probe = false): Promise<Exchange> {
  const path = findAccount.path.replace('{id}', encodeURIComponent(id));
  return context.call({ operation: findAccount, as: 'store', path, probe });
}

function register(context: TestContext, body: object, probe = false): Promise<Exchange> {
  return context.call({ operation: registerAccount, as: 'store', body, probe });
}

function said({ response }: Exchange): { id?: string; data?: string } {
  return parseJson(response.body) ?? {};
}

function foundTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${findAccount.path} of an account that was registered`,
    verifies: [requirements.accountFound, requirements.idAndActive],
    run: async (context) => {
      const registration = client.registration();
      const id = await client.registerConsumer(context, registration);
      for (const by of [id, registration.email]) {
        const exchange = await find(context, by);
        const { id: seen } = said(exchange);
        context.expect(
          requirements.accountFound,
          exchange,
          exchange.status === 200 && seen === id,
          {
            pointer: '/id',
            expected: id,
            seen: seen ?? exchange.response.body,
          },
        );
      }
    },
  };
}

function notFoundTest(): ConformanceTest {
  return {
    name: `GET ${findAccount.path} of who has none`,
    verifies: [requirements.userNotFound, requirements.parameterError],
    run: async (context) => {
      for (const by of [unknownUuid(), `nobody-${unknownUuid()}@example.org`])
        expectData(
          context,
          requirements.userNotFound,
          await find(context, by),
          200,
          'USER_NOT_FOUND',
        );
      const neither = await find(context, 'neither', true);
      expectData(context, requirements.parameterError, neither, 400, 'PARAMETER_ERROR');
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
  const met = exchange.status === status && said(exchange).data === data;
  context.expect(requirement, exchange, met, {
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
        for (const short of [{ name: 'K' }, { surname: 'N' }]) {
          const exchange = await register(context, client.registration(short), true);
          const pointer = `/${Object.keys(short).join()}`;
          expect40x(context, requirements.longNames, exchange, { pointer });
        }
      },
    },
    {
      name: `POST ${registerAccount.path} with an address that has an account`,
      verifies: [requirements.oneAddress, requirements.userExists],
      run: async (context) => {
        const registration = client.registration();
        const id = await client.registerConsumer(context, registration);
        const again = await register(context, registration, true);
        const { id: second } = said(again);
        context.expect(requirements.oneAddress, again, again.status >= 400 || second === id, {
          pointer: '/email',
          expected: '40x, or the same account',
          seen: `${describeResponse(again)}, ${second}`,
        });
        context.expectStatus(requirements.userExists, again, 409, { pointer: '/email' });
      },
    },
  ];
}

function onceTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `POST ${registerAccount.path} ${CONCURRENT_CALLS} times at once`,
    verifies: [requirements.oneAtOnce],
    run: async (context) => {
      const registration = client.registration();
      const calls = Array.from({ length: CONCURRENT_CALLS }, () =>
        register(context, registration, true),
      );
      const taken = (await Promise.all(calls)).filter(({ status }) => status < 300);
      const ids = new Set(taken.map((exchange) => said(exchange).id));
      context.expect(requirements.oneAtOnce, taken.at(-1), ids.size === 1, {
        pointer: '/email',
        expected: 'one account',
        seen: `${ids.size} of them`,
      });
    },
  };
}
