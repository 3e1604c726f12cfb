/** FIFO lock per key: work with the same key runs one after another. */
export class KeyedLock {
  private readonly turns = new Map<string, Promise<unknown>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const turn = result.catch(() => undefined);
    this.turns.set(key, turn);
    try {
      return await result;
    } finally {
      if (this.turns.get(key) === turn) this.turns.delete(key);
    }
  }
}
