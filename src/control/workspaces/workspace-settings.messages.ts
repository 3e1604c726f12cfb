import {
  Int,
  ListOfText,
  OneOf,
  Optional,
  Text,
  Timestamp,
} from '../../platform/validation/fields.js';

export class SettingsView {
  @Optional()
  @OneOf(['auto', 'manual'], 'manual: messages wait until you approve or decline them', {
    example: 'auto',
  })
  decide?: 'auto' | 'manual';

  @Optional()
  @Text('ISO 8601 duration between a message and its confirmation', { example: 'PT0.2S' })
  confirmAfter?: string;

  @Optional()
  @Text('ISO 8601 duration of the processing state, in the APIs that have such a state', {
    example: 'PT1S',
  })
  processAfter?: string;

  @Optional()
  @ListOfText('ISO 8601 duration of the pause before each retry', {
    example: ['PT1S', 'PT5S', 'PT30S', 'PT5M'],
  })
  retryPauses?: string[];
}

export class ClockView {
  @OneOf(['real', 'frozen'], 'frozen: the clock stands still until you advance it', {
    example: 'frozen',
  })
  mode!: 'real' | 'frozen';

  @Optional()
  @Timestamp(
    'Workspace time. If absent in a request, a frozen clock stops at its current time, and a real clock has no offset',
    { example: '2026-09-01T08:00:00Z' },
  )
  now?: string;
}

export class AdvanceClockRequest {
  @Text('ISO 8601 duration to add to the workspace time', { example: 'PT5M' })
  duration!: string;
}

export class AdvanceClockView {
  @Timestamp('Workspace time after the change')
  now!: string;

  @Int('Number of deliveries that the partner accepted')
  delivered!: number;

  @Int('Number of deliveries that were refused or failed')
  failed!: number;

  @Int('Number of deliveries that are still waiting')
  waiting!: number;
}
