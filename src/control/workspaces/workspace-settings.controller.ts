import { Body, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Clock } from '../../platform/workspaces/clock.js';
import { durationMs } from '../../platform/time/duration.js';
import { MAX_TIMESTAMP, parseInstant, realNow, toIsoUtc } from '../../platform/time/time.js';
import { Dispatcher } from '../../platform/outbox/dispatcher.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Lifecycle } from '../../sandbox/lifecycle/lifecycle.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { assertDurations } from '../http/durations.js';
import {
  AdvanceClockRequest,
  AdvanceClockView,
  ClockView,
  SettingsView,
} from './workspace-settings.messages.js';
import type { Settings } from '../../platform/config/config.js';

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
  @ControlOperation(
    'Reset the workspace to its seed: removes state, journal, deliveries, fault rules and custom scenarios, and sets the clock to real time. Clients, tokens, partners, settings and snapshots stay',
    { status: 204 },
  )
  resetWorkspace(@Param('ws') workspace: string): Promise<void> {
    return this.lifecycle.reset(workspace);
  }

  @Get('settings')
  @ControlOperation('Get the settings of the workspace', { response: SettingsView })
  getSettings(@Param('ws') workspace: string): Settings {
    return this.workspaces.settings(workspace);
  }

  @Put('settings')
  @ControlOperation('Change the settings of the workspace; absent fields keep their value', {
    request: SettingsView,
    example: { decide: 'manual', confirmAfter: 'PT0.2S', retryPauses: ['PT1S', 'PT5S'] },
    response: SettingsView,
    problems: { 400: 'A field is invalid' },
  })
  async changeSettings(
    @Param('ws') workspace: string,
    @Body() request: SettingsView,
  ): Promise<Settings> {
    const { confirmAfter, processAfter, retryPauses = [] } = request;
    const durations = [
      ...Object.entries({ '/confirmAfter': confirmAfter, '/processAfter': processAfter }),
      ...retryPauses.map((pause, index) => [`/retryPauses/${index}`, pause] as const),
    ];
    assertDurations(durations);
    await this.workspaces.change(workspace, ({ settings }) => ({
      settings: { ...settings, ...request },
    }));
    return this.workspaces.settings(workspace);
  }

  @Get('clock')
  @ControlOperation('Get the clock of the workspace', { response: ClockView })
  getClock(@Param('ws') workspace: string): ClockView {
    const { mode } = this.workspaces.get(workspace).clock;
    return { mode, now: toIsoUtc(this.clock.now(workspace)) };
  }

  @Put('clock')
  @ControlOperation('Freeze the clock, set it, or let it run', {
    request: ClockView,
    example: { mode: 'frozen', now: '2026-09-01T08:00:00Z' },
    response: ClockView,
    problems: { 400: 'A field is invalid' },
  })
  async setClock(@Param('ws') workspace: string, @Body() request: ClockView): Promise<ClockView> {
    const now = request.now === undefined ? undefined : parseInstant(request.now);
    if (request.now !== undefined && now === undefined) {
      const expected = 'a time from 1970 to 9979, without a leap second';
      throw problemDetails.schemaIncorrect([{ path: '/now', expected, seen: request.now }]);
    }
    const frozen = request.mode === 'frozen';
    await this.workspaces.change(workspace, () => ({
      clock: frozen
        ? { mode: 'frozen', now: now ?? this.clock.now(workspace) }
        : { mode: 'real', offset: now === undefined ? 0 : now - realNow() },
    }));
    this.dispatcher.wake(workspace);
    return this.getClock(workspace);
  }

  @Post('clock/advance')
  @HttpCode(200)
  @ControlOperation(
    'Advance the clock, and send the messages that become due, in the order of their due times',
    {
      request: AdvanceClockRequest,
      example: { duration: 'PT5M' },
      response: AdvanceClockView,
      problems: { 400: 'The duration is invalid' },
    },
  )
  advanceClock(
    @Param('ws') workspace: string,
    @Body() { duration }: AdvanceClockRequest,
  ): Promise<AdvanceClockView> {
    assertDurations([['/duration', duration]]);
    const byMs = durationMs(duration) ?? 0;
    if (this.clock.now(workspace) + byMs > MAX_TIMESTAMP) {
      throw problemDetails.schemaIncorrect([
        {
          path: '/duration',
          expected: 'a duration that ends before the year 9980',
          seen: duration,
        },
      ]);
    }
    return this.dispatcher.advance(workspace, byMs);
  }
}
