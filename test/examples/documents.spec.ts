import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brokenLinksOf } from '../docs/links.js';

const examples = join(import.meta.dirname, '../../examples');
const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('documents of the examples', () => {
  it.each(['README.md', ...names.map((name) => join(name, 'README.md'))])(
    '%s: the target of each relative link exists',
    (document) => expect(brokenLinksOf(join(examples, document))).toEqual([]),
  );

  it('list each example', () => {
    const text = readFileSync(join(examples, 'README.md'), 'utf8');
    expect(names.filter((name) => !text.includes(`(${name}/README.md)`))).toEqual([]);
  });
});

it.each(names)('examples/%s installs this version of the product', (name) => {
  const { version } = JSON.parse(readFileSync(join(examples, '../package.json'), 'utf8')) as {
    version: string;
  };
  expect(readFileSync(join(examples, name, 'package.json'), 'utf8')).toContain(
    `"ketenlab": "file:../../ketenlab-${version}.tgz"`,
  );
});
