import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import type { Operation } from '../../platform/api/operation.js';
import type { OperationTestOptions } from './operation-test-options.js';
import { NO_TOKEN } from './target-client.js';
import { runConcurrently, type TestContext } from './test-context.js';

const CONCURRENT_CALLS = 6;

/** Calls an operation with no token, with invalid tokens and with another scheme. */
export async function checkBadTokens(
  context: TestContext,
  operation: Operation,
  { callToReject, validCall }: OperationTestOptions,
): Promise<void> {
  const { status } = operation.api.requirements.rejections.token;
  const createCall = callToReject ?? validCall;
  const { as } = await createCall(context, operation);
  const headers = invalidHeaders(await context.session.tokens.get(as, operation));
  await runConcurrently(headers, CONCURRENT_CALLS, async ([variant, authorization]) => {
    const call = await createCall(context, operation);
    const exchange = await context.call({ ...call, authorization, probe: true });
    context.expectStatus(derivedRequirements(operation).token, exchange, status, { variant });
  });
}

function invalidHeaders(token: string): [variant: string, authorization: string | null][] {
  const tampered = token.slice(0, -8) + token.slice(-8).split('').toReversed().join('');
  return [
    ['no Authorization header', null],
    ['a string that is not a token', `Bearer ${NO_TOKEN}`],
    ['a token with a changed signature', `Bearer ${tampered}`],
    ['the scheme Basic', `Basic ${Buffer.from('demo:demo-secret').toString('base64')}`],
  ];
}

/** Calls an operation with a valid token that does not give the right to call it. */
export async function checkInsufficientToken(
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
): Promise<void> {
  const { status } = operation.api.requirements.rejections.scope;
  const authorization = await options.insufficientToken(context.session, operation);
  if (typeof authorization !== 'string') return context.skip(authorization.skipReason);
  const call = await (options.callToReject ?? options.validCall)(context, operation);
  const exchange = await context.call({ ...call, authorization, probe: true });
  context.expectStatus(derivedRequirements(operation).scope, exchange, status);
}
