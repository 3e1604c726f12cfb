import { Code } from '../../contracts/edu-v/errors.js';
import { after } from '../../kernel/clock/time.js';
import { jsonOf } from '../../kernel/contract/judgement.js';
import type { Operation } from '../../kernel/contract/operation.js';
import type { Requirement } from '../../kernel/contract/requirement.js';
import type { Exchange } from '../../kernel/journal/exchange.js';
import type { Ask, Lab } from '../runner/lab.js';
import type { Test, Trial } from '../runner/trial.js';
import { isTaken } from './suite.js';

/** After the last answer, what would still come of it would come so soon. */
const QUIET_MS = 400;

export function quiet(): Promise<void> {
  return new Promise((over) => void after(QUIET_MS, over));
}

/** Scopes of Edu-V, of which no operation takes all. */
const SCOPES = ['eduv.delivery.portal', 'eduv.order'];

/** The Authorization of a client whose token has no scope of the operation: his only one, or one that asks for another. */
export async function tooLittle(
  lab: Lab,
  { scope }: Operation,
): Promise<string | { missing: string }> {
  if (lab.hasClient('noscope')) return `Bearer ${await lab.token('noscope')}`;
  const other = SCOPES.find((one) => !scope.includes(one)) ?? '';
  const token = await lab.tokenFor(other);
  return token === undefined
    ? { missing: 'there is no clients.noscope: a client that gets tokens without the scope' }
    : `Bearer ${token}`;
}

/** How a refusal tells that a message is against its schema. */
export function refusedBySchema(
  asked: Record<'schemaCode' | 'schemaText', Requirement>,
  trial: Trial,
  exchange: Exchange,
): void {
  const said = jsonOf(exchange.response.body) as
    { status?: unknown; statusMessage?: unknown } | undefined;
  const { status, statusMessage } = said ?? {};
  trial.expect(asked.schemaCode, exchange, status === Code.schemaIncorrect, {
    pointer: '/status',
    expected: String(Code.schemaIncorrect),
    seen: String(status),
  });
  const begins = typeof statusMessage === 'string' && statusMessage.startsWith('Schema incorrect');
  trial.expect(asked.schemaText, exchange, begins, {
    pointer: '/statusMessage',
    expected: 'Schema incorrect …',
    seen: String(statusMessage).slice(0, 100),
  });
}

/** What every operation of an Edu-V API is tried by, beside its table. */
export function eduvAuthTests(
  asked: Record<'noTokenInQuery' | 'unknownFieldTaken' | 'jsonOnly', Requirement>,
  operation: Operation,
  good: (trial: Trial, operation: Operation) => Promise<Ask>,
): Test[] {
  const { method, path, ok, body: message } = operation;
  const call = `${method} ${path}`;
  const inQuery: Test = {
    name: `${call} with its token in the query`,
    verifies: [asked.noTokenInQuery],
    run: async (trial) => {
      const ask = await good(trial, operation);
      const query = { ...ask.query, access_token: await trial.lab.token(ask.as, operation) };
      const exchange = await trial.call({ ...ask, query, authorization: null, probe: true });
      trial.answers(asked.noTokenInQuery, exchange, 401);
    },
  };
  if (!message) return [inQuery];
  return [
    inQuery,
    {
      name: `${call} with a field that the schema does not name`,
      verifies: [asked.unknownFieldTaken],
      run: async (trial) => {
        const ask = await good(trial, operation);
        const body = { ...(ask.body as object), fieldOfTheFuture: 'none' };
        trial.answers(asked.unknownFieldTaken, await trial.call({ ...ask, body }), ok, {
          pointer: '/fieldOfTheFuture',
        });
      },
    },
    {
      name: `${call} as text/plain`,
      verifies: [asked.jsonOnly],
      run: async (trial) => {
        const ask = await good(trial, operation);
        const headers = { 'content-type': 'text/plain' };
        const exchange = await trial.call({ ...ask, headers, probe: true });
        trial.answers(asked.jsonOnly, exchange, 400, { pointer: 'Content-Type' });
      },
    },
  ];
}

/** What is sent again, after an answer that did not come, is the same message. */
export function sentAgainTest(
  requirement: Requirement,
  operation: Operation,
  { reference, first }: { reference: string; first: (trial: Trial) => Promise<unknown> },
): Test {
  const { method, path, name } = operation;
  return {
    name: `${method} ${path} once more, after a 503`,
    verifies: [requirement],
    run: async (trial) => {
      const { lab } = trial;
      await first(trial);
      if (!lab.options.act[name])
        trial.skip(`give act.${name}, so that the partner can be made to send another message`);
      await lab.loseAnswer(operation);
      await lab.act(operation);
      const isAgain = (message: Record<string, unknown>, exchange: Exchange): boolean =>
        isTaken(exchange) &&
        lab.heard(
          operation,
          (one, other) => isTaken(other) && one[reference] === message[reference],
        ).length > 1;
      // Whether it is the same message is judged as it arrives.
      const again = await lab.hears(operation, isAgain, 2);
      if (again.length < 2) trial.skip('the partner did not send it again in time');
    },
  };
}
