import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { workspaceTables } from '../../src/app/schema.js';
import { roles } from '../../src/roles/index.js';
import { SNAPSHOT_VERSION } from '../../src/sandbox/lifecycle/saved-state.js';

/** Hash of the lists and fields of each released version. Add a line for a new version; never change an old one. */
const hashes: Readonly<Record<number, string>> = {
  2: '4073786e69512c46cd861f609a0db95309d4360c6028bb15b11b5817c684143e',
};

describe('the format of a snapshot', () => {
  const { saved } = workspaceTables(roles);

  it('changes only with a new version', () => {
    const shapes = saved.map(({ path, byCollection, fields }) => [
      path,
      byCollection,
      fields.map(({ name, isJson, nullable, schema }) => [name, isJson, nullable, schema.type]),
    ]);
    const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex');
    expect([SNAPSHOT_VERSION, hash]).toEqual([SNAPSHOT_VERSION, hashes[SNAPSHOT_VERSION]]);
  });

  it('has each list once', () => {
    const paths = saved.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });
});
