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
  @Pattern(...NAME, 'Name of the snapshot; replaces a snapshot with the same name', {
    example: 'before-credit',
  })
  name!: string;
}

export class SnapshotView {
  @Text('Name of the snapshot', { example: 'before-credit' })
  name!: string;

  @Timestamp('Time of saving, in real time')
  createdAt!: string;
}

export class SnapshotPage {
  @ListOf(() => SnapshotView, 'Snapshots, newest first')
  items!: SnapshotView[];
}

export class SnapshotFileView {
  @OneOf([SNAPSHOT_FORMAT], 'Format of the file')
  format!: string;

  @Text('Version of the tables; only a sandbox with the same version can import the file', {
    example: '1795305600010',
  })
  schemaVersion!: string;

  @Pattern(...NAME, 'Name of the snapshot', { example: 'before-credit' })
  name!: string;

  @Text('Workspace from which it was exported', { example: 'default' })
  workspace!: string;

  @Timestamp('Time of saving, in real time')
  createdAt!: string;

  @Text('SHA-256 of the state, in hexadecimal digits')
  digest!: string;

  @FreeForm('Rows of each table')
  state!: Record<string, unknown>;
}

/** Shape of a file. Only an exported file can be imported: its digest belongs to its state. */
export const snapshotFileExample: SnapshotFileView = {
  format: 'ketenlab-snapshot',
  schemaVersion: '1795305600010',
  name: 'before-credit',
  workspace: 'default',
  createdAt: '2026-09-01T08:00:00Z',
  digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  state: {},
};
