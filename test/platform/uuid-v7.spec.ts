import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { uuidV7 } from '../../src/platform/time/uuid-v7.js';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const FUTURE = Date.UTC(2100, 0, 1);
const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

describe('uuidV7', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: FUTURE });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('has the format and the time of version 7', () => {
    jest.setSystemTime(FUTURE + 1000);
    const id = uuidV7();
    expect(id).toMatch(UUID_V7);
    expect(timeOf(id)).toBe(FUTURE + 1000);
  });

  it('sorts after every earlier one, also with more than 4096 in a millisecond', () => {
    const ids = Array.from({ length: 10_000 }, uuidV7);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.every((id) => UUID_V7.test(id))).toBe(true);
  });

  it('sorts after every earlier one when the clock is set back', () => {
    const before = uuidV7();
    jest.setSystemTime(FUTURE - 60_000);
    expect(uuidV7() > before).toBe(true);
  });
});
