import { operationTests } from '../../../src/conformance/runner/operation-tests.js';
import type { ConformanceSuite } from '../../../src/conformance/runner/suite.js';
import { loanApi } from './api.js';

/** The tests that follow from the table of operations. */
export const loanSuite: ConformanceSuite = {
  api: loanApi,
  optionalConfiguration: [],
  tests: (_, role) =>
    operationTests(loanApi, role, {
      validCall: async (_context, operation) => ({ operation, body: { id: 'L-1', days: 14 } }),
      wrongRoleCall: (operation) => ({ operation }),
      insufficientToken: async (session, operation) =>
        `Bearer ${await session.tokens.get('visitor', operation)}`,
    }),
};
