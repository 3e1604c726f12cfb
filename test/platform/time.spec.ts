import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MAX_TIMESTAMP, parseInstant, startTimer, toIsoUtc } from '../../src/platform/time/time.js';

const MAX = '9980-01-01T00:00:00.000Z';

describe('toIsoUtc', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [1, '1970-01-01T00:00:00.001Z'],
    [Date.UTC(2026, 8, 1, 8), '2026-09-01T08:00:00.000Z'],
    [MAX_TIMESTAMP, MAX],
  ])('formats %d as %s', (milliseconds, text) => {
    expect(toIsoUtc(milliseconds)).toBe(text);
  });

  it.each([-1, -1000, 999, 1000, 1001, 1.9, Date.UTC(12_026, 0)])(
    'formats %d as Date does, when its second is new and when it is known',
    (milliseconds) => {
      const text = new Date(milliseconds).toISOString();
      expect([toIsoUtc(milliseconds), toIsoUtc(milliseconds)]).toEqual([text, text]);
    },
  );

  it('formats more different seconds than it remembers', () => {
    const times = Array.from({ length: 200 }, (_, index) => index * 1500);
    const texts = times.map((time) => new Date(time).toISOString());
    expect([...times, ...times].map(toIsoUtc)).toEqual([...texts, ...texts]);
  });

  it('refuses a time that is no number', () => {
    expect(() => toIsoUtc(Number.NaN)).toThrow(RangeError);
  });
});

describe('parseInstant', () => {
  it.each<[string, string, number | undefined]>([
    ['the first moment', '1970-01-01T00:00:00Z', 0],
    ['a millisecond before it', '1969-12-31T23:59:59.999Z', undefined],
    ['a moment before it, with an offset that moves it after', '1969-12-31T23:00:00-01:00', 0],
    [
      'a moment after it, with an offset that moves it before',
      '1970-01-01T00:00:00+00:01',
      undefined,
    ],
    ['the last moment', MAX, MAX_TIMESTAMP],
    ['a millisecond after it', '9980-01-01T00:00:00.001Z', undefined],
    ['the last year of RFC 3339', '9999-12-31T23:59:59Z', undefined],
    ['an offset', '2026-09-01T10:00:00+02:00', Date.UTC(2026, 8, 1, 8)],
    ['fractions of a second', '2026-09-01T08:00:00.5Z', Date.UTC(2026, 8, 1, 8, 0, 0, 500)],
    ['a leap second', '2016-12-31T23:59:60Z', undefined],
    ['a leap day', '2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['the month 13', '2026-13-01T00:00:00Z', undefined],
    ['another text', 'yesterday', undefined],
    ['an empty text', '', undefined],
  ])('of %s', (_title, text, moment) => {
    expect(parseInstant(text)).toBe(moment);
  });

  it.each([0, 1, MAX_TIMESTAMP])('reads the form that toIsoUtc writes for %d', (milliseconds) => {
    expect(parseInstant(toIsoUtc(milliseconds))).toBe(milliseconds);
  });
});

describe('startTimer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const LONGEST = 2 ** 31 - 1;

  it.each([
    ['after its time', 1000, 1000],
    ['at once for 0', 0, 0],
    ['at once for a negative time', -1, 0],
    ['after the longest time of a timer', LONGEST, LONGEST],
    ['after the longest time of a timer for a longer one', 2 ** 53, LONGEST],
    ['after the longest time of a timer for an infinite one', Infinity, LONGEST],
  ])('calls back %s', (_title, milliseconds, expected) => {
    const callback = jest.fn();
    startTimer(milliseconds, callback);
    jest.advanceTimersByTime(Math.max(0, expected - 1));
    expect(callback).toHaveBeenCalledTimes(expected === 0 ? 1 : 0);
    jest.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('does not call back after it was cancelled', () => {
    const callback = jest.fn();
    const cancel = startTimer(1000, callback);
    cancel();
    jest.advanceTimersByTime(2000);
    expect(callback).not.toHaveBeenCalled();
  });

  it('does not keep the process alive', () => {
    const unref = jest.fn(() => 0);
    const timer = jest.spyOn(globalThis, 'setTimeout');
    timer.mockReturnValueOnce({ unref } as never);
    startTimer(1000, () => undefined);
    expect(unref).toHaveBeenCalledTimes(1);
  });
});
