import { Injectable } from '@nestjs/common';
import type { Mode } from '../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as asked } from '../../contracts/bokbasen-orders/requirements.js';
import type { Caller } from '../../kernel/auth/caller.js';
import type { Client } from '../../kernel/auth/client.entity.js';
import { zulu } from '../../kernel/clock/time.js';
import { finding } from '../../kernel/contract/requirement.js';

/** Clocks may differ by so much. */
const SKEW_MS = 5 * 60_000;

/** Times are Zulu, and compared as text. */
interface Window {
  mode: Mode;
  from: string;
  now: string;
}

/** When each client asked for a list last: who begins the next one later misses what changed in between. */
@Injectable()
export class ListWindows {
  private readonly last = new WeakMap<Client, Map<Mode, string>>();

  /** Notes what a careful client would have asked for otherwise. */
  judge(caller: Caller, { mode, from, now }: Window): void {
    if (from > zulu(Date.parse(now) + SKEW_MS))
      caller.note([finding(asked.notInTheFuture, '?fromDate', `${now} or before`, from)]);
    const asking = this.last.get(caller.client) ?? new Map<Mode, string>();
    const before = asking.get(mode);
    this.last.set(caller.client, asking.set(mode, now));
    if (before === undefined) return;
    if (from <= before) caller.meets(asked.noGap);
    else caller.note([finding(asked.noGap, '?fromDate', `${before} or before`, from)]);
  }
}
