import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { TestContext } from '../../runner/test-context.js';

/**
 * Reports a 5xx to a message that is valid by its schema as a violation of its operation, also
 * where a refusal is expected.
 */
export function expectNoFailure(
  context: TestContext,
  operation: Operation,
  exchange: Exchange,
): void {
  if (exchange.status >= 500)
    context.expectStatus(derivedRequirements(operation).ok, exchange, operation.successStatus);
}

/** Checks that a valid message with unusual values is accepted. */
export function expectAccepted(
  context: TestContext,
  operation: Operation,
  exchange: Exchange,
  variant: string,
): void {
  const { ok } = derivedRequirements(operation);
  context.expectStatus(ok, exchange, operation.successStatus, { variant });
}
