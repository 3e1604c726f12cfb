import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds to a message the state of the role that receives it. */
export class MessageState1796860800000 implements MigrationInterface {
  name = 'MessageState1796860800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['state', 'relatedId'])
      await runner.query(`alter table "messages" add column "${column}" text`);
    await runner.query(
      `create index "messages_related" on "messages" ("workspace", "collection", "relatedId")
      where "relatedId" is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index "messages_related"');
    for (const column of ['relatedId', 'state'])
      await runner.query(`alter table "messages" drop column "${column}"`);
  }
}
