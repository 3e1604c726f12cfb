import { ListOf, Pattern, Optional, Text, Timestamp } from '../../platform/validation/fields.js';
import { ClientView } from '../clients/clients.messages.js';

export const WORKSPACE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

export class CreateWorkspaceRequest {
  @Optional()
  @Pattern(
    WORKSPACE_ID,
    'up to 63 lower-case letters, digits and hyphens, starting with a letter or digit',
    'Id of the workspace; generated if absent',
    { example: 'my-test-run' },
  )
  id?: string;

  @Optional()
  @Text('ISO 8601 duration without use after which the workspace is removed', {
    example: 'PT1H',
    default: 'P1D',
  })
  expiresAfter?: string;
}

export class WorkspaceView {
  @Text('Id of the workspace', { example: 'my-test-run' })
  id!: string;

  @Timestamp('Time of creation, in real time')
  createdAt!: string;

  @Optional()
  @Timestamp('Time of removal if the workspace is not used before, in real time; absent: never')
  expiresAt?: string;

  @ListOf(() => ClientView, 'Clients; the first one has every permission')
  clients!: ClientView[];
}

export class WorkspacePage {
  @ListOf(() => WorkspaceView, 'Workspaces, newest first')
  items!: WorkspaceView[];

  @Optional()
  @Text('Value of `cursor` for the next page; absent on the last page')
  nextCursor?: string;
}
