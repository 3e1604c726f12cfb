import type { ExchangeMatch } from './match.js';
import { toHaveNoViolations, type ViolationOptions } from './matchers/no-violations.js';
import { toHaveReceived, type ReceivedOptions } from './matchers/received.js';

export type { ExchangeMatch, ReceivedOptions, ViolationOptions };

/** Matchers for `expect.extend` of Jest and of Vitest. */
export const matchers = { toHaveNoViolations, toHaveReceived };

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
