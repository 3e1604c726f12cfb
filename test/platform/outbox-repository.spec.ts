import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../src/platform/persistence/database.js';
import { platformSchema } from '../../src/app/schema.js';
import { insertInto } from '../../src/platform/persistence/insert.js';
import { Store } from '../../src/platform/persistence/store.js';
import { OutboxMessage } from '../../src/platform/outbox/outbox-message.entity.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';

const INSERT = insertInto(OutboxMessage);
const NOON = Date.UTC(2026, 8, 1, 12);
let store: Store;
let queue: OutboxRepository;

beforeAll(async () => {
  store = new Store(await openDatabase('sqlite::memory:', platformSchema));
  queue = new OutboxRepository(store);
});
beforeEach(() => store.writeShared((tx) => tx.run('delete from "deliveries"')));
afterAll(() => store.close());

/** Puts in a delivery that was due so many seconds before noon. */
const put = (id: string, sequence: string, secondsAgo: number, tries = 0) =>
  store.write('default', (tx) =>
    tx.insert(INSERT, {
      workspace: 'default',
      id,
      operation: 'confirmOrder',
      from: 'ordersysteem',
      to: 'bestelomgeving',
      correlationId: id,
      orderingKey: sequence,
      state: 'waiting',
      dueAt: new Date(NOON - secondsAgo * 1000).toISOString(),
      body: '{}',
      tries,
      attempts: [],
    }),
  );
const due = async (busy: string[] = []) =>
  (await queue.due('default', 'bestelomgeving', NOON, busy)).map(({ id }) => id);

describe('what is due', () => {
  it('is the first of each sequence, in the order in which it fell due', async () => {
    await put('a1', 'a', 3);
    await put('a2', 'a', 9);
    await put('b1', 'b', 5);
    await put('c1', 'c', -1);
    expect(await due()).toEqual(['a2', 'b1']);
  });

  it('is nothing of a sequence whose earlier message waits for another attempt', async () => {
    await put('a1', 'a', -60, 1);
    await put('a2', 'a', 5);
    await put('b1', 'b', 4);
    expect(await due()).toEqual(['b1']);
  });

  it('is nothing of a sequence that is busy', async () => {
    await put('a1', 'a', 5);
    await put('b1', 'b', 4);
    expect(await due(['a'])).toEqual(['b1']);
  });

  it('is found behind a backlog of another sequence', async () => {
    for (let number = 100; number < 300; number += 1) await put(`a${number}`, 'a', number);
    await put('b1', 'b', 5);
    expect(await due()).toEqual(['a299', 'b1']);
    expect(await due(['a'])).toEqual(['b1']);
  });

  it('is at most 64 at once', async () => {
    for (let number = 100; number < 170; number += 1) await put(`a${number}`, `s${number}`, number);
    const ids = await due();
    expect(ids).toHaveLength(64);
    expect(ids.at(-1)).toBe('a106');
  });
});
