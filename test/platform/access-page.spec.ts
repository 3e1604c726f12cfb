import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAccessPage } from './access/page.js';

const file = join(import.meta.dirname, '../../docs/access.md');

// `npm run openapi` sets ACCESS_PAGE=write.
it('docs/access.md is up to date with the table of the access tests', () => {
  const page = renderAccessPage();
  if (process.env['ACCESS_PAGE'] === 'write') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
