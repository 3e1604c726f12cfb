import { Injectable } from '@nestjs/common';
import type { Mode } from '../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../apis/bokbasen-orders/requirements.js';
import type { Caller } from '../../platform/oauth/caller.js';
import type { Client } from '../../platform/oauth/client.entity.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { violationOf } from '../../platform/requirements/requirement.js';

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
    if (from > toIsoUtc(Date.parse(now) + SKEW_MS))
      caller.recordViolations([
        violationOf(requirements.notInTheFuture, '?fromDate', `${now} or before`, from),
      ]);
    const asking = this.last.get(caller.client) ?? new Map<Mode, string>();
    const before = asking.get(mode);
    this.last.set(caller.client, asking.set(mode, now));
    if (before === undefined) return;
    if (from <= before) caller.recordSatisfied(requirements.noGap);
    else
      caller.recordViolations([
        violationOf(requirements.noGap, '?fromDate', `${before} or before`, from),
      ]);
  }
}
