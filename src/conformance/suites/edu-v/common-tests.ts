import { Code } from '../../../apis/edu-v/errors.js';
import { startTimer } from '../../../platform/time/time.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/partner-client.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { isAccepted } from '../../runner/suite.js';

/** After the last answer, what would still come of it would come so soon. */
const QUIET_MS = 400;

export function waitUntilQuiet(): Promise<void> {
  return new Promise((over) => void startTimer(QUIET_MS, over));
}

/** Scopes of Edu-V, of which no operation takes all. */
const SCOPES = ['eduv.delivery.portal', 'eduv.order'];

/** The Authorization of a client whose token has no scope of the operation: his only one, or one that asks for another. */
export async function insufficientScopeToken(
  session: ConformanceSession,
  { scope }: Operation,
): Promise<string | { skipReason: string }> {
  if (session.hasClient('noscope')) return `Bearer ${await session.tokens.get('noscope')}`;
  const other = SCOPES.find((one) => !scope.includes(one)) ?? '';
  const token = await session.tokens.forScope(other);
  return token === undefined
    ? { skipReason: 'there is no clients.noscope: a client that gets tokens without the scope' }
    : `Bearer ${token}`;
}

/** How a refusal tells that a message is against its schema. */
export function checkEduvSchemaRejection(
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
export function eduvCommonTests(
  asked: Record<'noTokenInQuery' | 'unknownFieldTaken' | 'jsonOnly', Requirement>,
  operation: Operation,
  good: (context: TestContext, operation: Operation) => Promise<CallOptions>,
): ConformanceTest[] {
  const { method, path, successStatus, body: message } = operation;
  const call = `${method} ${path}`;
  const inQuery: ConformanceTest = {
    name: `${call} with its token in the query`,
    verifies: [asked.noTokenInQuery],
    run: async (context) => {
      const call = await good(context, operation);
      const query = {
        ...call.query,
        access_token: await context.session.tokens.get(call.as, operation),
      };
      const exchange = await context.call({ ...call, query, authorization: null, probe: true });
      context.expectStatus(asked.noTokenInQuery, exchange, 401);
    },
  };
  if (!message) return [inQuery];
  return [
    inQuery,
    {
      name: `${call} with a field that the schema does not name`,
      verifies: [asked.unknownFieldTaken],
      run: async (context) => {
        const call = await good(context, operation);
        const body = { ...(call.body as object), fieldOfTheFuture: 'none' };
        context.expectStatus(
          asked.unknownFieldTaken,
          await context.call({ ...call, body }),
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
        const call = await good(context, operation);
        const headers = { 'content-type': 'text/plain' };
        const exchange = await context.call({ ...call, headers, probe: true });
        context.expectStatus(asked.jsonOnly, exchange, 400, { pointer: 'Content-Type' });
      },
    },
  ];
}

/** What is sent again, after an answer that did not come, is the same message. */
export function resendTest(
  requirement: Requirement,
  operation: Operation,
  { reference, first }: { reference: string; first: (context: TestContext) => Promise<unknown> },
): ConformanceTest {
  const { method, path, name } = operation;
  return {
    name: `${method} ${path} once more, after a 503`,
    verifies: [requirement],
    run: async (context) => {
      const { session } = context;
      await first(context);
      if (!session.options.act[name])
        context.skip(`give act.${name}, so that the partner can be made to send another message`);
      await session.failNextRequest(operation);
      await session.triggerPartner(operation);
      const isAgain = (message: Record<string, unknown>, exchange: Exchange): boolean =>
        isAccepted(exchange) &&
        session.partnerRequests.received(
          operation,
          (one, other) => isAccepted(other) && one[reference] === message[reference],
        ).length > 1;
      // Whether it is the same message is judged as it arrives.
      const again = await session.partnerRequests.waitFor(operation, isAgain, 2);
      if (again.length < 2) context.skip('the partner did not send it again in time');
    },
  };
}
