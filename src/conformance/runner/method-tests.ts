import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import { routeTemplate } from '../../platform/api/mounts.js';
import type { Operation } from '../../platform/api/operation.js';
import type { OperationTestOptions } from './operation-test-options.js';
import { runConcurrently, type TestContext } from './test-context.js';

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'] as const;
const CONCURRENT_CALLS = 6;

/** Calls the path of an operation with every method that no operation of this path uses. */
export async function checkOtherMethods(
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
): Promise<void> {
  const { status } = operation.api.requirements.rejections.method;
  const valid = await (options.callToReject ?? options.validCall)(context, operation);
  await runConcurrently(unusedMethodsOf(operation), CONCURRENT_CALLS, async (method) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : valid.body;
    const exchange = await context.call({ ...valid, method, body, probe: true });
    const requirement = derivedRequirements(operation).method;
    context.expectStatus(requirement, exchange, status, { variant: method });
  });
}

function unusedMethodsOf({ api, path }: Operation): (typeof METHODS)[number][] {
  const samePath = Object.values(api.operations).filter((other) => matches(other.path, path));
  return METHODS.filter((method) => !samePath.some((other) => other.method === method));
}

/** Tells if a path template matches a path, of which parameters may be templates too. */
function matches(template: string, path: string): boolean {
  const expected = routeTemplate(template).split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((part, index) => part.startsWith(':') || part === actual[index])
  );
}
