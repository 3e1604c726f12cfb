// Writes docs/requirements.md, the catalogue of requirements. With `--check` it only compares the file with the code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, root } from './setup.mjs';

built();
const { renderRequirementsPage } = await import('../dist/bundle/requirements-page.js');
const { roles } = await import('../dist/bundle/roles.js');

const file = join(root, 'docs/requirements.md');
const apis = [...new Set(roles.flatMap((role) => role.apis))];
const page = renderRequirementsPage(apis);
if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  process.stderr.write(
    'docs/requirements.md: not up to date with the code; run `npm run openapi`\n',
  );
  process.exit(1);
}
