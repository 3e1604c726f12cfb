import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';

/** A requirement on messages with some optional content, and that content in words. */
export type OptionalContent = readonly [requirement: Requirement, content: string];

/**
 * Tests that say why a requirement on optional content was not tested. The sandbox checks the
 * messages of the partner when they arrive; `received` returns those that it accepted, and skips the
 * test if there are none.
 */
export function contentTests(
  contents: readonly OptionalContent[],
  message: string,
  received: (context: TestContext) => Promise<readonly unknown[]>,
): ConformanceTest[] {
  return contents.map(([requirement, content]) => ({
    name: `A ${message} that has ${content}`,
    verifies: [requirement],
    last: true,
    run: async (context) => {
      const messages = await received(context);
      const shows = (one: unknown): boolean => requirement.appliesTo?.(one as never) ?? true;
      if (!messages.some(shows)) context.skip(`no ${message} had ${content}`);
    },
  }));
}
