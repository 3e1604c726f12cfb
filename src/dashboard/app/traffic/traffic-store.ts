import { listExchanges } from '../api/client.js';
import type { Exchange } from '../api/types.js';
import { MAX_EXCHANGES, merged, withNewestPage } from './exchange-list.js';
import { LiveTraffic, type ConnectionState } from './live-traffic.js';

/** Milliseconds between two updates of the page in a burst, and before the first one. */
const BURST_MS = 250;
const FRAME_MS = 16;

export interface TrafficState {
  /** Newest first. */
  exchanges: readonly Exchange[];
  connection: ConnectionState;
  /** False until the first page was read. */
  isLoaded: boolean;
  isPaused: boolean;
  /** Exchanges that arrived during a pause. */
  waiting: number;
  /** Cursor of the next older page; absent if there is none, or no place for it. */
  olderCursor?: string | undefined;
  isLoadingOlder: boolean;
}

const initial: TrafficState = {
  exchanges: [],
  connection: 'connecting',
  isLoaded: false,
  isPaused: false,
  waiting: 0,
  isLoadingOlder: false,
};

/** The traffic of a workspace. Exchanges are collected, and shown a few times a second. */
export class TrafficStore {
  private state = initial;
  private pending: Exchange[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastUpdate = 0;
  private readonly listeners = new Set<() => void>();
  private live: LiveTraffic | undefined;

  constructor(private readonly workspace: string) {}

  readonly getState = (): TrafficState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.live = new LiveTraffic(this.workspace, {
      onState: (connection) => this.update({ connection }),
      onPage: (items, nextCursor) => this.showPage(items, nextCursor),
      onExchange: (exchange) => this.collect(exchange),
      onCleared: () => this.clear(),
    });
    this.live.start();
  }

  stop(): void {
    this.live?.stop();
    clearTimeout(this.timer);
  }

  setPaused(isPaused: boolean): void {
    this.update({ isPaused });
    if (!isPaused) this.show();
  }

  async loadOlder(): Promise<void> {
    const { olderCursor, isLoadingOlder } = this.state;
    if (olderCursor === undefined || isLoadingOlder) return;
    this.update({ isLoadingOlder: true });
    try {
      const { items, nextCursor } = await listExchanges(this.workspace, { cursor: olderCursor });
      // The list was replaced meanwhile.
      if (this.state.olderCursor !== olderCursor) return;
      const exchanges = merged(this.state.exchanges, items);
      const isFull = exchanges.length >= MAX_EXCHANGES;
      this.update({ exchanges, olderCursor: isFull ? undefined : nextCursor });
    } catch {
      // The page shows the lost connection; the next try starts at the same place.
    } finally {
      this.update({ isLoadingOlder: false });
    }
  }

  /** Adds what the journal finds, if the list does not have the whole journal. */
  async find(q: string): Promise<void> {
    if (this.state.olderCursor === undefined) return;
    try {
      const { items } = await listExchanges(this.workspace, { q });
      this.update({ exchanges: merged(this.state.exchanges, items) });
    } catch {
      // The search in the list stays. The page shows a lost connection.
    }
  }

  private showPage(page: Exchange[], nextCursor: string | undefined): void {
    const { items, isReplaced } = withNewestPage(this.state.exchanges, page);
    this.update({
      exchanges: items,
      isLoaded: true,
      ...(isReplaced && { olderCursor: nextCursor }),
    });
  }

  private clear(): void {
    this.pending = [];
    this.update({ exchanges: [], waiting: 0, olderCursor: undefined });
  }

  private collect(exchange: Exchange): void {
    this.pending.push(exchange);
    if (this.pending.length > 2 * MAX_EXCHANGES) this.pending = this.pending.slice(-MAX_EXCHANGES);
    const pause = Math.max(FRAME_MS, BURST_MS - (performance.now() - this.lastUpdate));
    this.timer ??= setTimeout(() => this.show(), pause);
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lastUpdate = performance.now();
    if (this.state.isPaused) {
      this.update({ waiting: this.pending.length });
      return;
    }
    if (this.pending.length === 0) return;
    const exchanges = merged(this.state.exchanges, this.pending);
    this.pending = [];
    this.update({ exchanges, waiting: 0 });
  }

  private update(change: Partial<TrafficState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
