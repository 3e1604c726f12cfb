import { describe, expect, it } from '@jest/globals';
import { yieldIfLong } from '../../src/platform/time/turns.js';

describe('yieldIfLong', () => {
  it.each([
    [200_000, ['another request', 'next step']],
    [199_999, ['next step', 'another request']],
  ])('with %d characters continues in the order %j', async (length, expected) => {
    const order: string[] = [];
    const other = new Promise<void>((done) =>
      setImmediate(() => {
        order.push('another request');
        done();
      }),
    );
    await yieldIfLong('x'.repeat(length));
    order.push('next step');
    await other;
    expect(order).toEqual(expected);
  });
});
