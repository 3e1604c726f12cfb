// Writes openapi/postman/*.json, a Postman collection for each OpenAPI document. With `--check` it only compares them with
// the documents. Bruno and Insomnia import them too.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { parse } from 'yaml';
import { collectionOf } from './collections/collection.mjs';
import { plans } from './collections/plans.mjs';
import { root } from './setup.mjs';

const from = join(root, 'openapi');
const to = join(from, 'postman');
const check = process.argv.includes('--check');
const stale = [];
const documents = Object.fromEntries(
  readdirSync(from)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file.replace('.yaml', ''), parse(readFileSync(join(from, file), 'utf8'))]),
);
mkdirSync(to, { recursive: true });
for (const name of Object.keys(documents)) {
  const target = join(to, `${name}.json`);
  const collection = collectionOf(name, documents, plans[name]);
  const text = await format(JSON.stringify(collection), { parser: 'json', printWidth: 100 });
  if (!check) writeFileSync(target, text);
  else if (readFileSync(target, { encoding: 'utf8', flag: 'a+' }) !== text) stale.push(target);
}
if (stale.length > 0) {
  process.stderr.write(`${stale.join(', ')}: not what openapi/ says; run \`npm run openapi\`\n`);
  process.exit(1);
}
