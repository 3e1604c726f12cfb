import type { Connection } from '../connection.js';
import type { AdvanceResult, ClockState } from '../types.js';

const CLOCK = '/_sandbox/workspaces/{ws}/clock';

/** Clock of a workspace. Times are RFC 3339 in UTC, or a `Date`. */
export class WorkspaceClock {
  /** @internal */
  constructor(
    private readonly connection: Connection,
    private readonly ws: string,
  ) {}

  /** Stops the clock, at a time or where it is. While it stands still, nothing is sent until you advance it. */
  freeze(now?: string | Date): Promise<ClockState> {
    return this.change({ mode: 'frozen', ...(now !== undefined && { now: textOf(now) }) });
  }

  /** Sets the time. A clock that runs continues from there. */
  async set(now: string | Date): Promise<ClockState> {
    const { mode } = await this.state();
    return this.change({ mode, now: textOf(now) });
  }

  /**
   * Moves the clock forward, and resolves after everything that became due was sent, in order of time.
   * `duration` is ISO 8601 without months and years (`PT5M`), or milliseconds.
   */
  advance(duration: string | number): Promise<AdvanceResult> {
    const text = typeof duration === 'number' ? `PT${duration / 1000}S` : duration;
    const { client, dataOf } = this.connection;
    const params = { path: { ws: this.ws } };
    return dataOf(client.POST(`${CLOCK}/advance`, { params, body: { duration: text } }));
  }

  /** Time of the workspace, for example `2026-09-01T08:00:00.000Z`. */
  async now(): Promise<string> {
    return (await this.state()).now ?? '';
  }

  /** Lets the clock run, at the real time. */
  run(): Promise<ClockState> {
    return this.change({ mode: 'real' });
  }

  /** Mode and time of the clock. */
  state(): Promise<ClockState> {
    const { client, dataOf } = this.connection;
    return dataOf(client.GET(CLOCK, { params: { path: { ws: this.ws } } }));
  }

  private change(body: ClockState): Promise<ClockState> {
    const { client, dataOf } = this.connection;
    return dataOf(client.PUT(CLOCK, { params: { path: { ws: this.ws } }, body }));
  }
}

function textOf(time: string | Date): string {
  return typeof time === 'string' ? time : time.toISOString();
}
