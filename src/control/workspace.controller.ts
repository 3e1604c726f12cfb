import { Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Clock } from '../kernel/clock/clock.js';
import { durationMs } from '../kernel/clock/duration.js';
import { LATEST, instantOf, realNow, zulu } from '../kernel/clock/time.js';
import { Dispatcher } from '../kernel/outbox/dispatcher.js';
import { problemDetails } from '../kernel/problem/problem-details.js';
import type { Settings } from '../kernel/workspaces/workspace.entity.js';
import { Lifecycle } from '../kernel/workspaces/lifecycle.js';
import { Workspaces } from '../kernel/workspaces/workspaces.js';
import { Does, Judged, WorkspaceController } from './control-routes.js';
import { refuseUnlessDurations } from './durations.js';
import { Advance, AdvancedView, ClockView, SettingsView } from './messages.js';

@WorkspaceController('', 'Workspace')
export class WorkspaceSettingsController {
  constructor(
    private readonly workspaces: Workspaces,
    private readonly clock: Clock,
    private readonly dispatcher: Dispatcher,
    private readonly lifecycle: Lifecycle,
  ) {}

  @Post('reset')
  @HttpCode(204)
  @Does(
    'Back to the seed: state, journal, deliveries, faults and own scenarios go, the clock is real; clients, tokens, partners, settings and snapshots stay',
    { status: 204 },
  )
  reset(@Param('ws') workspace: string): Promise<void> {
    return this.lifecycle.reset(workspace);
  }

  @Get('settings')
  @Does('Show how our side behaves', { answers: SettingsView })
  settings(@Param('ws') workspace: string): Settings {
    return this.workspaces.settings(workspace);
  }

  @Put('settings')
  @Does('Change how our side behaves; fields that are absent stay as they are', {
    takes: SettingsView,
    answers: SettingsView,
    problems: { 400: 'A wrong field' },
  })
  async change(
    @Param('ws') workspace: string,
    @Judged({ as: SettingsView }) asked: SettingsView,
  ): Promise<Settings> {
    const { confirmAfter, processAfter, retryPauses = [] } = asked;
    const durations = [
      ...Object.entries({ '/confirmAfter': confirmAfter, '/processAfter': processAfter }),
      ...retryPauses.map((pause, index) => [`/retryPauses/${index}`, pause] as const),
    ];
    refuseUnlessDurations(durations);
    await this.workspaces.change(workspace, ({ settings }) => ({
      settings: { ...settings, ...asked },
    }));
    return this.workspaces.settings(workspace);
  }

  @Get('clock')
  @Does('Show the time of the workspace', { answers: ClockView })
  time(@Param('ws') workspace: string): ClockView {
    const { mode } = this.workspaces.get(workspace).clock;
    return { mode, now: zulu(this.clock.now(workspace)) };
  }

  @Put('clock')
  @Does('Freeze the time, set it, or let it run', {
    takes: ClockView,
    answers: ClockView,
    problems: { 400: 'A wrong field' },
  })
  async setTime(
    @Param('ws') workspace: string,
    @Judged({ as: ClockView }) asked: ClockView,
  ): Promise<ClockView> {
    const now = asked.now === undefined ? undefined : instantOf(asked.now);
    if (asked.now !== undefined && now === undefined) {
      const expected = 'a moment from 1970 to 9979, without a leap second';
      throw problemDetails.schemaIncorrect([{ path: '/now', expected, seen: asked.now }]);
    }
    const frozen = asked.mode === 'frozen';
    await this.workspaces.change(workspace, () => ({
      clock: frozen
        ? { mode: 'frozen', now: now ?? this.clock.now(workspace) }
        : { mode: 'real', offset: now === undefined ? 0 : now - realNow() },
    }));
    this.dispatcher.wake(workspace);
    return this.time(workspace);
  }

  @Post('clock/advance')
  @HttpCode(200)
  @Does('Move the time on, from due time to due time, and send what is due on the way', {
    takes: Advance,
    answers: AdvancedView,
    problems: { 400: 'No duration' },
  })
  advance(
    @Param('ws') workspace: string,
    @Judged({ as: Advance }) { duration }: Advance,
  ): Promise<AdvancedView> {
    refuseUnlessDurations([['/duration', duration]]);
    const byMs = durationMs(duration) ?? 0;
    if (this.clock.now(workspace) + byMs > LATEST) {
      throw problemDetails.schemaIncorrect([
        { path: '/duration', expected: 'to stay before the year 9980', seen: duration },
      ]);
    }
    return this.dispatcher.advance(workspace, byMs);
  }
}
