import { parseJson } from '../../../platform/requirements/check-result.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { describeValue } from '../../runner/differences.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import type { CallOptions } from '../../runner/target-client.js';
import { isAccepted } from '../../runner/suite.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { optionalFieldsTest } from './optional-fields.js';
import { optionalNullTest } from './optional-null.js';
import { tryAction } from './partner-triggers.js';

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
  if (isSeparateClient(session, 'noscope')) return `Bearer ${await session.tokens.get('noscope')}`;
  const otherScope = SCOPES.find((candidate) => !scope.includes(candidate)) ?? '';
  const token = await session.tokens.forScope(otherScope);
  return token === undefined
    ? { skipReason: 'configure clients.noscope: a client whose tokens do not have the scope' }
    : `Bearer ${token}`;
}

/** True for a configured client of that kind that is not the client of the other calls. */
export function isSeparateClient({ options }: ConformanceSession, kind: string): boolean {
  const configured = options.clients[kind];
  return configured !== undefined && configured.clientId !== options.client.clientId;
}

/** Checks the error body of Edu-V in the response to a message that violates its schema. */
export function checkEduvSchemaRejection(
  requirements: Record<'schemaCode' | 'schemaText' | 'statusResponse', Requirement>,
  context: TestContext,
  exchange: Exchange,
): void {
  const problem = parseJson(exchange.response.body) as
    { status?: unknown; statusMessage?: unknown } | undefined;
  const { status, statusMessage } = problem ?? {};
  context.expectValue(requirements.schemaCode, exchange, status, Code.schemaIncorrect, {
    pointer: '/status',
    causes: [requirements.statusResponse],
  });
  // statusMessage is optional.
  if (statusMessage === undefined) return;
  const isSchemaText =
    typeof statusMessage === 'string' && statusMessage.startsWith('Schema incorrect');
  context.expect(requirements.schemaText, exchange, isSchemaText, {
    pointer: '/statusMessage',
    expected: 'a statusMessage that starts with "Schema incorrect", or none',
    seen: describeValue(statusMessage),
  });
}

type CommonRequirement =
  | 'nullRefused'
  | 'noTokenInQuery'
  | 'unknownFieldTaken'
  | 'jsonOnly'
  | 'schemaCode'
  | 'schemaText'
  | 'statusResponse';
type ValidCall = (context: TestContext, operation: Operation) => Promise<CallOptions>;

/** Tests for every operation of an Edu-V API, in addition to those of `operationTests`. */
export function eduvCommonTests(
  requirements: Record<CommonRequirement, Requirement>,
  operation: Operation,
  options: OperationTestOptions,
  isNeeded?: (pointer: string) => boolean,
): ConformanceTest[] {
  const { validCall } = options;
  const tokenTest = tokenInQueryTest(requirements.noTokenInQuery, operation, validCall);
  if (!operation.body) return [tokenTest];
  return [
    tokenTest,
    unknownFieldTest(requirements.unknownFieldTaken, operation, validCall),
    mediaTypeTest(requirements.jsonOnly, operation, validCall),
    unreadableTest(requirements, operation, validCall),
    optionalNullTest(requirements.nullRefused, operation, options),
    optionalFieldsTest(operation, options, isNeeded),
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
      const { status } = exchange;
      if (![400, 401, 403].includes(status) && status >= 300)
        context.skip(`the call with the token in the query was answered ${status}`);
      context.expect(requirement, exchange, status >= 300, {
        pointer: '?access_token',
        expected: '401, because the token is not in the Authorization header',
        seen: String(status),
      });
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
      const { ok } = derivedRequirements(operation);
      const causes = [ok];
      context.expectStatus(requirement, exchange, operation.successStatus, { pointer, causes });
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

function unreadableTest(
  requirements: Record<'schemaCode' | 'schemaText' | 'statusResponse', Requirement>,
  operation: Operation,
  validCall: ValidCall,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} with a body that is not JSON`,
    verifies: [requirements.schemaCode, requirements.schemaText],
    run: async (context) => {
      const call = await validCall(context, operation);
      const exchange = await context.call({ ...call, body: '{', probe: true });
      if (exchange.status !== 400)
        context.skip(
          `the body { was answered ${describeResponse(exchange)}, not 400: see ` +
            `${derivedRequirements(operation).schema?.id}`,
        );
      checkEduvSchemaRejection(requirements, context, exchange);
      const { statusMessage } = {
        ...(parseJson(exchange.response.body) as object | undefined),
      } as {
        statusMessage?: unknown;
      };
      if (statusMessage === undefined)
        context.skip('the StatusResponse had no statusMessage, which is optional');
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
      // A call that waits for the answer of the sandbox fails because of the 503: that is expected.
      const failure = await tryAction(session, name);
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
          `the partner did not send ${path} again in ${session.options.timeoutMs} ms ` +
            `after a 503${failure === undefined ? '' : `; ${failure}`}`,
        );
    },
  };
}
