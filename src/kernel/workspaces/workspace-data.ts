import { Inject, Injectable } from '@nestjs/common';
import { ROLES, type Role } from '../contract/role.js';
import { workspaceTables, type WorkspaceTable } from '../persistence/kernel.schema.js';
import { Store, type Writing } from '../persistence/store.js';

/** What the database holds of a workspace, table by table. */
@Injectable()
export class WorkspaceData {
  private known: ReturnType<typeof workspaceTables> | undefined;

  constructor(
    private readonly store: Store,
    @Inject(ROLES) private readonly roles: Role[],
  ) {}

  /** What a snapshot holds. */
  async saved(): Promise<WorkspaceTable[]> {
    return (await this.tables()).saved;
  }

  /** Of the tables: the time of their latest migration. */
  async version(): Promise<string> {
    const row = await this.store.read((look) =>
      look.get<{ version: number }>('select max("timestamp") as "version" from "migrations"'),
    );
    return String(row?.version);
  }

  /** Takes away what a workspace has come to. */
  async empty(unit: Writing, workspace: string): Promise<void> {
    await clear(unit, workspace, (await this.tables()).passing);
  }

  /** Takes away all that belongs to a workspace. */
  async remove(unit: Writing, workspace: string): Promise<void> {
    await clear(unit, workspace, (await this.tables()).all);
    await unit.run('delete from "workspaces" where "id" = ?', workspace);
  }

  private async tables(): Promise<ReturnType<typeof workspaceTables>> {
    this.known ??= await this.store.read(({ manager }) =>
      workspaceTables(
        manager.connection,
        this.roles.flatMap(({ schema }) => schema.entities),
      ),
    );
    return this.known;
  }
}

async function clear(unit: Writing, workspace: string, tables: WorkspaceTable[]): Promise<void> {
  for (const { name } of tables)
    await unit.run(`delete from "${name}" where "workspace" = ?`, workspace);
}
