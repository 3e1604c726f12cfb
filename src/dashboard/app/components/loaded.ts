import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { TrafficStore } from '../traffic/traffic-store.js';

/** Milliseconds between two readings while exchanges arrive. */
const PAUSE_MS = 1_000;

interface State<T> {
  /** The newest value; undefined before the first one. */
  value?: T;
  /** The error of the last reading; undefined: it succeeded. */
  error?: unknown;
}

/** Reads a value of the server, and keeps the newest one. */
class Loader<T> {
  private state: State<T> = {};
  private readings = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly read: () => Promise<T>) {}

  readonly getState = (): State<T> => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads again. A later reading has precedence. */
  readonly reload = async (): Promise<void> => {
    this.readings += 1;
    const reading = this.readings;
    let next: State<T>;
    try {
      next = { value: await this.read() };
    } catch (error) {
      next = { ...this.state, error };
    }
    if (reading !== this.readings) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  };

  /** Reads now, and after exchanges have arrived. Returns the end of it. */
  start(store: TrafficStore | undefined): () => void {
    void this.reload();
    let exchanges = store?.getState().exchanges;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = store?.subscribe(() => {
      if (store.getState().exchanges === exchanges) return;
      ({ exchanges } = store.getState());
      timer ??= setTimeout(() => {
        timer = undefined;
        void this.reload();
      }, PAUSE_MS);
    });
    return () => {
      end?.();
      clearTimeout(timer);
    };
  }
}

interface Loaded<T> extends State<T> {
  /** Reads again, for example after a change. It never throws. */
  reload: () => Promise<void>;
}

/**
 * A value of the server: read at once, and again after exchanges have arrived, at most once a second. `read` must be stable
 * (`useCallback`); another one starts anew.
 */
export function useLoaded<T>(read: () => Promise<T>, store?: TrafficStore): Loaded<T> {
  const loader = useMemo(() => new Loader(read), [read]);
  useEffect(() => loader.start(store), [loader, store]);
  const state = useSyncExternalStore(loader.subscribe, loader.getState);
  return { ...state, reload: loader.reload };
}
