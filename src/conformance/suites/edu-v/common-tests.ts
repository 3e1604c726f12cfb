import { Code } from '../../../apis/edu-v/errors.js';
import { startTimer } from '../../../platform/time/time.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { CallOptions, ConformanceSession } from '../../runner/conformance-session.js';
import type { Test, TestContext } from '../../runner/test-context.js';
import { isAccepted } from '../../runner/suite.js';

/** After the last answer, what would still come of it would come so soon. */
const QUIET_MS = 400;

export function quiet(): Promise<void> {
  return new Promise((over) => void startTimer(QUIET_MS, over));
}

/** Scopes of Edu-V, of which no operation takes all. */
const SCOPES = ['eduv.delivery.portal', 'eduv.order'];

/** The Authorization of a client whose token has no scope of the operation: his only one, or one that asks for another. */
export async function tooLittle(
  session: ConformanceSession,
  { scope }: Operation,
): Promise<string | { missing: string }> {
  if (session.hasClient('noscope')) return `Bearer ${await session.token('noscope')}`;
  const other = SCOPES.find((one) => !scope.includes(one)) ?? '';
  const token = await session.tokenFor(other);
  return token === undefined
    ? { missing: 'there is no clients.noscope: a client that gets tokens without the scope' }
    : `Bearer ${token}`;
}

/** How a refusal tells that a message is against its schema. */
export function refusedBySchema(
  asked: Record<'schemaCode' | 'schemaText', Requirement>,
  context: TestContext,
  exchange: Exchange,
): void {
  const said = parseJson(exchange.response.body) as
    { status?: unknown; statusMessage?: unknown } | undefined;
  const { status, statusMessage } = said ?? {};
  context.expect(asked.schemaCode, exchange, status === Code.schemaIncorrect, {
    pointer: '/status',
    expected: String(Code.schemaIncorrect),
    seen: String(status),
  });
  const begins = typeof statusMessage === 'string' && statusMessage.startsWith('Schema incorrect');
  context.expect(asked.schemaText, exchange, begins, {
    pointer: '/statusMessage',
    expected: 'Schema incorrect …',
    seen: String(statusMessage).slice(0, 100),
  });
}

/** What every operation of an Edu-V API is tried by, beside its table. */
export function eduvAuthTests(
  asked: Record<'noTokenInQuery' | 'unknownFieldTaken' | 'jsonOnly', Requirement>,
  operation: Operation,
  good: (context: TestContext, operation: Operation) => Promise<CallOptions>,
): Test[] {
  const { method, path, successStatus, body: message } = operation;
  const call = `${method} ${path}`;
  const inQuery: Test = {
    name: `${call} with its token in the query`,
    verifies: [asked.noTokenInQuery],
    run: async (context) => {
      const ask = await good(context, operation);
      const query = { ...ask.query, access_token: await context.lab.token(ask.as, operation) };
      const exchange = await context.call({ ...ask, query, authorization: null, probe: true });
      context.answers(asked.noTokenInQuery, exchange, 401);
    },
  };
  if (!message) return [inQuery];
  return [
    inQuery,
    {
      name: `${call} with a field that the schema does not name`,
      verifies: [asked.unknownFieldTaken],
      run: async (context) => {
        const ask = await good(context, operation);
        const body = { ...(ask.body as object), fieldOfTheFuture: 'none' };
        context.answers(
          asked.unknownFieldTaken,
          await context.call({ ...ask, body }),
          successStatus,
          {
            pointer: '/fieldOfTheFuture',
          },
        );
      },
    },
    {
      name: `${call} as text/plain`,
      verifies: [asked.jsonOnly],
      run: async (context) => {
        const ask = await good(context, operation);
        const headers = { 'content-type': 'text/plain' };
        const exchange = await context.call({ ...ask, headers, probe: true });
        context.answers(asked.jsonOnly, exchange, 400, { pointer: 'Content-Type' });
      },
    },
  ];
}

/** What is sent again, after an answer that did not come, is the same message. */
export function sentAgainTest(
  requirement: Requirement,
  operation: Operation,
  { reference, first }: { reference: string; first: (context: TestContext) => Promise<unknown> },
): Test {
  const { method, path, name } = operation;
  return {
    name: `${method} ${path} once more, after a 503`,
    verifies: [requirement],
    run: async (context) => {
      const { lab: session } = context;
      await first(context);
      if (!session.options.act[name])
        context.skip(`give act.${name}, so that the partner can be made to send another message`);
      await session.loseAnswer(operation);
      await session.act(operation);
      const isAgain = (message: Record<string, unknown>, exchange: Exchange): boolean =>
        isAccepted(exchange) &&
        session.receivedRequests(
          operation,
          (one, other) => isAccepted(other) && one[reference] === message[reference],
        ).length > 1;
      // Whether it is the same message is judged as it arrives.
      const again = await session.waitForRequests(operation, isAgain, 2);
      if (again.length < 2) context.skip('the partner did not send it again in time');
    },
  };
}
