import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { CallOptions } from '../../runner/target-client.js';
import {
  runConcurrently,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';

const CONCURRENT_CALLS = 6;

/** Values of any text field that the schema allows. */
export const unusualTexts = ['', 'é ü ß – "quoted" \\ 漢字 🙂', 'x'.repeat(300)] as const;

/**
 * Test that the server does not fail on messages whose values are unusual but valid against the
 * schema, and does not call them invalid. It may decline them.
 */
export function schemaLimitsTest(
  operation: Operation,
  createCalls: (context: TestContext) => Promise<CallOptions[]>,
): ConformanceTest {
  const { method, path } = operation;
  return {
    name: `${method} ${path} with unusual values that the schema allows`,
    verifies: [derivedRequirements(operation).ok],
    run: async (context) => {
      const calls = await createCalls(context);
      await runConcurrently(calls, CONCURRENT_CALLS, async (call) => {
        await context.call({ ...call, refusable: 'state' });
      });
    },
  };
}
