import { describe, expect, it } from '@jest/globals';
import { slopeOf } from './trend.js';

describe('slopeOf', () => {
  it.each([
    ['a level line', [5, 5, 5, 5], 0],
    ['a line that rises', [1, 3, 5, 7], 2],
    ['a line that falls', [7, 5, 3, 1], -2],
    ['a saw that rises', [0, 10, 2, 12], 2.8],
  ])('of %s is the rise per minute', (_title, values, slope) => {
    const samples = values.map((value, minutes) => ({ minutes, value }));
    expect(slopeOf(samples)).toBeCloseTo(slope);
  });
});
