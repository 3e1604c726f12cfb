import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { markdownIn } from '../docs/run-document.js';
import { temporaryFolder } from '../support/command-process.js';

const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Paths of the files that npm would pack from a folder. */
function filesIn(path: string): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const output = execFileSync('npm', args, { cwd: path, encoding: 'utf8', stdio: 'pipe' });
  // A list, or from npm 12 on an object by the name of the package.
  const packed = JSON.parse(output) as Record<string, { files: { path: string }[] }>;
  return Object.values(packed).flatMap(({ files }) => files.map((file) => file.path));
}

describe('the published package', () => {
  it('has every document, but nothing of the site, of its packages or of the images', () => {
    const documents = markdownIn('docs').filter((path) => !path.includes('.vitepress'));
    const others = [
      'docs/.vitepress/.temp/page.md',
      'docs/node_modules/vitepress/README.md',
      'docs/images/dashboard.png',
      'docs/package-lock.json',
    ];
    for (const path of ['package.json', 'README.md', ...documents, ...others]) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      if (others.includes(path)) writeFileSync(join(folder.path, path), '');
      else cpSync(join(root, path), join(folder.path, path));
    }
    expect(filesIn(folder.path).toSorted()).toEqual(
      ['README.md', 'package.json', ...documents].toSorted(),
    );
  });
});
