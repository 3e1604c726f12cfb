import { Injectable } from '@nestjs/common';
import type { Mode } from '../../apis/bokbasen-orders/messages.js';
import type { Client } from '../../platform/oauth/client.entity.js';

/** The moment at which each client read each list last. A list that begins later misses what changed in between. */
@Injectable()
export class ListWindows {
  private readonly last = new WeakMap<Client, Map<Mode, string>>();

  /** Keeps the moment of this call and returns that of the call before. */
  replace(client: Client, mode: Mode, now: string): string | undefined {
    const moments = this.last.get(client) ?? new Map<Mode, string>();
    const previous = moments.get(mode);
    this.last.set(client, moments.set(mode, now));
    return previous;
  }
}
