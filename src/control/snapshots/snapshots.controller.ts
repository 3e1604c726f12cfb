import { Body, Delete, Get, Header, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { ApiParam } from '@nestjs/swagger';
import { Snapshots, type Snapshot } from '../../sandbox/snapshots/snapshots.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import {
  SnapshotFileView,
  snapshotFileExample,
  CreateSnapshotRequest,
  SnapshotPage,
  SnapshotView,
} from './snapshots.messages.js';

/** Limit of an imported file, which contains a whole workspace. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const NameParam = (): MethodDecorator =>
  ApiParam({ name: 'name', description: 'Name of the snapshot', example: 'before-credit' });

@WorkspaceController('/snapshots', 'Snapshots')
export class SnapshotsController {
  constructor(private readonly snapshots: Snapshots) {}

  @Get()
  @ControlOperation('List snapshots, newest first', { response: SnapshotPage })
  async listSnapshots(@Param('ws') workspace: string): Promise<SnapshotPage> {
    return { items: await this.snapshots.list(workspace) };
  }

  @Post()
  @HttpCode(201)
  @ControlOperation(
    'Save state, deliveries, clock, fault rules and custom scenarios as a named snapshot',
    {
      request: CreateSnapshotRequest,
      example: { name: 'before-credit' },
      response: SnapshotView,
      status: 201,
      problems: {
        400: 'The name is invalid',
        409: 'The workspace has more data than a snapshot can have',
      },
    },
  )
  createSnapshot(
    @Param('ws') workspace: string,
    @Body() { name }: CreateSnapshotRequest,
  ): Promise<Snapshot> {
    return this.snapshots.save(workspace, name);
  }

  @Post('import')
  @HttpCode(201)
  @ControlOperation('Import a snapshot from an exported file: the answer of `…/file`, unchanged', {
    request: SnapshotFileView,
    body: { maxBytes: MAX_FILE_BYTES, inSlices: true },
    example: snapshotFileExample,
    response: SnapshotView,
    status: 201,
    problems: {
      400: 'The file is not a snapshot, has invalid items, or was changed after the export',
      409: 'The file was exported by a later version',
    },
  })
  importSnapshot(
    @Param('ws') workspace: string,
    @Body() file: SnapshotFileView,
  ): Promise<Snapshot> {
    return this.snapshots.import(workspace, file);
  }

  @Post(':name/restore')
  @NameParam()
  @HttpCode(204)
  @ControlOperation(
    'Restore a snapshot. No message is sent again, and the journal is emptied. Clients, tokens, partners, settings and snapshots stay',
    {
      status: 204,
      problems: {
        404: 'The snapshot does not exist',
        409: 'The snapshot was saved by a sandbox that serves other roles',
      },
    },
  )
  restoreSnapshot(@Param('ws') workspace: string, @Param('name') name: string): Promise<void> {
    return this.snapshots.restore(workspace, name);
  }

  @Delete(':name')
  @NameParam()
  @HttpCode(204)
  @ControlOperation('Remove a snapshot', {
    status: 204,
    problems: { 404: 'The snapshot does not exist' },
  })
  deleteSnapshot(@Param('ws') workspace: string, @Param('name') name: string): Promise<void> {
    return this.snapshots.remove(workspace, name);
  }

  @Get(':name/file')
  @NameParam()
  @Header('Content-Disposition', 'attachment; filename="ketenlab-snapshot.json"')
  @ControlOperation('Export a snapshot as a file', {
    response: SnapshotFileView,
    problems: { 404: 'The snapshot does not exist' },
  })
  async exportSnapshot(
    @Param('ws') workspace: string,
    @Param('name') name: string,
  ): Promise<StreamableFile> {
    const text = await this.snapshots.file(workspace, name);
    return new StreamableFile(Readable.from(text), { type: 'application/json; charset=utf-8' });
  }
}
