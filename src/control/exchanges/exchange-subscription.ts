import { Readable } from 'node:stream';
import { startTicker } from '../../platform/time/time.js';
import type { ExchangeView } from './exchanges.messages.js';

/** Milliseconds after which a client that lost the connection connects again. */
const RETRY_MS = 1_000;
/** Period of the comments without content, so that no proxy closes a silent connection. */
const HEARTBEAT_MS = 15_000;
/** Bytes that wait for a slow client. Beyond them the stream ends; the client connects again and gets what it missed. */
const MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
/** Event without an exchange: the client drops those that it has. */
const CLEARED = 'event: cleared\ndata: {}\n\n';
/** Exchanges that are read from the journal at once. */
const BATCH = 200;

/**
 * A stream of exchanges as server-sent events (WHATWG HTML, section 9.2). The id of an event is that of its exchange, so a
 * client that connects again sends it as `Last-Event-ID`.
 */
export class ExchangeSubscription {
  readonly stream = new Readable({ read: () => undefined });
  private waiting: string[] = [];
  private isSending = true;

  /** `read` reads exchanges; `missed` finds the ids of those that finished before the subscription. */
  constructor(
    private readonly read: (ids: readonly string[]) => Promise<ExchangeView[]>,
    missed: () => Promise<string[]>,
  ) {
    this.write(`retry: ${RETRY_MS}\n\n`);
    const stopHeartbeat = startTicker(HEARTBEAT_MS, () => this.write(':\n\n'));
    this.stream.once('close', stopHeartbeat);
    void this.begin(missed);
  }

  /** Adds an exchange that has finished. */
  add(id: string): void {
    this.waiting.push(id);
    if (!this.isSending) void this.send();
  }

  /** Tells the client that the journal was emptied or replaced. */
  clear(): void {
    this.waiting = [];
    this.write(CLEARED);
  }

  /** Ends the stream after what it has. */
  end(): void {
    if (!this.stream.destroyed && !this.stream.readableEnded) this.stream.push(null);
  }

  private async begin(missed: () => Promise<string[]>): Promise<void> {
    try {
      const ids = await missed();
      const known = new Set(ids);
      this.waiting = [...ids, ...this.waiting.filter((id) => !known.has(id))];
      await this.send();
    } catch (error) {
      this.stream.destroy(error as Error);
    }
  }

  private async send(): Promise<void> {
    this.isSending = true;
    try {
      while (this.waiting.length > 0 && !this.stream.destroyed) {
        const exchanges = await this.read(this.waiting.splice(0, BATCH));
        this.write(exchanges.map(eventOf).join(''));
        if (this.stream.readableLength > MAX_BUFFERED_BYTES) this.stream.destroy();
      }
    } catch (error) {
      this.stream.destroy(error as Error);
    }
    this.isSending = false;
  }

  private write(text: string): void {
    if (text !== '' && !this.stream.destroyed && !this.stream.readableEnded) this.stream.push(text);
  }
}

function eventOf(exchange: ExchangeView): string {
  return `id: ${exchange.id}\ndata: ${JSON.stringify(exchange)}\n\n`;
}
