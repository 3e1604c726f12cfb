import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import { jsonOf } from '../../../kernel/contract/judgement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { AT_ONCE, nobody, refused40x, type Shop } from './shop.js';

const { findAccount, registerAccount } = ddsApi;

/** What is tried on accounts. */
export function accountTests(shop: Shop): Test[] {
  return [foundTest(shop), notFoundTest(), ...registerTests(shop), onceTest(shop)];
}

function find(trial: Trial, id: string, probe = false): Promise<Exchange> {
  const path = findAccount.path.replace('{id}', encodeURIComponent(id));
  return trial.call({ operation: findAccount, as: 'store', path, probe });
}

function register(trial: Trial, body: object, probe = false): Promise<Exchange> {
  return trial.call({ operation: registerAccount, as: 'store', body, probe });
}

function said({ response }: Exchange): { id?: string; data?: string } {
  return jsonOf(response.body) ?? {};
}

function foundTest(shop: Shop): Test {
  return {
    name: `GET ${findAccount.path} of an account that was registered`,
    verifies: [asked.accountFound, asked.idAndActive],
    run: async (trial) => {
      const registration = shop.registration();
      const id = await shop.registered(trial, registration);
      for (const by of [id, registration.email]) {
        const exchange = await find(trial, by);
        const { id: seen } = said(exchange);
        trial.expect(asked.accountFound, exchange, exchange.status === 200 && seen === id, {
          pointer: '/id',
          expected: id,
          seen: seen ?? exchange.response.body,
        });
      }
    },
  };
}

function notFoundTest(): Test {
  return {
    name: `GET ${findAccount.path} of who has none`,
    verifies: [asked.userNotFound, asked.parameterError],
    run: async (trial) => {
      for (const by of [nobody(), `nobody-${nobody()}@example.org`])
        expectData(trial, asked.userNotFound, await find(trial, by), 200, 'USER_NOT_FOUND');
      const neither = await find(trial, 'neither', true);
      expectData(trial, asked.parameterError, neither, 400, 'PARAMETER_ERROR');
    },
  };
}

function expectData(
  trial: Trial,
  requirement: typeof asked.userNotFound,
  exchange: Exchange,
  status: number,
  data: string,
): void {
  const met = exchange.status === status && said(exchange).data === data;
  trial.expect(requirement, exchange, met, {
    pointer: '/data',
    expected: `${status} ${data}`,
    seen: `${seenIn(exchange)} ${exchange.response.body.slice(0, 100)}`,
  });
}

function registerTests(shop: Shop): Test[] {
  return [
    {
      name: `POST ${registerAccount.path} with a name of one character`,
      verifies: [asked.longNames],
      run: async (trial) => {
        for (const short of [{ name: 'K' }, { surname: 'N' }]) {
          const exchange = await register(trial, shop.registration(short), true);
          const pointer = `/${Object.keys(short).join()}`;
          refused40x(trial, asked.longNames, exchange, { pointer });
        }
      },
    },
    {
      name: `POST ${registerAccount.path} with an address that has an account`,
      verifies: [asked.oneAddress, asked.userExists],
      run: async (trial) => {
        const registration = shop.registration();
        const id = await shop.registered(trial, registration);
        const again = await register(trial, registration, true);
        const { id: second } = said(again);
        trial.expect(asked.oneAddress, again, again.status >= 400 || second === id, {
          pointer: '/email',
          expected: '40x, or the same account',
          seen: `${seenIn(again)}, ${second}`,
        });
        trial.answers(asked.userExists, again, 409, { pointer: '/email' });
      },
    },
  ];
}

function onceTest(shop: Shop): Test {
  return {
    name: `POST ${registerAccount.path} ${AT_ONCE} times at once`,
    verifies: [asked.oneAtOnce],
    run: async (trial) => {
      const registration = shop.registration();
      const calls = Array.from({ length: AT_ONCE }, () => register(trial, registration, true));
      const taken = (await Promise.all(calls)).filter(({ status }) => status < 300);
      const ids = new Set(taken.map((exchange) => said(exchange).id));
      trial.expect(asked.oneAtOnce, taken.at(-1), ids.size === 1, {
        pointer: '/email',
        expected: 'one account',
        seen: `${ids.size} of them`,
      });
    },
  };
}
