import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../../runner/test-context.js';

const { method, path } = ddsOperations.placeOrder;

/** Creates a test of one requirement for orders of stores. */
export function orderTest(
  name: string,
  requirement: Requirement,
  run: (context: TestContext) => Promise<void>,
): ConformanceTest {
  return { name: `${method} ${path} ${name}`, verifies: [requirement], run };
}
