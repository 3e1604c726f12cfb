import type { Command, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { readInput } from './read-input.js';
import { call } from './http.js';

interface Options {
  url: string;
  workspace: string;
  sandboxToken?: string;
}

interface Snapshot {
  name: string;
  createdAt: string;
}

/** `ketenlab snapshot …`: saves, restores, exports and imports the state of a workspace. */
export function addSnapshot(program: Command, options: readonly Option[]): void {
  const snapshot = program
    .command('snapshot')
    .description('save, restore, export and import the state of a workspace');
  const add = (usage: string, description: string): Command => {
    const command = snapshot.command(usage).description(description);
    for (const option of options) command.addOption(option);
    return command;
  };
  add('save <name>', 'save the state; overwrites a snapshot with the same name').action(save);
  add('restore <name>', 'restore the state; messages that were sent are not sent again').action(
    restore,
  );
  add('list', 'list the snapshots, the newest first').action(list);
  add('remove <name>', 'remove a snapshot').action(remove);
  add('export <name>', 'write a snapshot to a file')
    .option('--out <file>', 'output file; - is standard output (default: <name>.json)')
    .action(exportFile);
  add(
    'import <file>',
    'read a snapshot from a file, under the name in it; - reads standard input',
  ).action(importFile);
}

async function save(name: string, options: Options): Promise<void> {
  await send(options, 'POST', '', JSON.stringify({ name }));
}

async function restore(name: string, options: Options): Promise<void> {
  await send(options, 'POST', `/${encodeURIComponent(name)}/restore`);
}

async function list(options: Options): Promise<void> {
  const { items } = (await (await send(options, 'GET', '')).json()) as { items: Snapshot[] };
  for (const { name, createdAt } of items) process.stdout.write(`${name}  ${createdAt}\n`);
}

async function remove(name: string, options: Options): Promise<void> {
  await send(options, 'DELETE', `/${encodeURIComponent(name)}`);
}

async function exportFile(name: string, options: Options & { out?: string }): Promise<void> {
  const { out = `${name}.json` } = options;
  const text = await (await send(options, 'GET', `/${encodeURIComponent(name)}/file`)).text();
  if (out === '-') process.stdout.write(text);
  else writeFileSync(out, text);
}

async function importFile(file: string, options: Options): Promise<void> {
  const response = await send(options, 'POST', '/import', await readInput(file));
  process.stdout.write(`${((await response.json()) as Snapshot).name}\n`);
}

function send(
  { url, workspace, sandboxToken }: Options,
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const address = `${url}/_sandbox/workspaces/${encodeURIComponent(workspace)}/snapshots${path}`;
  return call(address, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(sandboxToken && { authorization: `Bearer ${sandboxToken}` }),
    },
    ...(body !== undefined && { body }),
  });
}
