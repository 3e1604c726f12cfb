import type { Type as Class } from '@nestjs/common';
import { hash } from 'node:crypto';
import { Column } from 'typeorm';
import type { Value } from './value.js';

/** Columns of an id that is found by its hash. */
export interface HashedId {
  /** Columns of the hash. */
  hashed: readonly string[];
  /** Columns that identify a row of the workspace: those of the hash, and sometimes more. */
  key: readonly string[];
}

/** Name of the SQL function that computes a hash, for migrations. */
export const ID_HASH_FUNCTION = 'id_hash';

/** Bytes of a hash. SQLite stores 6 bytes as they are, and a JavaScript number holds them exactly. */
const HASH_BYTES = 6;

const hashedIds = new Map<Class, HashedId>();

/** The hash function. A test replaces it by one with many collisions. */
export const hashing = {
  hash: (text: string): number => hash('sha1', text, 'buffer').readIntBE(0, HASH_BYTES),
};

/**
 * Column with the hash of an id. An insert computes it. An index over the hash is a third of an index over the ids, which
 * are long and random: docs/performance.md. Different ids may have the same hash, so a query compares the id too.
 */
export function IdHash(hashed: readonly string[], key = hashed): PropertyDecorator {
  return (target, property) => {
    hashedIds.set(target.constructor as Class, { hashed, key });
    Column({ type: 'bigint' })(target, property);
  };
}

/** Columns of the hashed id of an entity; undefined: it has none. */
export function hashedIdOf(entity: Class): HashedId | undefined {
  return hashedIds.get(entity);
}

/** Hash of the values of an id. */
export function idHash(...id: readonly Value[]): number {
  return hashing.hash(id.join('\n'));
}

/** Parameters of a query with `"workspace" = ? and "idHash" = ?` and then the columns of the id. */
export function hashedId(workspace: string, ...id: string[]): [string, number, ...string[]] {
  return [workspace, idHash(...id), ...id];
}
