import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app/app.js';
import { readConfig } from '../app/read-config.js';
import { committedFiles } from '../app/documents.js';
import { knownSettings, roles } from '../roles/index.js';
import { printJson } from './output/print.js';

/**
 * `ketenlab openapi`: writes the documents and schemas that are generated from the code. With
 * `--check` it compares them with the files. `--json` prints the names of the files.
 */
export async function writeOpenApi({
  out,
  check,
  json,
}: {
  out: string;
  check?: boolean;
  json?: boolean;
}): Promise<void> {
  const env = { DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'error' };
  const app = await createApp(readConfig(env, knownSettings()));
  const files: string[] = [];
  const stale: string[] = [];
  mkdirSync(out, { recursive: true });
  for (const [name, text] of committedFiles(app, roles)) {
    const file = join(out, name);
    files.push(file);
    if (!check) writeFileSync(file, text);
    else if (readCommitted(file) !== text) stale.push(file);
  }
  await app.close();
  if (stale.length > 0)
    throw new Error(`${stale.join(', ')}: not up to date with the code; run \`npm run openapi\``);
  if (json) printJson({ files });
}

function readCommitted(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
