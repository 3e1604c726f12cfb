import type { ExchangeMatch } from './match.js';
import type { MatcherContext } from './matchers/context.js';
import { checkViolations, type ViolationOptions } from './matchers/no-violations.js';
import { checkReceived, type ReceivedOptions } from './matchers/received.js';

export type { ExchangeMatch, ReceivedOptions, ViolationOptions };

/** Matchers for `expect.extend` of Jest and of Vitest. */
export const matchers = {
  toHaveNoViolations(this: MatcherContext, received: unknown, options?: ViolationOptions) {
    return checkViolations(this, received, options);
  },
  toHaveReceived(
    this: MatcherContext,
    received: unknown,
    operation: string,
    match?: ExchangeMatch,
    options?: ReceivedOptions,
  ) {
    return checkReceived(this, received, { operation, match, options });
  },
};

/** The matchers as members of `expect(value)`, where `Value` is the type of the value. */
export interface KetenlabMatchers<Value = unknown> {
  /**
   * `await expect(workspace).toHaveNoViolations()`: the system under test broke no requirement of level MUST.
   * `expect(exchange).toHaveNoViolations()`: this exchange breaks none; it needs no `await`.
   */
  toHaveNoViolations(
    options?: ViolationOptions,
  ): Value extends { findings: unknown[] } ? void : Promise<void>;
  /**
   * `await expect(workspace).toHaveReceived('acceptOrder', { status: 202, body: { purchaseOrderId: 'PO-1' } })`: the system
   * under test sent such a request. It waits a second for it, or `timeout` milliseconds.
   */
  toHaveReceived(
    operation: string,
    match?: ExchangeMatch,
    options?: ReceivedOptions,
  ): Promise<void>;
}
