import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageNames, referenceFolder, renderPage } from './pages.js';

describe('docs/reference', () => {
  // `npm run openapi` sets REFERENCE_PAGES=write.
  it.each(pageNames)('%s is up to date with the code', (name) => {
    const file = join(referenceFolder, name);
    const page = renderPage(name);
    if (process.env['REFERENCE_PAGES'] === 'write') writeFileSync(file, page);
    expect(readFileSync(file, 'utf8')).toBe(page);
  });

  it('has no other files', () => {
    expect(readdirSync(referenceFolder).toSorted()).toEqual(pageNames.toSorted());
  });

  it.each(pageNames)('%s has no HTML and no template outside of code', (name) => {
    const text = renderPage(name).replaceAll(/`[^`\n]*`/g, '');
    expect(text.match(/(?<!\\)<[a-z/].*|\{\{.*/gi)).toBeNull();
  });

  it.each(pageNames)('%s has no empty meaning in a table', (name) => {
    const rows = renderPage(name).split('\n');
    expect(rows.filter((row) => /^\|.*\|[\s.]*\|$|\bundefined\b/.test(row))).toEqual([]);
  });
});
