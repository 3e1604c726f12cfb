import { describe, expect, it } from '@jest/globals';
import { yieldAtItem, yieldIfLong } from '../../src/platform/time/turns.js';

const otherFirst = ['another request', 'next step'];
const nextFirst = ['next step', 'another request'];

/** The order of the next step after a wait, and of another request that is ready before it. */
async function orderAfter(wait: () => Promise<void>): Promise<string[]> {
  const order: string[] = [];
  const other = new Promise<void>((done) =>
    setImmediate(() => {
      order.push('another request');
      done();
    }),
  );
  await wait();
  order.push('next step');
  await other;
  return order;
}

describe('yieldIfLong', () => {
  it.each([
    [200_000, otherFirst],
    [199_999, nextFirst],
  ])('with %d characters continues in the order %j', async (length, expected) => {
    expect(await orderAfter(() => yieldIfLong('x'.repeat(length)))).toEqual(expected);
  });
});

describe('yieldAtItem', () => {
  it.each([
    [0, nextFirst],
    [49, nextFirst],
    [50, otherFirst],
    [100, otherFirst],
  ])('at item %d continues in the order %j', async (index, expected) => {
    expect(await orderAfter(() => yieldAtItem(index))).toEqual(expected);
  });
});
