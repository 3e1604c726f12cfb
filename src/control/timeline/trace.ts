import type { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import type { StateChange } from '../../sandbox/state/state-resource.js';
import { idKey } from './trace-ids.js';

/** Maximum number of exchanges, and of messages, that one answer has. */
const MAX_FOUND = 500;
/** Maximum number of ids that are followed. */
const MAX_IDS = 200;

/** An exchange without its bodies, which may be large. */
export type TracedExchange = Omit<ExchangeEntity, 'requestBody' | 'responseBody'> & {
  /** Status of the order that the message states. */
  state: string | undefined;
};

/** An item of the state that belongs to an order. */
export interface TracedItem {
  collection: string;
  id: string;
  status: string | undefined;
  changes: (StateChange & { role: string })[];
}

/** Everything that was found about an order. */
export class Trace {
  readonly exchanges = new Map<string, TracedExchange>();
  readonly messages = new Map<string, OutboxMessage>();
  readonly items = new Map<string, TracedItem>();
  /** Ids as they were written, by the form in which they are compared. */
  private readonly known = new Map<string, string>();
  private fresh: string[] = [];
  /** True: there is more than one answer has. */
  truncated = false;

  get ids(): string[] {
    return [...this.known.values()];
  }

  get isEmpty(): boolean {
    return this.exchanges.size + this.messages.size + this.items.size === 0;
  }

  has(id: string): boolean {
    return this.known.has(idKey(id));
  }

  follow(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.has(id)) continue;
      if (this.known.size >= MAX_IDS) {
        this.truncated = true;
        return;
      }
      this.known.set(idKey(id), id);
      this.fresh.push(id);
    }
  }

  /** The ids that were added since the last call. */
  takeFresh(): string[] {
    const fresh = this.fresh;
    this.fresh = [];
    return fresh;
  }

  addExchange(exchange: TracedExchange): boolean {
    return this.add(this.exchanges, exchange.id, exchange);
  }

  addMessage(message: OutboxMessage): boolean {
    return this.add(this.messages, message.id, message);
  }

  addItem(item: TracedItem): void {
    this.items.set(`${item.collection} ${item.id}`, item);
  }

  /** False: it is known already, or there is no room for it. */
  private add<Value>(all: Map<string, Value>, id: string, value: Value): boolean {
    if (all.has(id)) return false;
    if (all.size >= MAX_FOUND) {
      this.truncated = true;
      return false;
    }
    all.set(id, value);
    return true;
  }
}
