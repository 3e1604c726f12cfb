import { Body, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Snapshots, type Snapshot, type SnapshotFile } from '../../sandbox/snapshots/snapshots.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import {
  SnapshotFileView,
  CreateSnapshotRequest,
  SnapshotPage,
  SnapshotView,
} from './snapshots.messages.js';

/** A file of a whole workspace may be long. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const NameParam = (): MethodDecorator =>
  ApiParam({ name: 'name', description: 'Name of the snapshot', example: 'before-credit' });

@WorkspaceController('/snapshots', 'Snapshots')
export class SnapshotsController {
  constructor(private readonly snapshots: Snapshots) {}

  @Get()
  @ControlOperation('List the snapshots, the newest first', { response: SnapshotPage })
  async list(@Param('ws') workspace: string): Promise<SnapshotPage> {
    return { items: await this.snapshots.list(workspace) };
  }

  @Post()
  @HttpCode(201)
  @ControlOperation('Save state, deliveries, clock, faults and own scenarios under a name', {
    request: CreateSnapshotRequest,
    response: SnapshotView,
    status: 201,
    problems: { 400: 'A wrong name' },
  })
  save(@Param('ws') workspace: string, @Body() { name }: CreateSnapshotRequest): Promise<Snapshot> {
    return this.snapshots.save(workspace, name);
  }

  @Post('import')
  @HttpCode(201)
  @ControlOperation('Take in a snapshot from its file, as the export gave it', {
    request: SnapshotFileView,
    body: { maxBytes: MAX_FILE_BYTES },
    example: {},
    response: SnapshotView,
    status: 201,
    problems: {
      400: 'No such file, or another than was exported',
      409: 'It is of another version',
    },
  })
  import(@Param('ws') workspace: string, @Body() file: SnapshotFileView): Promise<Snapshot> {
    return this.snapshots.import(workspace, file as unknown as SnapshotFile);
  }

  @Post(':name/restore')
  @NameParam()
  @HttpCode(204)
  @ControlOperation(
    'Bring back what was saved; nothing that was sent is sent again. The journal begins anew; clients, tokens, partners, settings and snapshots stay',
    { status: 204, problems: { 404: 'There is none', 409: 'It has other tables' } },
  )
  restore(@Param('ws') workspace: string, @Param('name') name: string): Promise<void> {
    return this.snapshots.restore(workspace, name);
  }

  @Delete(':name')
  @NameParam()
  @HttpCode(204)
  @ControlOperation('Remove a snapshot', { status: 204, problems: { 404: 'There is none' } })
  remove(@Param('ws') workspace: string, @Param('name') name: string): Promise<void> {
    return this.snapshots.remove(workspace, name);
  }

  @Get(':name/file')
  @NameParam()
  @Header('Content-Disposition', 'attachment; filename="ketenlab-snapshot.json"')
  @ControlOperation('Export a snapshot as one file', {
    response: SnapshotFileView,
    problems: { 404: 'There is none' },
  })
  file(@Param('ws') workspace: string, @Param('name') name: string): Promise<SnapshotFile> {
    return this.snapshots.file(workspace, name);
  }
}
