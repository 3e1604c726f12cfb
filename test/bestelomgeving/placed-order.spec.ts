import { describe, expect, it } from '@jest/globals';
import type { OrderStatus } from '../../src/apis/edu-v-order/messages.js';
import { canBecome, statusAfter } from '../../src/roles/bestelomgeving/placed-order.js';

describe('statusAfter', () => {
  it.each<[OrderStatus[], OrderStatus | null]>([
    [[], null],
    [['pending'], 'pending'],
    [['approved'], 'approved'],
    [['declined'], 'declined'],
    [['pending', 'pending'], 'pending'],
    [['pending', 'approved'], 'approved'],
    [['pending', 'declined'], 'declined'],
    [['approved', 'pending'], 'approved'],
    [['approved', 'declined'], 'approved'],
    [['declined', 'approved'], 'declined'],
    [['pending', 'declined', 'pending', 'approved'], 'declined'],
  ])('the confirmations %j is %s', (confirmed, status) => {
    expect(statusAfter(confirmed)).toBe(status);
  });
});

describe('canBecome', () => {
  it.each<[OrderStatus | null, OrderStatus, boolean]>([
    [null, 'pending', true],
    [null, 'approved', true],
    [null, 'declined', true],
    ['pending', 'pending', true],
    ['pending', 'approved', true],
    ['pending', 'declined', true],
    ['approved', 'pending', false],
    ['approved', 'approved', false],
    ['approved', 'declined', false],
    ['declined', 'pending', false],
    ['declined', 'approved', false],
    ['declined', 'declined', false],
  ])('%s to %s: %s', (status, next, expected) => {
    expect(canBecome(status, next)).toBe(expected);
  });
});
