// node scripts/clients/generate.mjs <folder> <URL of a server>: generates TypeScript clients for the documents in openapi/
// with three generators, which it installs at the first run. A client is at <folder>/<generator>/<document>.ts.
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { installed, root } from '../setup.mjs';

const [folder, server] = process.argv.slice(2);
const packages = 'scripts/clients';
installed({ folder: packages });

const { default: openapiTypescript, astToString } = await import('openapi-typescript');
const { generateSource } = await import('oazapfts');
const { generate: orval } = await import('orval');

const generators = {
  'openapi-typescript': async (document) =>
    astToString(await openapiTypescript(pathToFileURL(document))),
  oazapfts: (document) => generateSource(document),
};

const documents = readdirSync(join(root, 'openapi')).filter((name) => name.endsWith('.yaml'));
for (const name of [...Object.keys(generators), 'orval']) mkdirSync(join(folder, name));
// The clients import the runtimes of their generators.
symlinkSync(join(root, packages, 'node_modules'), join(folder, 'node_modules'));
await Promise.all(documents.map(generateClients));

async function generateClients(file) {
  const document = join(root, 'openapi', file);
  const name = file.replace('.yaml', '.ts');
  for (const [generator, generate] of Object.entries(generators))
    writeFileSync(join(folder, generator, name), await generate(document));
  const [{ url }] = parse(readFileSync(document, 'utf8')).servers;
  await orval({
    input: document,
    output: {
      target: join(folder, 'orval', name),
      client: 'fetch',
      baseUrl: server + url.replace(/\/$/, ''),
    },
  });
}
