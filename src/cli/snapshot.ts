import type { Command, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { readInput } from './content.js';
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

/** `ketenlab snapshot …`: saves what a workspace is, brings it back, and carries it as a file. */
export function addSnapshot(program: Command, options: readonly Option[]): void {
  const snapshot = program
    .command('snapshot')
    .description('save what a workspace is, bring it back, and carry it as a file');
  const add = (words: string, description: string): Command => {
    const command = snapshot.command(words).description(description);
    for (const option of options) command.addOption(option);
    return command;
  };
  add('save <name>', 'save it; one of the same name is overwritten').action(save);
  add('restore <name>', 'bring it back; nothing that was sent is sent again').action(restore);
  add('list', 'print the names, the newest first').action(list);
  add('remove <name>', 'remove it').action(remove);
  add('export <name>', 'write it to a file')
    .option('--out <file>', '<name>.json when absent; - is standard output')
    .action(exportFile);
  add(
    'import <file>',
    'take a file in, under the name that it says; - reads standard input',
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
