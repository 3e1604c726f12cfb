import { parseJson } from '../../../platform/requirements/check-result.js';
import { startTimer } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { Code } from '../../../apis/edu-v/errors.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/target-client.js';
import { isAccepted } from '../../runner/suite.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';

/** Wait after the last response in which an unwanted message of the partner would still arrive. */
const QUIET_MS = 400;

export function waitUntilQuiet(): Promise<void> {
  return new Promise((resolve) => void startTimer(QUIET_MS, resolve));
}

/** Two scopes of Edu-V, of which every operation accepts at most one. */
const SCOPES = ['eduv.delivery.portal', 'eduv.order'];

/**
 * Authorization header with a token that has no scope of the operation. The token is that of the
 * client `noscope`, or a token of the default client for another scope.
 */
export async function insufficientScopeToken(
  session: ConformanceSession,
  { scope }: Operation,
): Promise<string | { skipReason: string }> {
  if (session.hasClient('noscope')) return `Bearer ${await session.tokens.get('noscope')}`;
  const otherScope = SCOPES.find((candidate) => !scope.includes(candidate)) ?? '';
  const token = await session.tokens.forScope(otherScope);
  return token === undefined
    ? { skipReason: 'configure clients.noscope: a client whose tokens do not have the scope' }
    : `Bearer ${token}`;
}

/** Checks the error body of Edu-V in the response to a message that violates its schema. */
export function checkEduvSchemaRejection(
  requirements: Record<'schemaCode' | 'schemaText', Requirement>,
  context: TestContext,
  exchange: Exchange,
): void {
  const problem = parseJson(exchange.response.body) as
    { status?: unknown; statusMessage?: unknown } | undefined;
  const { status, statusMessage } = problem ?? {};
  context.expect(requirements.schemaCode, exchange, status === Code.schemaIncorrect, {
    pointer: '/status',
    expected: String(Code.schemaIncorrect),
    seen: String(status),
  });
  const text = String(statusMessage);
  const isSchemaText = typeof statusMessage === 'string' && text.startsWith('Schema incorrect');
  context.expect(requirements.schemaText, exchange, isSchemaText, {
    pointer: '/statusMessage',
    expected: 'a statusMessage that starts with "Schema incorrect"',
    seen: text.slice(0, 100),
  });
}

type CommonRequirement = 'noTokenInQuery' | 'unknownFieldTaken' | 'jsonOnly';
type ValidCall = (context: TestContext, operation: Operation) => Promise<CallOptions>;

/** Tests for every operation of an Edu-V API, in addition to those of `operationTests`. */
export function eduvCommonTests(
  requirements: Record<CommonRequirement, Requirement>,
  operation: Operation,
  validCall: ValidCall,
): ConformanceTest[] {
  const tokenTest = tokenInQueryTest(requirements.noTokenInQuery, operation, validCall);
  if (!operation.body) return [tokenTest];
  return [
    tokenTest,
    unknownFieldTest(requirements.unknownFieldTaken, operation, validCall),
    mediaTypeTest(requirements.jsonOnly, operation, validCall),
  ];
}

function tokenInQueryTest(
  requirement: Requirement,
  operation: Operation,
  validCall: ValidCall,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} with the token in the query`,
    verifies: [requirement],
    run: async (context) => {
      const call = await validCall(context, operation);
      const token = await context.session.tokens.get(call.as, operation);
      const query = { ...call.query, access_token: token };
      const exchange = await context.call({ ...call, query, authorization: null, probe: true });
      context.expectStatus(requirement, exchange, 401);
    },
  };
}

function unknownFieldTest(
  requirement: Requirement,
  operation: Operation,
  validCall: ValidCall,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} with a field that is not in the schema`,
    verifies: [requirement],
    run: async (context) => {
      const call = await validCall(context, operation);
      const body = { ...(call.body as object), fieldOfTheFuture: 'none' };
      const exchange = await context.call({ ...call, body });
      const pointer = '/fieldOfTheFuture';
      context.expectStatus(requirement, exchange, operation.successStatus, { pointer });
    },
  };
}

function mediaTypeTest(
  requirement: Requirement,
  operation: Operation,
  validCall: ValidCall,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} with Content-Type text/plain`,
    verifies: [requirement],
    run: async (context) => {
      const call = await validCall(context, operation);
      const headers = { 'content-type': 'text/plain' };
      const exchange = await context.call({ ...call, headers, probe: true });
      context.expectStatus(requirement, exchange, 400, { pointer: 'Content-Type' });
    },
  };
}

/**
 * Test that the partner repeats a message after a 503. The recorder compares the contents of both
 * messages when the second one arrives.
 */
export function resendTest(
  requirement: Requirement,
  operation: Operation,
  {
    reference,
    sendFirst,
  }: { reference: string; sendFirst: (context: TestContext) => Promise<unknown> },
): ConformanceTest {
  const { method, path, name } = operation;
  return {
    name: `${method} ${path} is sent again after a 503`,
    verifies: [requirement],
    run: async (context) => {
      const { session } = context;
      await sendFirst(context);
      if (!session.options.act[name])
        context.skip(`configure act.${name}: a call that makes the partner send a message`);
      await session.failNextRequest(operation);
      await session.triggerPartner(operation);
      const isRepeated = (message: Record<string, unknown>, exchange: Exchange): boolean =>
        isAccepted(exchange) &&
        session.partnerRequests.received(
          operation,
          (other, otherExchange) =>
            isAccepted(otherExchange) && other[reference] === message[reference],
        ).length > 1;
      const repeated = await session.partnerRequests.waitFor(operation, isRepeated, 2);
      if (repeated.length < 2)
        context.skip(
          `the partner did not send the message again in ${session.options.timeoutMs} ms`,
        );
    },
  };
}
