import {
  derivedRequirements,
  wrongRoleRequirement,
  type DerivedRequirement,
} from '../../platform/api/derived-requirements.js';
import type { Api, Operation } from '../../platform/api/operation.js';
import { checkBadTokens, checkInsufficientToken } from './authorization-tests.js';
import { checkInvalidBodies, checkInvalidQueries } from './invalid-message-tests.js';
import { checkOtherMethods } from './method-tests.js';
import type { OperationTest, OperationTestOptions } from './operation-test-options.js';
import type { ConformanceTest, TestContext } from './test-context.js';

/** Derives tests from the operations of an API, for a partner that plays the given role. */
export function operationTests(
  api: Api,
  role: string,
  options: OperationTestOptions,
): ConformanceTest[] {
  return Object.values(api.operations)
    .filter(({ legacyOnly }) => !legacyOnly)
    .flatMap((operation) =>
      operation.servedBy === role
        ? servedOperationTests(operation, options)
        : wrongRoleTests(operation, role, options),
    );
}

function servedOperationTests(
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest[] {
  const { method, path, body, query } = operation;
  const endpoint = `${method} ${path}`;
  const requirements = derivedRequirements(operation);
  const test = (name: string, key: DerivedRequirement, run: OperationTest): ConformanceTest[] => {
    const requirement = requirements[key];
    if (!requirement) return [];
    return [{ name, verifies: [requirement], run: (context) => run(context, operation, options) }];
  };
  return [
    ...test(endpoint, 'ok', checkValidCall),
    ...(body ? test(`${endpoint} with an invalid body`, 'schema', checkInvalidBodies) : []),
    ...(query ? test(`${endpoint} with an invalid query`, 'schema', checkInvalidQueries) : []),
    ...test(`${endpoint} without a valid token`, 'token', checkBadTokens),
    ...test(
      `${endpoint} with a token without the required rights`,
      'scope',
      checkInsufficientToken,
    ),
    ...test(`${path} with another method`, 'method', checkOtherMethods),
  ];
}

async function checkValidCall(
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
): Promise<void> {
  const exchange = await context.call(await options.validCall(context, operation));
  context.expectStatus(derivedRequirements(operation).ok, exchange, operation.successStatus);
}

function wrongRoleTests(
  operation: Operation,
  role: string,
  options: OperationTestOptions,
): ConformanceTest[] {
  const requirement = wrongRoleRequirement(operation, role);
  if (!requirement) return [];
  const { method, path, api } = operation;
  const status = api.requirements.rejections.role?.status ?? 405;
  return [
    {
      name: `${method} ${path}, which another role serves`,
      verifies: [requirement],
      run: async (context) => {
        const call = { ...options.wrongRoleCall(operation), probe: true };
        context.expectStatus(requirement, await context.call(call), status);
      },
    },
  ];
}
