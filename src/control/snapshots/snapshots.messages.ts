import {
  FreeForm,
  ListOf,
  Pattern,
  OneOf,
  Text,
  Timestamp,
} from '../../platform/validation/fields.js';
import { SNAPSHOT_FORMAT } from '../../sandbox/snapshots/snapshots.js';

const NAME = [
  /^[A-Za-z0-9._-]{1,64}$/,
  '1 to 64 letters, digits, dots, hyphens and underscores',
] as const;

export class CreateSnapshotRequest {
  @Pattern(...NAME, 'Its name; one of the same name is overwritten', { example: 'before-credit' })
  name!: string;
}

export class SnapshotView {
  @Text('Its name', { example: 'before-credit' })
  name!: string;

  @Timestamp('When it was saved, in real time')
  createdAt!: string;
}

export class SnapshotPage {
  @ListOf(() => SnapshotView, 'The newest first')
  items!: SnapshotView[];
}

export class SnapshotFileView {
  @OneOf([SNAPSHOT_FORMAT], 'What the file is')
  format!: string;

  @Text('Version of the tables; only a sandbox of the same version can read it', {
    example: '1795305600010',
  })
  schemaVersion!: string;

  @Pattern(...NAME, 'Its name', { example: 'before-credit' })
  name!: string;

  @Text('The workspace from which it is', { example: 'default' })
  workspace!: string;

  @Timestamp('When it was saved, in real time')
  createdAt!: string;

  @Text('SHA-256 of the state, in hexadecimal digits')
  digest!: string;

  @FreeForm('The state, table by table')
  state!: Record<string, unknown>;
}
