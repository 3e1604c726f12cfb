import { operationTests } from '../../../src/conformance/runner/operation-tests.js';
import type { Suite } from '../../../src/conformance/runner/suite.js';
import { loanApi } from './api.js';

/** Tests that are derived from the operations of the example API. */
export const loanSuite: Suite = {
  api: loanApi,
  needs: [],
  tests: (_, role) =>
    operationTests(loanApi, role, {
      good: async (_context, operation) => ({ operation, body: { id: 'L-1', days: 14 } }),
      astray: (operation) => ({ operation }),
      tooLittle: async (session, operation) =>
        `Bearer ${await session.token('visitor', operation)}`,
    }),
};
