import { Injectable } from '@nestjs/common';
import { Workspaces } from './workspaces.js';
import { realNow } from '../time/time.js';

/** The time of each workspace: the real one plus an offset, or frozen where a tester put it. */
@Injectable()
export class Clock {
  constructor(private readonly workspaces: Workspaces) {}

  /** Milliseconds since 1970 in that workspace. */
  now(workspace: string): number {
    const { clock } = this.workspaces.get(workspace);
    return clock.mode === 'frozen' ? clock.now : realNow() + clock.offset;
  }

  /** Moves the workspace's time to that moment: a frozen clock is set, a real one gets another offset. */
  async set(workspace: string, to: number): Promise<void> {
    await this.workspaces.change(workspace, ({ clock }) => ({
      clock:
        clock.mode === 'frozen'
          ? { mode: 'frozen', now: to }
          : { mode: 'real', offset: to - realNow() },
    }));
  }

  /** Real milliseconds until that moment comes by itself; undefined while the clock is frozen before it. */
  until(workspace: string, moment: number): number | undefined {
    const left = moment - this.now(workspace);
    if (left <= 0) return 0;
    return this.workspaces.get(workspace).clock.mode === 'frozen' ? undefined : left;
  }
}
