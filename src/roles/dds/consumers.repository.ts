import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import { Pattern, Text } from '../../platform/validation/fields.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { DdsConsumer } from './dds.entities.js';
import { documentPage } from '../../sandbox/state/documents.js';

const REPLACE = insertInto(DdsConsumer, ['email', 'document']);
const BY_ID = 'select "document" from "dds_consumers" where "workspace" = ? and "id" = ?';
const BY_EMAIL = 'select "document" from "dds_consumers" where "workspace" = ? and "email" = ?';
const REMOVE = 'delete from "dds_consumers" where "workspace" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "dds_consumers"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;

export class Consumer {
  @Text('DDS-ID. Not validated as a UUID, because the example of the documentation is not one', {
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

/** Stored accounts of Bokskya. */
@Injectable()
export class ConsumerRepository {
  /** Finds an account by DDS-ID or e-mail address, case-insensitively. */
  async find(tx: ReadTransaction, workspace: string, args: string): Promise<Consumer | undefined> {
    const sql = args.includes('@') ? BY_EMAIL : BY_ID;
    const row = await tx.get<{ document: string }>(sql, workspace, normalizeId(args));
    return row && (JSON.parse(row.document) as Consumer);
  }

  /** Finds an account by DDS-ID only. */
  async byId(tx: ReadTransaction, workspace: string, id: string): Promise<Consumer | undefined> {
    return id.includes('@') ? undefined : this.find(tx, workspace, id);
  }

  async write(tx: WriteTransaction, workspace: string, consumer: Consumer): Promise<void> {
    const { id, email } = consumer;
    const document = JSON.stringify(consumer);
    await tx.insert(REPLACE, {
      workspace,
      id: normalizeId(id),
      arrival: uuidV7(),
      email: normalizeId(email),
      document,
    });
  }

  /** Page of accounts, the newest first, that starts after the arrival `behind`. */
  page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    return documentPage(tx, PAGE, workspace, behind, limit);
  }

  /** Removes an account. False: there is none of this DDS-ID. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, normalizeId(id))) === 1;
  }
}
