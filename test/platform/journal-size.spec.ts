import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { platformSchema } from '../../src/app/schema.js';
import { ExchangeRepository } from '../../src/platform/journal/exchange.repository.js';
import { onPostgres } from '../support/postgres.js';
import { openTestStore } from '../support/test-store.js';
import type { Store } from '../../src/platform/persistence/store.js';

const entry = {
  workspace: 'w',
  id: 'i',
  at: 'a',
  direction: 'inbound',
  peer: 'partner',
  role: null,
  operation: null,
  method: 'GET',
  path: '/',
  status: 200,
  durationMs: 1,
  requestHeaders: '{}',
  requestBody: '',
  responseHeaders: '{}',
  responseBody: '',
  findings: '[]',
  fault: null,
  nearMiss: null,
  reason: null,
  workspaceTime: null,
};
const BYTES_OF_ENTRY = 27;

describe('the size of a journal', () => {
  const repository = new ExchangeRepository();
  let store: Store;
  beforeAll(async () => {
    store = await openTestStore(platformSchema);
  });
  afterAll(() => store.close());

  it.each([
    ['a body', { requestBody: 'x'.repeat(100) }, 100],
    ['headers', { requestHeaders: 'x'.repeat(102), responseHeaders: 'x'.repeat(102) }, 200],
    ['a path', { path: `/${'x'.repeat(100)}` }, 100],
    ['a fault and a reason', { fault: 'x'.repeat(50), reason: 'x'.repeat(50) }, 100],
    ['characters outside the basic plane', { responseBody: '\u{1F600}'.repeat(25) }, 100],
    // PostgreSQL stores a NUL in four bytes.
    ...(onPostgres
      ? []
      : [['text behind a NUL', { responseBody: `\u0000${'x'.repeat(99)}` }, 100] as const]),
  ])('counts %s, as much when it is removed', async (_title, difference, bytes) => {
    const expected = { entries: 1, bytes: BYTES_OF_ENTRY + bytes };
    const sizes = await store.write('w', async (tx) => {
      const inserted = await repository.insert(tx, { ...entry, ...difference });
      const counted = await repository.size(tx, 'w');
      const removed = await repository.removeOldest(tx, 'w', 1);
      return [inserted, counted, { entries: removed.entries, bytes: removed.bytes }];
    });
    expect(sizes).toEqual([expected, expected, expected]);
    expect(await store.write('w', (tx) => repository.size(tx, 'w'))).toEqual({
      entries: 0,
      bytes: 0,
    });
  });
});
