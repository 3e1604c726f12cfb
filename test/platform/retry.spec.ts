import { describe, expect, it } from '@jest/globals';
import type { SendOutcome } from '../../src/platform/outbox/partner-client.js';
import { decideRetry } from '../../src/platform/outbox/retry.js';

const answered = (status: number, retryAfter?: string): SendOutcome => ({
  kind: 'answered',
  status,
  retryAfter,
});
const noToken = (status: number): SendOutcome => ({ kind: 'no-token', error: 'x', status });
const unreachable: SendOutcome = { kind: 'unreachable', error: 'timeout' };
const pauses = ['PT1S', 'PT5S'];

describe('decideRetry of a response', () => {
  it.each([
    [200, 'sent'],
    [202, 'sent'],
    [299, 'sent'],
    [199, 'refused'],
    [300, 'refused'],
    [302, 'refused'],
    [400, 'refused'],
    [407, 'refused'],
    [409, 'refused'],
    [428, 'refused'],
    [430, 'refused'],
    [499, 'refused'],
  ])('with status %d is %s', (status, state) => {
    expect(decideRetry(answered(status, '60'), 1, pauses)).toEqual({ state });
  });

  it.each([408, 429, 500, 503, 599])('with status %d waits for the pause', (status) => {
    expect(decideRetry(answered(status), 1, pauses)).toEqual({ state: 'waiting', pauseMs: 1000 });
  });

  it.each([
    ['no header', undefined, 1000],
    ['an empty header', '', 1000],
    ['0', '0', 1000],
    ['the pause', '1', 1000],
    ['a second more than the pause', '2', 2000],
    ['an hour', '3600', 3_600_000],
    ['a second more than an hour', '3601', 3_600_000],
    ['a number beyond the safe integers', '99999999999999999999', 3_600_000],
    ['a negative number', '-60', 1000],
    ['a fraction', '60.5', 1000],
    ['a number with a space', '60 ', 1000],
    ['a date', 'Tue, 01 Sep 2026 08:00:00 GMT', 1000],
  ])('with Retry-After of %s waits for the longer time', (_title, retryAfter, pauseMs) => {
    expect(decideRetry(answered(503, retryAfter), 1, pauses)).toEqual({
      state: 'waiting',
      pauseMs,
    });
  });
});

describe('decideRetry without a response', () => {
  it.each<[string, SendOutcome, object]>([
    ['of the partner waits', unreachable, { state: 'waiting', pauseMs: 1000 }],
    ['after a token error 503 waits', noToken(503), { state: 'waiting', pauseMs: 1000 }],
    ['after a token error 401 is refused', noToken(401), { state: 'refused' }],
    ['after a token response 200 without a token is refused', noToken(200), { state: 'refused' }],
  ])('%s', (_title, outcome, decision) => {
    expect(decideRetry(outcome, 1, pauses)).toEqual(decision);
  });
});

describe('decideRetry', () => {
  it.each<[string, number, string[], object]>([
    [
      'waits for the first pause after the first attempt',
      1,
      pauses,
      { state: 'waiting', pauseMs: 1000 },
    ],
    [
      'waits for the last pause after the last but one',
      2,
      pauses,
      { state: 'waiting', pauseMs: 5000 },
    ],
    ['fails after the last attempt', 3, pauses, { state: 'failed' }],
    ['fails long after the last attempt', 2 ** 53, pauses, { state: 'failed' }],
    ['fails after the first attempt when there are no pauses', 1, [], { state: 'failed' }],
    ['waits for a pause of 0', 1, ['PT0S'], { state: 'waiting', pauseMs: 0 }],
    ['waits for a fraction of a second', 1, ['PT0.25S'], { state: 'waiting', pauseMs: 250 }],
    ['does not wait for an invalid pause', 1, ['soon'], { state: 'waiting', pauseMs: 0 }],
  ])('%s', (_title, tries, retryPauses, decision) => {
    expect(decideRetry(unreachable, tries, retryPauses)).toEqual(decision);
  });

  it('waits for the pause when Retry-After is shorter', () => {
    expect(decideRetry(answered(503, '1'), 2, pauses)).toEqual({ state: 'waiting', pauseMs: 5000 });
  });

  it('fails after the last attempt in spite of Retry-After', () => {
    expect(decideRetry(answered(503, '60'), 3, pauses)).toEqual({ state: 'failed' });
  });
});
