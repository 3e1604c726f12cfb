import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/errors/problem.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { validationSchemaOf, type SchemaError } from '../../platform/validation/schema.js';
import { SNAPSHOT_VERSION, type SavedState } from '../lifecycle/saved-state.js';
import { assertServedLists } from '../lifecycle/served-lists.js';
import type { SavedTables } from '../lifecycle/version-1.js';
import { WorkspaceDataRepository } from '../lifecycle/workspace-data.repository.js';
import { Collections } from '../state/collections.js';
import { digestOf, fileStateOf, partsOfFile, type SnapshotFile } from './snapshot-file.js';
import { StateValidator, firstErrors } from './validate-state.js';
import { version1Errors } from './version-1-errors.js';

/** Reads and validates snapshot files of all versions. */
@Injectable()
export class SnapshotFileReader {
  constructor(
    private readonly data: WorkspaceDataRepository,
    private readonly collections: Collections,
  ) {}

  /** The valid state of a file. Throws a problem with all errors. */
  async read({ version = 1, digest, state }: SnapshotFile): Promise<SavedState> {
    if (version > SNAPSHOT_VERSION || version < 1)
      throw new Problem(409, {
        text: `The file has version ${version}; this sandbox reads the versions 1 to ${SNAPSHOT_VERSION}. Import it with the version that exported it`,
      });
    if ((await digestOf(state)) !== digest)
      throw new Problem(400, {
        text: 'The digest does not match the state: the file was changed after its export',
      });
    if (version === 1) assertValid(version1Errors(state));
    const current =
      version === 1
        ? fileStateOf(this.data.fromVersion1(state as SavedTables))
        : (state as ReturnType<typeof fileStateOf>);
    assertValid(await firstErrors(this.validator().errors(current)));
    const { clock, clients } = current;
    const parts = partsOfFile(current);
    const lists = parts.map(({ list }) => list);
    assertServedLists(this.data.saved(), lists);
    return { head: { clock, clients }, parts };
  }

  private validator(): StateValidator {
    return new StateValidator(this.data.saved(), (collection) => {
      const message = this.data.messageSchemaOf(collection);
      if (message) return { document: message.document(), state: message.state?.() };
      const [writer] = this.collections.writersOf(collection);
      return writer && { document: validationSchemaOf(writer.itemType.of) };
    });
  }
}

function assertValid(errors: SchemaError[]): void {
  if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
}
