import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OwnCallSlots } from '../../src/platform/outbox/own-call-slots.js';
import { PartnerQueue } from '../../src/platform/outbox/partner-queue.js';

const queue = new PartnerQueue('default', 'bestelomgeving');
let drained: PartnerQueue[];
let slots: OwnCallSlots;

/** Takes slots until none is free, and returns their number. */
function takeAll(): number {
  let taken = 0;
  while (slots.takeOrDrainLater(queue)) taken += 1;
  return taken;
}

beforeEach(() => {
  jest.useFakeTimers();
  drained = [];
  slots = new OwnCallSlots((one) => drained.push(one));
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the slots for calls to our own roles', () => {
  it('are 32 when no partner sends a request', () => {
    expect(takeAll()).toBe(32);
  });

  it('are 4 while partners send requests, and for 50 ms after the last one', () => {
    slots.giveWay();
    expect(takeAll()).toBe(4);
    jest.advanceTimersByTime(50);
    expect(takeAll()).toBe(0);
    jest.advanceTimersByTime(1);
    expect(takeAll()).toBe(28);
  });

  it('are freed down to 4 before a call starts, when a partner sends a request', () => {
    takeAll();
    slots.giveWay();
    for (let freed = 0; freed < 28; freed += 1) slots.release();
    expect(takeAll()).toBe(0);
    slots.release();
    expect(takeAll()).toBe(1);
  });

  it('drain a waiting queue when one is freed', () => {
    takeAll();
    slots.release();
    expect(drained).toEqual([queue]);
  });
});
