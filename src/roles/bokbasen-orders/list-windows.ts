import { Injectable } from '@nestjs/common';
import type { Mode } from '../../apis/bokbasen-orders/messages.js';
import type { Client } from '../../platform/oauth/client.entity.js';

/** Time at which each client last read each list. A list that starts later misses the changes in between. */
@Injectable()
export class ListWindows {
  private readonly last = new WeakMap<Client, Map<Mode, string>>();

  /** Stores the time of this call and returns the time of the previous call. */
  replace(client: Client, mode: Mode, now: string): string | undefined {
    const moments = this.last.get(client) ?? new Map<Mode, string>();
    const previous = moments.get(mode);
    this.last.set(client, moments.set(mode, now));
    return previous;
  }
}
