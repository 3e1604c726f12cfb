import { randomUUID } from 'node:crypto';
import { realNow } from './time.js';

const COUNTERS_PER_MS = 4096;
/** Length of the time, the version and the counter at the start of a UUID. */
const PREFIX_LENGTH = 19;

/** Creates UUIDs of version 7 (RFC 9562). Each sorts after the one before. */
class SortableIds {
  private milliseconds = 0;
  private counter = 0;
  private time = '';

  /** Node has the random bits of `randomUUID` in stock. To request the bytes for each UUID takes three times as long. */
  next(now: number): string {
    this.counter += 1;
    // A clock that was set back, and a full counter, continue from the latest UUID.
    if (now > this.milliseconds) this.restart(now);
    else if (this.counter === COUNTERS_PER_MS) this.restart(this.milliseconds + 1);
    const counter = this.counter.toString(16).padStart(3, '0');
    return `${this.time}-7${counter}-${randomUUID().slice(PREFIX_LENGTH)}`;
  }

  private restart(milliseconds: number): void {
    const time = milliseconds.toString(16).padStart(12, '0');
    this.milliseconds = milliseconds;
    this.counter = 0;
    this.time = `${time.slice(0, 8)}-${time.slice(8)}`;
  }
}

const ids = new SortableIds();

/** Creates a UUID of version 7 that sorts after every earlier one of this process. */
export function uuidV7(): string {
  return ids.next(realNow());
}

/** Time at which a UUID of version 7 was created, in milliseconds since 1970. */
export function timeOfUuidV7(uuid: string): number {
  return Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
}
