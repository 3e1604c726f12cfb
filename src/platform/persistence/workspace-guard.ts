import { EventSubscriber, type BeforeQueryEvent, type EntitySubscriberInterface } from 'typeorm';

/** Text, quoted names, parameters, brackets, and what separates them. */
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|\w+|[?(),=]/g;
const INSERTED_COLUMNS = /^\s*insert into "\w+"\s*\(([^)]*)\)\s*values/i;
const WORKSPACE_LIST = /\b(?:into|update|from)\s+"workspaces"/i;
const ROWS = /^\s*(?:select|insert|update|delete)\b/i;

/**
 * Positions of the parameters that hold the workspace of a statement's rows: of `"workspace" = ?`, and of the column
 * `workspace` of an insert. A row of `workspaces` has it as its `id`.
 */
export function workspaceParameters(sql: string): number[] {
  const column = WORKSPACE_LIST.test(sql) ? '"id"' : '"workspace"';
  const [head = '', columns = ''] = INSERTED_COLUMNS.exec(sql) ?? [];
  const inserted = columns.split(',').findIndex((name) => name.trim() === column);
  const tokens = sql.slice(head.length).match(TOKEN) ?? [];
  const found: number[] = [];
  let [position, depth, item] = [0, 0, 0];
  for (const [index, token] of tokens.entries()) {
    if (token === '(') [depth, item] = [depth + 1, depth === 0 ? 0 : item];
    else if (token === ')') depth -= 1;
    else if (token === ',' && depth === 1) item += 1;
    else if (token === '?') {
      const compared = tokens[index - 1] === '=' && tokens[index - 2] === column;
      if (compared || (depth === 1 && item === inserted)) found.push(position);
      position += 1;
    }
  }
  return found;
}

/** Throws when a statement of a workspace's unit works on rows of another workspace, or of all. */
export function assertOwnRows(
  workspace: string,
  sql: string,
  parameters: readonly number[],
  values: readonly unknown[],
): void {
  if (parameters.length === 0)
    throw new Error(`A unit of workspace ${workspace} ran a statement without workspace: ${sql}`);
  for (const position of parameters) {
    if (values[position] === workspace) continue;
    const other = String(values[position]);
    throw new Error(`A unit of workspace ${workspace} named workspace ${other} in: ${sql}`);
  }
}

/** Guards what TypeORM's repositories write. The store says in the data of the query runner whose unit it is. */
@EventSubscriber()
export class WorkspaceGuard implements EntitySubscriberInterface {
  beforeQuery({ query, parameters = [], queryRunner }: BeforeQueryEvent): void {
    const { workspace } = queryRunner.data as { workspace?: string };
    if (workspace === undefined || !ROWS.test(query)) return;
    assertOwnRows(workspace, query, workspaceParameters(query), parameters as unknown[]);
  }
}
