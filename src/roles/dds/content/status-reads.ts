import { Injectable } from '@nestjs/common';
import { realNow } from '../../../platform/time/time.js';
import type { StatusRead } from '../checks.js';

/** Downloads whose last read is kept; the oldest is dropped first. */
const MAX_DOWNLOADS = 1000;

/** The last read of each status page. Times are real: the clock of a workspace says nothing about the pace of a client. */
@Injectable()
export class StatusReads {
  private readonly last = new Map<string, StatusRead>();

  /** Keeps a read of the status page of that download and returns it with the read before. */
  replace(id: string, status: string): { read: StatusRead; before: StatusRead | undefined } {
    const before = this.last.get(id);
    const read = { at: realNow(), status };
    this.last.delete(id);
    this.last.set(id, read);
    const [oldest] = this.last.keys();
    if (this.last.size > MAX_DOWNLOADS && oldest !== undefined) this.last.delete(oldest);
    return { read, before };
  }
}
