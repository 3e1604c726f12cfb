import { ListOf, Pattern, Optional, Text, Timestamp } from '../../platform/validation/fields.js';
import { ClientView } from '../messages.js';

export const WORKSPACE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

export class CreateWorkspaceRequest {
  @Optional()
  @Pattern(
    WORKSPACE_ID,
    'up to 63 small letters, digits and hyphens, a letter or digit first',
    'Its id; made up when absent',
    { example: 'my-test-run' },
  )
  id?: string;

  @Optional()
  @Text('ISO 8601 duration after its last use with which it goes', {
    example: 'PT1H',
    default: 'P1D',
  })
  expiresAfter?: string;
}

export class WorkspaceView {
  @Text('Its id', { example: 'my-test-run' })
  id!: string;

  @Timestamp('When it was made, in real time')
  createdAt!: string;

  @Optional()
  @Timestamp('When it goes unless somebody uses it before, in real time; absent: it stays')
  expiresAt?: string;

  @ListOf(() => ClientView, 'Its clients; the first one may do everything')
  clients!: ClientView[];
}

export class WorkspacePage {
  @ListOf(() => WorkspaceView, 'The newest first')
  items!: WorkspaceView[];

  @Optional()
  @Text('Give it as `cursor` for the next page; absent on the last')
  nextCursor?: string;
}
