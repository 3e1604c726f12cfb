import { Injectable, type Type as Class } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { faultFinder, undeclaredFields } from '../../../kernel/contract/schema.js';
import {
  Store,
  insertInto,
  type Reading,
  type Writing,
} from '../../../kernel/persistence/store.js';
import { problemDetails } from '../../../kernel/problem/problem-details.js';
import { documentPage } from '../../../kernel/state/documents.js';
import type { Keeper } from '../../../kernel/state/collections.js';
import { Consent, DeliveryContract, Membership, School } from './record.messages.js';

/** The collections of records, and the class of each. */
export const recordClasses = {
  contracts: DeliveryContract,
  schools: School,
  consents: Consent,
  memberships: Membership,
};
type RecordName = keyof typeof recordClasses;
type RecordOf<Name extends RecordName> = InstanceType<(typeof recordClasses)[Name]>;

const WRITE = insertInto(
  'records',
  'workspace collection id arrival document',
  'on conflict ("workspace", "collection", "id") do update set "document" = excluded."document", "arrival" = excluded."arrival"',
);
const ALL =
  'select "document" from "records" where "workspace" = ? and "collection" = ? order by "arrival"';
const FIND =
  'select "document" from "records" where "workspace" = ? and "collection" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "records"
  where "workspace" = ? and "collection" = ? and "arrival" < ? order by "arrival" desc limit ?`;
const REMOVE = 'delete from "records" where "workspace" = ? and "collection" = ? and "id" = ?';

/** Schools, contracts, consents and memberships: few, so that a question reads them all. */
@Injectable()
export class Records {
  constructor(private readonly store: Store) {}

  /** The one that was written last comes last. */
  async all<Name extends RecordName>(
    look: Reading,
    workspace: string,
    collection: Name,
  ): Promise<RecordOf<Name>[]> {
    const rows = await look.all<{ document: string }>(ALL, workspace, collection);
    return rows.map(({ document }) => JSON.parse(document) as RecordOf<Name>);
  }

  async write<Name extends RecordName>(
    unit: Writing,
    workspace: string,
    collection: Name,
    record: RecordOf<Name>,
  ): Promise<void> {
    await unit.run(WRITE, workspace, collection, record.id, uuid(), JSON.stringify(record));
  }

  /** How testers read and write a collection of records. */
  keeperOf(collection: RecordName): Keeper {
    const message: Class = recordClasses[collection];
    const faultsOf = faultFinder(message);
    return {
      page: (look, workspace, limit, behind = '~') =>
        documentPage(look, PAGE, workspace, collection, behind, limit),
      find: async (look, workspace, id) => {
        const row = await look.get<{ document: string }>(FIND, workspace, collection, id);
        return row && (JSON.parse(row.document) as object);
      },
      put: async (workspace, id, given) => {
        const record = { id, ...given };
        const faults = [
          ...faultsOf(record),
          ...undeclaredFields(message, record).map((path) => ({
            path,
            expected: 'no such field',
            seen: 'a field',
          })),
          ...(record.id === id ? [] : [{ path: '/id', expected: id, seen: record.id }]),
        ];
        if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
        await this.store.write((unit) => this.write(unit, workspace, collection, record));
      },
      remove: (workspace, id) =>
        this.store.write(async (unit) => (await unit.run(REMOVE, workspace, collection, id)) === 1),
    };
  }
}
