import { createHash } from 'node:crypto';
import type { SavedHead, SavedPart, SavedState } from '../lifecycle/saved-state.js';

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

/** A level of the state: lists by name, or further levels. */
interface Level {
  [name: string]: Level | unknown[];
}

/** The state as it is in a file: the path of a list is a path of objects. */
export function fileStateOf({ head, parts }: SavedState): SavedHead & Level {
  const state: Level = {};
  for (const { list, items } of parts) {
    const path = list.split('/');
    const name = path.pop() ?? '';
    let level = state;
    for (const step of path) level = (level[step] ??= {}) as Level;
    level[name] = [...((level[name] ?? []) as unknown[]), ...items];
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
export function digestOf(state: object): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}
