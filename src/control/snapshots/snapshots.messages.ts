import {
  FreeForm,
  Int,
  ListOf,
  Pattern,
  OneOf,
  Optional,
  Text,
  Timestamp,
} from '../../platform/validation/fields.js';
import { SNAPSHOT_FORMAT } from '../../sandbox/snapshots/snapshot-file.js';
import { SNAPSHOT_VERSION } from '../../sandbox/lifecycle/saved-state.js';

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

  @Optional()
  @Int(
    'Version of the format. Files of earlier versions can be imported; version 1 has no field `version`',
    {
      example: SNAPSHOT_VERSION,
    },
  )
  version?: number;

  @Optional()
  @Text('In files of version 1: the version of the tables')
  schemaVersion?: string;

  @Pattern(...NAME, 'Name of the snapshot', { example: 'before-credit' })
  name!: string;

  @Text('Workspace from which it was exported', { example: 'default' })
  workspace!: string;

  @Timestamp('Time of saving, in real time')
  createdAt!: string;

  @Text('SHA-256 of the JSON of the state, in hexadecimal digits')
  digest!: string;

  @FreeForm(
    'Clock, clients, and the lists of items: messages and records by collection, outbox, faults, scenarios, and the state of each role. A wire document is a text, exactly as it was received',
  )
  state!: Record<string, unknown>;
}

/** Shape of a file. Only an exported file can be imported: its digest belongs to its state. */
export const snapshotFileExample: SnapshotFileView = {
  format: 'ketenlab-snapshot',
  version: SNAPSHOT_VERSION,
  name: 'before-credit',
  workspace: 'default',
  createdAt: '2026-09-01T08:00:00Z',
  digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  state: {},
};
