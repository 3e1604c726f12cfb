import { Injectable } from '@nestjs/common';
import { Workspaces } from './workspaces.js';
import { realNow } from '../time/time.js';

/** Clock of each workspace: the real time plus an offset, or a frozen time. */
@Injectable()
export class Clock {
  constructor(private readonly workspaces: Workspaces) {}

  /** Milliseconds since 1970 in that workspace. */
  now(workspace: string): number {
    return this.at(workspace, realNow());
  }

  /** Workspace time of a real moment, by the present setting of the clock. */
  at(workspace: string, real: number): number {
    const { clock } = this.workspaces.get(workspace);
    return clock.mode === 'frozen' ? clock.now : real + clock.offset;
  }

  /** Sets the time of a workspace. A frozen clock stays frozen, a real one gets a new offset. */
  async set(workspace: string, to: number): Promise<void> {
    await this.workspaces.change(workspace, ({ clock }) => ({
      clock:
        clock.mode === 'frozen'
          ? { mode: 'frozen', now: to }
          : { mode: 'real', offset: to - realNow() },
    }));
  }

  /** Real milliseconds until a moment of workspace time; undefined when the clock is frozen before it. */
  until(workspace: string, moment: number): number | undefined {
    const left = moment - this.now(workspace);
    if (left <= 0) return 0;
    return this.workspaces.get(workspace).clock.mode === 'frozen' ? undefined : left;
  }
}
