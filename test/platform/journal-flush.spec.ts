import { describe, expect, it } from '@jest/globals';
import type { Logger } from 'pino';
import type { Exchange } from '../../src/platform/journal/exchange.js';
import type { ExchangeRepository } from '../../src/platform/journal/exchange.repository.js';
import { Journal } from '../../src/platform/journal/journal.js';
import type { Store } from '../../src/platform/persistence/store.js';
import type { Clock } from '../../src/platform/workspaces/clock.js';
import type { Ownership } from '../../src/platform/workspaces/ownership.js';
import type { Workspaces } from '../../src/platform/workspaces/workspaces.js';

/** Journal over a store that commits the batch of a workspace when a test says so, as PostgreSQL does in any order. */
function journalOverSlowStore(): { journal: Journal; commit: (workspace: string) => void } {
  const commits = new Map<string, () => void>();
  const store = {
    writeThrough: (workspace: string) =>
      new Promise<void>((resolve) => commits.set(workspace, resolve)),
  } as unknown as Store;
  const workspaces = { use: () => undefined, has: () => false } as unknown as Workspaces;
  const [repository, clock, log] = [{} as ExchangeRepository, {} as Clock, {} as Logger];
  const ownership = { has: () => true } as unknown as Ownership;
  const journal = new Journal(store, repository, workspaces, clock, ownership, log, []);
  return { journal, commit: (workspace) => commits.get(workspace)?.() };
}

describe('flushing the journal', () => {
  it('waits for the batches of earlier flushes too, when a later one is committed first', async () => {
    const { journal, commit } = journalOverSlowStore();
    const events: string[] = [];
    for (const workspace of ['one', 'two']) {
      journal.add({ workspace } as Exchange);
      void journal.flush();
    }
    const flushed = journal.flush().then(() => events.push('flushed'));
    commit('two');
    await new Promise((turn) => setImmediate(turn));
    events.push('one is committed');
    commit('one');
    await flushed;
    expect(events).toEqual(['one is committed', 'flushed']);
  });
});
