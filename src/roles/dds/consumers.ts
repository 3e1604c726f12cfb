import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Matching, Text } from '../../kernel/contract/fields.js';
import { keyOf } from '../../kernel/messages/messages.js';
import { insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import { problemDetails } from '../../kernel/problem/problem-details.js';
import { documentPage } from '../../kernel/state/documents.js';
import type { Collections } from '../../kernel/state/collections.js';

const WRITE = insertInto(
  'dds_consumers',
  'workspace id arrival email document',
  'on conflict ("workspace", "id") do update set "email" = excluded."email", "document" = excluded."document"',
);
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

  @Matching(/^[^@\s]+@[^@\s]+$/, 'an e-mail address', 'E-mail address', {
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
export class Consumers {
  /** By DDS-ID or e-mail address, in any case. */
  async find(look: Reading, workspace: string, asked: string): Promise<Consumer | undefined> {
    const sql = asked.includes('@') ? BY_EMAIL : BY_ID;
    const row = await look.get<{ document: string }>(sql, workspace, keyOf(asked));
    return row && (JSON.parse(row.document) as Consumer);
  }

  /** By DDS-ID alone. */
  async byId(look: Reading, workspace: string, id: string): Promise<Consumer | undefined> {
    return id.includes('@') ? undefined : this.find(look, workspace, id);
  }

  async write(unit: Writing, workspace: string, consumer: Consumer): Promise<void> {
    const { id, email } = consumer;
    const document = JSON.stringify(consumer);
    await unit.run(WRITE, workspace, keyOf(id), uuid(), keyOf(email), document);
  }

  /** Lets testers read and write the accounts. */
  open(collections: Collections): void {
    collections.keepWith('consumers', {
      page: (look, workspace, limit, behind = '~') =>
        documentPage(look, PAGE, workspace, behind, limit),
      find: async (look, workspace, id) => this.find(look, workspace, id),
    });
    collections.writeWith('consumers', {
      of: Consumer,
      id: 'id',
      anyCase: true,
      put: async (unit, workspace, consumer) => {
        const { id, email } = consumer;
        const other = await this.find(unit, workspace, email);
        if (other && keyOf(other.id) !== keyOf(id)) {
          const expected = `an address that ${other.id} has not`;
          throw problemDetails.schemaIncorrect([{ path: '/email', expected, seen: email }]);
        }
        await this.write(unit, workspace, consumer);
      },
      remove: async (unit, workspace, id) => (await unit.run(REMOVE, workspace, keyOf(id))) === 1,
    });
  }
}
