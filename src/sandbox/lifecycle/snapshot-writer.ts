import type { Store } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import type { StoredPart } from './saved-lists.js';
import type { SavedItem } from './saved-section.js';
import { MAX_SNAPSHOT_BYTES, OUTBOX, SNAPSHOT_VERSION, type SavedHead } from './saved-state.js';
import type { SnapshotEntity, SnapshotPart } from './snapshot.entity.js';
import type { SnapshotRepository } from './snapshot.repository.js';

/** Characters that are written in one transaction. */
const BATCH_CHARACTERS = 256 * 1024;
/** Waiting messages that are written in one transaction. */
const BATCH_MESSAGES = 2000;

/**
 * Writes a snapshot in short transactions, so that others can write in between. It replaces an earlier one of its name at the
 * end, in one step.
 */
export class SnapshotWriter {
  private readonly parts = uuidV7();
  private readonly waiting: string[] = [];
  private batch: SnapshotPart[] = [];
  private batchSize = 0;
  private count = 0;
  private bytes = 0;

  constructor(
    private readonly store: Store,
    private readonly repository: SnapshotRepository,
    private readonly snapshot: Pick<SnapshotEntity, 'workspace' | 'name' | 'createdAt'>,
  ) {}

  async add({ list, content }: StoredPart): Promise<void> {
    const { workspace } = this.snapshot;
    this.bytes += Buffer.byteLength(content);
    if (this.bytes > MAX_SNAPSHOT_BYTES) throw tooLarge(workspace, this.bytes);
    if (list === OUTBOX) this.waiting.push(...waitingIn(content));
    this.batch.push({ workspace, snapshot: this.parts, number: this.count++, list, content });
    this.batchSize += content.length;
    if (this.batchSize >= BATCH_CHARACTERS) await this.flush();
  }

  /** Makes the snapshot visible. */
  async finish(head: SavedHead): Promise<void> {
    const { workspace, name } = this.snapshot;
    const content = JSON.stringify(head);
    const snapshot = { ...this.snapshot, content, version: SNAPSHOT_VERSION, parts: this.parts };
    while (this.waiting.length > BATCH_MESSAGES) await this.writeWaiting(snapshot);
    const { batch, waiting } = this;
    const replaced = await this.store.writeStep(workspace, async (tx) => {
      const before = await this.repository.find(tx, workspace, name);
      for (const part of batch) await this.repository.insertPart(tx, part);
      await this.repository.insertWaiting(tx, snapshot, waiting);
      await this.repository.replace(tx, snapshot);
      return before;
    });
    if (replaced) await removeContent(this.store, this.repository, replaced);
  }

  /** Removes what was written. */
  async abort(): Promise<void> {
    const { parts } = this;
    await removeContent(this.store, this.repository, {
      ...this.snapshot,
      parts,
      version: SNAPSHOT_VERSION,
    });
  }

  private async writeWaiting(snapshot: SnapshotEntity): Promise<void> {
    const some = this.waiting.splice(0, BATCH_MESSAGES);
    await this.store.writeStep(snapshot.workspace, (tx) =>
      this.repository.insertWaiting(tx, snapshot, some),
    );
  }

  private async flush(): Promise<void> {
    const { batch } = this;
    [this.batch, this.batchSize] = [[], 0];
    await this.store.writeStep(this.snapshot.workspace, async (tx) => {
      for (const part of batch) await this.repository.insertPart(tx, part);
    });
  }
}

/** Removes the content of a replaced or removed snapshot, in short transactions. */
export async function removeContent(
  store: Store,
  repository: SnapshotRepository,
  snapshot: Omit<SnapshotEntity, 'content'>,
): Promise<void> {
  const { workspace } = snapshot;
  let removed = 1;
  while (removed > 0)
    removed = await store.writeStep(workspace, (tx) => repository.removeSomeContent(tx, snapshot));
}

function waitingIn(content: string): string[] {
  return (JSON.parse(content) as SavedItem[])
    .filter(({ state }) => state === 'waiting')
    .map(({ id }) => String(id));
}

/** The problem of a workspace that is too large for a snapshot. */
export function tooLarge(workspace: string, bytes: number): Problem {
  const megabytes = (value: number): number => Math.ceil(value / 1024 / 1024);
  return new Problem(409, {
    text: `Workspace ${workspace} has ${megabytes(bytes)} MiB of data or more; a snapshot has at most ${megabytes(MAX_SNAPSHOT_BYTES)} MiB. Reset the workspace, or remove items that the snapshot does not need`,
  });
}
