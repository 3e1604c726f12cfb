import { baseUrl, listExchanges } from '../api/client.js';
import type { Exchange } from '../api/types.js';
import { EventStreamParser, type StreamEvent } from '../api/event-stream.js';
import { readToken, reportUnauthorized } from '../api/token.js';

export type ConnectionState = 'connecting' | 'live' | 'lost' | 'gone';

/** Milliseconds between two attempts to connect. */
const RETRY_MS = 1_000;
/** The server sends a sign of life every 15 seconds. Without one the connection is dead. */
const SILENCE_MS = 40_000;

interface TrafficListener {
  onState(state: ConnectionState): void;
  /** Newest page after a connection was made. */
  onPage(items: Exchange[], nextCursor: string | undefined): void;
  onExchange(exchange: Exchange): void;
  onCleared(): void;
}

/** Follows the exchanges of a workspace. It connects again until it is stopped, and then asks for what it missed. */
export class LiveTraffic {
  private readonly stopping = new AbortController();
  private lastId: string | undefined;

  constructor(
    private readonly workspace: string,
    private readonly listener: TrafficListener,
  ) {}

  start(): void {
    void this.run();
  }

  stop(): void {
    this.stopping.abort();
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    this.listener.onState('connecting');
    while (!this.isStopped) {
      const connection = new AbortController();
      const signal = AbortSignal.any([this.stopping.signal, connection.signal]);
      try {
        if (!(await this.follow(signal, connection))) return;
      } catch {
        // The connection was lost, or the server does not run.
      }
      connection.abort();
      if (this.isStopped) return;
      this.listener.onState('lost');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** Reads the stream until it ends. False: the server refuses it. */
  private async follow(signal: AbortSignal, connection: AbortController): Promise<boolean> {
    const token = readToken();
    const path = `_sandbox/workspaces/${encodeURIComponent(this.workspace)}/exchanges/stream`;
    const response = await fetch(baseUrl + path, {
      signal,
      cache: 'no-store',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(this.lastId !== undefined && { 'last-event-id': this.lastId }),
      },
    });
    if (response.status === 401) reportUnauthorized();
    if (response.status === 404) this.listener.onState('gone');
    if ([401, 404].includes(response.status)) return false;
    if (!response.ok || !response.body) return true;
    await this.loadPage();
    this.listener.onState('live');
    await this.read(response.body.pipeThrough(new TextDecoderStream()), connection);
    return true;
  }

  private async read(text: ReadableStream<string>, connection: AbortController): Promise<void> {
    const parser = new EventStreamParser();
    const reader = text.getReader();
    for (;;) {
      const silence = setTimeout(() => connection.abort(), SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done || this.isStopped) return;
      for (const event of parser.push(value)) await this.receive(event);
    }
  }

  private async receive({ type, id, data }: StreamEvent): Promise<void> {
    if (type === 'cleared') {
      this.lastId = undefined;
      this.listener.onCleared();
      // An exchange may have finished just before this event.
      await this.loadPage();
    } else if (type === 'message') {
      this.lastId = id;
      this.listener.onExchange(JSON.parse(data) as Exchange);
    }
  }

  private async loadPage(): Promise<void> {
    const { items, nextCursor } = await listExchanges(this.workspace);
    if (this.isStopped) return;
    this.lastId ??= items[0]?.id;
    this.listener.onPage(items, nextCursor);
  }
}
