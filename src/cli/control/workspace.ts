import { fieldLines, tableLines } from '../output/table.js';
import { print } from '../output/print.js';
import { ControlClient, type ControlOptions } from './control-client.js';
import type { Workspace, WorkspacePage } from './control-types.js';

const PAGE_SIZE = 500;

/** `ketenlab workspace list`: all workspaces, the newest first. */
export async function listWorkspaces(options: ControlOptions): Promise<void> {
  const client = new ControlClient(options);
  const items: Workspace[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      limit: String(PAGE_SIZE),
      ...(cursor !== undefined && { cursor }),
    });
    const page = await client.call<WorkspacePage>('GET', `/workspaces?${query.toString()}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  print(options.json, { items }, () =>
    tableLines(
      ['ID', 'CREATED', 'EXPIRES', 'CLIENTS'],
      items.map(({ id, createdAt, expiresAt, clients }) => [
        id,
        createdAt,
        expiresAt,
        clients.length,
      ]),
    ),
  );
}

/** `ketenlab workspace create`: prints the workspace with its clients. */
export async function createWorkspace(
  id: string | undefined,
  { expiresAfter, ...options }: ControlOptions & { expiresAfter?: string },
): Promise<void> {
  const request = { id, expiresAfter };
  printWorkspace(options, await new ControlClient(options).call('POST', '/workspaces', request));
}

/** `ketenlab workspace show`. */
export async function showWorkspace(
  id: string | undefined,
  options: ControlOptions,
): Promise<void> {
  const path = pathOf(id ?? options.workspace);
  printWorkspace(options, await new ControlClient(options).call('GET', path));
}

/** `ketenlab workspace remove`. */
export async function removeWorkspace(id: string, options: ControlOptions): Promise<void> {
  await new ControlClient(options).call('DELETE', pathOf(id));
  print(options.json, { id }, () => [`removed ${id}`]);
}

/** `ketenlab workspace reset`: restores the seed. */
export async function resetWorkspace(
  id: string | undefined,
  options: ControlOptions,
): Promise<void> {
  const workspace = id ?? options.workspace;
  await new ControlClient(options).call('POST', `${pathOf(workspace)}/reset`);
  print(options.json, { id: workspace }, () => [`reset ${workspace}`]);
}

function pathOf(id: string): string {
  return `/workspaces/${encodeURIComponent(id)}`;
}

function printWorkspace({ json }: ControlOptions, workspace: Workspace): void {
  const { id, createdAt, expiresAt, clients } = workspace;
  print(json, workspace, () => [
    ...fieldLines({ id, createdAt, expiresAt }),
    '',
    ...tableLines(
      ['CLIENT', 'SECRET', 'KIND', 'SCOPES', 'AUDIENCES', 'PARTIES'],
      clients.map(({ clientId, clientSecret, kind, scopes, audiences, parties }) => [
        clientId,
        clientSecret,
        kind,
        scopes,
        audiences,
        parties,
      ]),
    ),
  ]);
}
