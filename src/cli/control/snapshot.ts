import { writeFileSync } from 'node:fs';
import { print, printJson } from '../output/print.js';
import { readInput } from '../read-input.js';
import { ControlClient, type ControlOptions } from './control-client.js';
import type { Snapshot } from './control-types.js';

/** `ketenlab snapshot save`. */
export async function saveSnapshot(name: string, options: ControlOptions): Promise<void> {
  const saved = await new ControlClient(options).inWorkspace('POST', 'snapshots', { name });
  if (options.json) printJson(saved);
}

/** `ketenlab snapshot restore`. */
export async function restoreSnapshot(name: string, options: ControlOptions): Promise<void> {
  await new ControlClient(options).inWorkspace('POST', `${pathOf(name)}/restore`);
  if (options.json) printJson({ name });
}

/** `ketenlab snapshot list`: the newest first. */
export async function listSnapshots(options: ControlOptions): Promise<void> {
  const list = await new ControlClient(options).inWorkspace<{ items: Snapshot[] }>(
    'GET',
    'snapshots',
  );
  print(options.json, list, () => list.items.map(({ name, createdAt }) => `${name}  ${createdAt}`));
}

/** `ketenlab snapshot remove`. */
export async function removeSnapshot(name: string, options: ControlOptions): Promise<void> {
  await new ControlClient(options).inWorkspace('DELETE', pathOf(name));
  if (options.json) printJson({ name });
}

/** `ketenlab snapshot export`: writes the file of a snapshot. */
export async function exportSnapshot(
  name: string,
  { out = `${name}.json`, ...options }: ControlOptions & { out?: string },
): Promise<void> {
  const response = await new ControlClient(options).send('GET', `${pathOf(name)}/file`);
  const text = await response.text();
  if (out === '-') process.stdout.write(text);
  else {
    writeFileSync(out, text);
    if (options.json) printJson({ name, file: out });
  }
}

/** `ketenlab snapshot import`: prints the name of the snapshot. */
export async function importSnapshot(file: string, options: ControlOptions): Promise<void> {
  const content = await readInput(file);
  const response = await new ControlClient(options).send('POST', 'snapshots/import', {
    content,
    type: 'application/json',
  });
  const snapshot = (await response.json()) as Snapshot;
  print(options.json, snapshot, () => [snapshot.name]);
}

function pathOf(name: string): string {
  return `snapshots/${encodeURIComponent(name)}`;
}
