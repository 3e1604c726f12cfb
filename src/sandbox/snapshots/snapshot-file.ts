import { ownValue } from '../../platform/validation/own-value.js';
import { createHash } from 'node:crypto';
import { Slices } from '../../platform/time/slices.js';
import {
  SNAPSHOT_VERSION,
  type SavedHead,
  type SavedPart,
  type SavedState,
} from '../lifecycle/saved-state.js';
import type { OpenState } from '../lifecycle/saved-states.js';

/** Value of `format` in every snapshot file. */
export const SNAPSHOT_FORMAT = 'ketenlab-snapshot';

/** Exported snapshot. */
export interface SnapshotFile {
  format: string;
  /** Version of the format; version 1 has the field `schemaVersion` instead. */
  version?: number;
  name: string;
  workspace: string;
  createdAt: string;
  /** SHA-256 of the JSON of the state. */
  digest: string;
  state: object;
}

/** The text of a file, part by part, so that no other work waits for the whole. The digest is at its end. */
export async function* fileText(
  { name, workspace, createdAt }: Pick<SnapshotFile, 'name' | 'workspace' | 'createdAt'>,
  state: OpenState,
): AsyncGenerator<string> {
  const head = { format: SNAPSHOT_FORMAT, version: SNAPSHOT_VERSION, name, workspace, createdAt };
  yield `${JSON.stringify(head).slice(0, -1)},"state":`;
  const hash = createHash('sha256');
  // A fast reader never makes the stream wait.
  const slices = new Slices();
  for await (const text of stateText(state)) {
    if (slices.isOver) await slices.turn();
    hash.update(text);
    yield text;
  }
  yield `,"digest":"${hash.digest('hex')}"}`;
}

/** The JSON of a state. The path of a list is a path of objects. */
async function* stateText({ head, lists, part }: OpenState): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1);
  let open: string[] = [];
  let isEmpty = true;
  for (const [index, list] of lists.entries()) {
    const { items } = await part(index);
    const text = JSON.stringify(items).slice(1, -1);
    if (list === lists[index - 1]) {
      if (text !== '') yield isEmpty ? text : `,${text}`;
    } else {
      const path = list.split('/');
      yield `${index === 0 ? '' : ']'}${levelsBetween(open, path.slice(0, -1))}"${path.at(-1)}":[${text}`;
      open = path.slice(0, -1);
      isEmpty = true;
    }
    isEmpty &&= text === '';
  }
  yield `${lists.length === 0 ? '' : ']'}${'}'.repeat(open.length + 1)}`;
}

/** Ends the objects that are open, and begins those of the next list. */
function levelsBetween(open: readonly string[], next: readonly string[]): string {
  const same = next.findIndex((name, at) => name !== open[at]);
  const kept = same < 0 ? Math.min(next.length, open.length) : same;
  const begun = next.slice(kept).map((name) => `"${name}":{`);
  return `${'}'.repeat(open.length - kept)},${begun.join('')}`;
}

/** A level of the state: lists by name, or further levels. */
interface Level {
  [name: string]: Level | unknown[];
}

/** The state as it is in a file. */
export function fileStateOf({ head, parts }: SavedState): SavedHead & Level {
  const state: Level = {};
  for (const { list, items } of parts) {
    const path = list.split('/');
    const name = path.pop() ?? '';
    let level = state;
    for (const step of path) {
      const next = (ownValue(level, step) ?? {}) as Level;
      level[step] = next;
      level = next;
    }
    level[name] = items;
  }
  return { ...head, ...state } as SavedHead & Level;
}

/** The lists of a state in a file, by path. A value that is neither an object nor a list is returned as it is. */
export function listsOf(level: object, path = ''): [list: string, value: unknown][] {
  return Object.entries(level).flatMap(([name, value]: [string, unknown]) => {
    const here = path === '' ? name : `${path}/${name}`;
    const isLevel = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isLevel ? listsOf(value, here) : [[here, value] as [string, unknown]];
  });
}

/** The parts of a valid state. */
export function partsOfFile({ clock: _, clients: __, ...lists }: SavedHead & object): SavedPart[] {
  return listsOf(lists).map(([list, items]) => ({ list, items: items as SavedPart['items'] }));
}

/** SHA-256 of the JSON of a state. */
export async function digestOf(state: object): Promise<string> {
  const hash = createHash('sha256');
  const slices = new Slices();
  for (const text of jsonOf(state, ITEM_LEVEL)) {
    hash.update(text);
    if (slices.isOver) await slices.turn();
  }
  return hash.digest('hex');
}

/** Levels of a state above its items: at most those of `roles`, a role and a list. */
const ITEM_LEVEL = 4;

/** JSON of a value in pieces, one for each value below some levels. Together they are the text of `JSON.stringify`. */
function* jsonOf(value: unknown, levels: number): Generator<string> {
  if (typeof value !== 'object' || value === null || levels === 0) {
    yield JSON.stringify(value);
    return;
  }
  const isList = Array.isArray(value);
  let isFirst = true;
  yield isList ? '[' : '{';
  for (const [name, inner] of Object.entries(value)) {
    yield `${isFirst ? '' : ','}${isList ? '' : `${JSON.stringify(name)}:`}`;
    yield* jsonOf(inner, levels - 1);
    isFirst = false;
  }
  yield isList ? ']' : '}';
}
