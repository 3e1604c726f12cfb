import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestStore } from '../support/test-store.js';
import { platformSchema } from '../../src/app/schema.js';
import { insertInto } from '../../src/platform/persistence/insert.js';
import type { Store } from '../../src/platform/persistence/store.js';
import { OutboxMessage } from '../../src/platform/outbox/outbox-message.entity.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';

const INSERT = insertInto(OutboxMessage);
const NOON = Date.UTC(2026, 8, 1, 12);
let store: Store;
let repository: OutboxRepository;

beforeAll(async () => {
  store = await openTestStore(platformSchema);
  repository = new OutboxRepository(store);
});
beforeEach(() => store.writeShared((tx) => tx.run('delete from "deliveries"')));
afterAll(() => store.close());

/** Inserts a message that was due `secondsAgo` seconds before noon. */
const put = (id: string, orderingKey: string, secondsAgo: number, tries = 0) =>
  store.write('default', (tx) =>
    tx.insert(INSERT, {
      workspace: 'default',
      id,
      operation: 'confirmOrder',
      from: 'ordersysteem',
      to: 'bestelomgeving',
      correlationId: id,
      orderingKey,
      state: 'waiting',
      dueAt: new Date(NOON - secondsAgo * 1000).toISOString(),
      body: '{}',
      tries,
      attempts: [],
    }),
  );
const due = async (busy: string[] = []) =>
  (await repository.due('default', 'bestelomgeving', NOON, busy)).map(({ id }) => id);

describe('OutboxRepository.due', () => {
  it('returns the first due message of each ordering key, in order of dueAt', async () => {
    await put('a1', 'a', 3);
    await put('a2', 'a', 9);
    await put('b1', 'b', 5);
    await put('c1', 'c', -1);
    expect(await due()).toEqual(['a2', 'b1']);
  });

  it('skips an ordering key with an earlier message that waits for a retry', async () => {
    await put('a1', 'a', -60, 1);
    await put('a2', 'a', 5);
    await put('b1', 'b', 4);
    expect(await due()).toEqual(['b1']);
  });

  it('skips a busy ordering key', async () => {
    await put('a1', 'a', 5);
    await put('b1', 'b', 4);
    expect(await due(['a'])).toEqual(['b1']);
  });

  it('finds a message behind a backlog of another ordering key', async () => {
    for (let number = 100; number < 300; number += 1) await put(`a${number}`, 'a', number);
    await put('b1', 'b', 5);
    expect(await due()).toEqual(['a299', 'b1']);
    expect(await due(['a'])).toEqual(['b1']);
  });

  it('returns at most 64 messages', async () => {
    for (let number = 100; number < 170; number += 1) await put(`a${number}`, `s${number}`, number);
    const ids = await due();
    expect(ids).toHaveLength(64);
    expect(ids.at(-1)).toBe('a106');
  });
});
