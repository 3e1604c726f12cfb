import type { Operation } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { ConformanceSession } from './conformance-session.js';
import type { InvalidVariant } from './invalid-variants.js';
import type { CallOptions } from './target-client.js';
import type { ExpectationDetail, TestContext } from './test-context.js';

/**
 * Calls and checks that a suite provides for the tests that are derived from the operations of its
 * API.
 */
export interface OperationTestOptions {
  /**
   * Creates a new valid call of an operation, with a body of that shape. Skips the test if that is
   * impossible.
   */
  validCall: (context: TestContext, operation: Operation, shape?: string) => Promise<CallOptions>;
  /** Further shapes of a valid body, for example the types of a union. */
  shapes?: (operation: Operation) => readonly string[];
  /**
   * Creates a call for tests of a missing right or another method, if that needs less data than a
   * valid call; default: a valid call.
   */
  callToReject?: (context: TestContext, operation: Operation) => Promise<CallOptions>;
  /** Creates a call of an operation that another role serves, as valid as possible. */
  wrongRoleCall: (operation: Operation) => CallOptions;
  /**
   * Returns the Authorization header of a client that must not call the operation, or the reason
   * why there is none.
   */
  insufficientToken: (
    session: ConformanceSession,
    operation: Operation,
  ) => Promise<string | { skipReason: string }>;
  /** Runs additional checks on the response to a message that violates its schema. */
  checkSchemaRejection?: (
    context: TestContext,
    exchange: Exchange,
    detail?: ExpectationDetail,
  ) => void;
  /** Tells if the sources do not say how the partner must answer this invalid message. */
  isUnspecified?: (operation: Operation, variant: InvalidVariant) => boolean;
}

/** A test that is derived from an operation. */
export type OperationTest = (
  context: TestContext,
  operation: Operation,
  options: OperationTestOptions,
) => Promise<void>;
