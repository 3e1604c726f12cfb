import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const src = join(import.meta.dirname, '../../src');
const entries = readdirSync(src, { recursive: true, withFileTypes: true });
const folders = entries.filter((entry) => entry.isDirectory());
const sources = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));

/** First words of a comment that does not name its subject. */
const RIDDLE = /(?:\/\*\*|\/\/) *(?:What|Who|Whom|Whose|Whether|Where|How)\b.*/g;

describe('a folder of src', () => {
  it.each(folders.map(({ parentPath, name }) => join(parentPath, name).slice(src.length + 1)))(
    '%s has at most 20 files',
    (folder) => {
      const files = readdirSync(join(src, folder), { withFileTypes: true });
      expect(files.filter((entry) => entry.isFile()).length).toBeLessThanOrEqual(20);
    },
  );
});

describe('a file of the dashboard', () => {
  const app = join(src, 'dashboard/app');
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(?:tsx?|css|html)$/.test(file) && !file.endsWith('.d.ts'),
  );

  it.each(files)('%s has less than 250 lines', (file) => {
    expect(readFileSync(join(app, file), 'utf8').split('\n').length).toBeLessThan(250);
  });
});

describe('the comments of src', () => {
  it('name their subject first', () => {
    const riddles = sources.flatMap(({ parentPath, name }) =>
      (readFileSync(join(parentPath, name), 'utf8').match(RIDDLE) ?? []).map(
        (comment) => `${name}: ${comment}`,
      ),
    );
    expect(riddles).toEqual([]);
  });
});
