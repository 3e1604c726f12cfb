import { problemDetails } from '../../platform/errors/problem-details.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import type { SchemaError } from '../../platform/validation/schema.js';
import type { RecordKind, Records } from './records.js';
import type { StateReader, StateResource, StateWriter } from './state-resource.js';
import type { ItemType } from './validate-item.js';

/** State resource of a collection of records. A role adds what its records need. */
export abstract class RecordStateResource<Item extends { id: string }>
  implements StateResource, StateReader, StateWriter<Item>
{
  readonly collection: string;
  readonly itemType: ItemType<Item>;

  constructor(
    readonly role: string,
    private readonly kind: RecordKind<Item>,
    private readonly records: Records,
  ) {
    this.collection = kind.name;
    this.itemType = { of: kind.of, id: 'id' };
  }

  page(...[tx, workspace, limit, behind]: Parameters<StateReader['page']>) {
    return this.records.page(tx, workspace, this.kind, limit, behind);
  }

  find(tx: ReadTransaction, workspace: string, id: string): Promise<Item | undefined> {
    return this.records.find(tx, workspace, this.kind, id);
  }

  async put(tx: WriteTransaction, workspace: string, record: Item): Promise<void> {
    const errors = this.errorsOf(record, workspace);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    await this.records.write(tx, workspace, this.kind, record);
  }

  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return this.records.remove(tx, workspace, this.kind, id);
  }

  /** Validates the rules that the class cannot express. */
  protected errorsOf(_record: Item, _workspace: string): SchemaError[] {
    return [];
  }
}
