import { EventSubscriber, type BeforeQueryEvent, type EntitySubscriberInterface } from 'typeorm';

/** SQL tokens: literals, quoted names, parameters of PostgreSQL, words, other parameters, brackets, commas and equals signs. */
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|\$\d+|\w+|[?(),=]/g;
const INSERTED_COLUMNS = /^\s*insert into "\w+"\s*\(([^)]*)\)\s*values/i;
const WORKSPACES_TABLE = /\b(?:into|update|from)\s+"workspaces"/i;
const ROW_STATEMENT = /^\s*(?:select|insert|update|delete)\b/i;

/**
 * Finds the positions of the parameters that contain a workspace: those of `"workspace" = ?`, and that of the column
 * `workspace` of an insert. In the table `workspaces` the column is `id`.
 */
export function workspaceParameters(sql: string): number[] {
  const column = WORKSPACES_TABLE.test(sql) ? '"id"' : '"workspace"';
  const [head = '', columns = ''] = INSERTED_COLUMNS.exec(sql) ?? [];
  const inserted = columns.split(',').findIndex((name) => name.trim() === column);
  const tokens = sql.slice(head.length).match(TOKEN) ?? [];
  const found: number[] = [];
  let [position, depth, item] = [0, 0, 0];
  for (const [index, token] of tokens.entries()) {
    if (token === '(') [depth, item] = [depth + 1, depth === 0 ? 0 : item];
    else if (token === ')') depth -= 1;
    else if (token === ',' && depth === 1) item += 1;
    else if (token === '?' || token.startsWith('$')) {
      const compared = tokens[index - 1] === '=' && tokens[index - 2] === column;
      const parameter = token === '?' ? position : Number(token.slice(1)) - 1;
      if (compared || (depth === 1 && item === inserted)) found.push(parameter);
      position += 1;
    }
  }
  return found;
}

/** Throws when a statement works on rows of another workspace, or of all. */
export function assertOwnRows(
  workspace: string,
  sql: string,
  parameters: readonly number[],
  values: readonly unknown[],
): void {
  if (parameters.length === 0)
    throw new Error(
      `A transaction of workspace ${workspace} ran a statement without workspace: ${sql}`,
    );
  for (const position of parameters) {
    if (values[position] === workspace) continue;
    const other = String(values[position]);
    throw new Error(`A transaction of workspace ${workspace} named workspace ${other} in: ${sql}`);
  }
}

/** Guards the writes of TypeORM's repositories. The store sets the workspace in the data of the query runner. */
@EventSubscriber()
export class WorkspaceGuard implements EntitySubscriberInterface {
  beforeQuery({ query, parameters = [], queryRunner }: BeforeQueryEvent): void {
    const { workspace } = queryRunner.data as { workspace?: string };
    if (workspace === undefined || !ROW_STATEMENT.test(query)) return;
    assertOwnRows(workspace, query, workspaceParameters(query), parameters as unknown[]);
  }
}
