import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Pattern, Text } from '../../platform/validation/fields.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { DdsConsumer } from './dds.entities.js';
import { documentPage } from '../../sandbox/state/documents.js';
import type { Collections } from '../../sandbox/state/collections.js';

const REPLACE = insertInto(DdsConsumer, ['email', 'document']);
const BY_ID = 'select "document" from "dds_consumers" where "workspace" = ? and "id" = ?';
const BY_EMAIL = 'select "document" from "dds_consumers" where "workspace" = ? and "email" = ?';
const REMOVE = 'delete from "dds_consumers" where "workspace" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "dds_consumers"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;

export class Consumer {
  @Text('DDS-ID; no UUID is asked for, since the one of the page is none', {
    example: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec',
  })
  id!: string;

  @Pattern(/^[^@\s]+@[^@\s]+$/, 'an e-mail address', 'E-mail address', {
    example: 'ola.nordmann@example.org',
  })
  email!: string;

  @Text('First name', { example: 'Ola' })
  name!: string;

  @Text('Last name', { example: 'Nordmann' })
  surname!: string;
}

/** The accounts of Bokskya, by DDS-ID and by e-mail address. */
@Injectable()
export class ConsumerRepository {
  /** By DDS-ID or e-mail address, in any case. */
  async find(tx: ReadTransaction, workspace: string, args: string): Promise<Consumer | undefined> {
    const sql = args.includes('@') ? BY_EMAIL : BY_ID;
    const row = await tx.get<{ document: string }>(sql, workspace, normalizeId(args));
    return row && (JSON.parse(row.document) as Consumer);
  }

  /** By DDS-ID alone. */
  async byId(tx: ReadTransaction, workspace: string, id: string): Promise<Consumer | undefined> {
    return id.includes('@') ? undefined : this.find(tx, workspace, id);
  }

  async write(tx: WriteTransaction, workspace: string, consumer: Consumer): Promise<void> {
    const { id, email } = consumer;
    const document = JSON.stringify(consumer);
    await tx.insert(REPLACE, {
      workspace,
      id: normalizeId(id),
      arrival: uuid(),
      email: normalizeId(email),
      document,
    });
  }

  /** Lets testers read and write the accounts. */
  open(collections: Collections): void {
    collections.keepWith('consumers', {
      page: (tx, workspace, limit, behind = '~') =>
        documentPage(tx, PAGE, workspace, behind, limit),
      find: async (tx, workspace, id) => this.find(tx, workspace, id),
    });
    collections.writeWith('consumers', {
      of: Consumer,
      id: 'id',
      anyCase: true,
      put: async (tx, workspace, consumer) => {
        const { id, email } = consumer;
        const other = await this.find(tx, workspace, email);
        if (other && normalizeId(other.id) !== normalizeId(id)) {
          const expected = `an address that ${other.id} has not`;
          throw problemDetails.schemaIncorrect([{ path: '/email', expected, seen: email }]);
        }
        await this.write(tx, workspace, consumer);
      },
      remove: async (tx, workspace, id) => (await tx.run(REMOVE, workspace, normalizeId(id))) === 1,
    });
  }
}
