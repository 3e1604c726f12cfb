// Writes the types of the control API for the dashboard and the library, from openapi/control.yaml. With `--check` it only
// compares them. As a file for CommonJS, modules of both kinds can import it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { root } from './setup.mjs';

const source = pathToFileURL(join(root, 'openapi/control.yaml'));
const file = join(root, 'openapi/control-api.d.cts');
// A field with a default is optional in a request.
const syntax = await openapiTypescript(source, { defaultNonNullable: false });
const types = `// Generated from openapi/control.yaml by \`npm run openapi\`.\n${astToString(syntax)}`;
if (!process.argv.includes('--check')) writeFileSync(file, types);
else if (readFileSync(file, 'utf8') !== types) {
  process.stderr.write(`${file}: not up to date; run \`npm run openapi\`\n`);
  process.exit(1);
}
