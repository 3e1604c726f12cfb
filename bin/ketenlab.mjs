#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const cli = new URL('../dist/bundle/ketenlab.js', import.meta.url);
if (!existsSync(cli)) {
  process.stderr.write(
    'ketenlab: not built yet; run `npm start` once, or `npm ci --omit=dev && npm run build`\n',
  );
  process.exit(2);
}
// Node 22 and later keep the compiled bundle for the next start.
module.enableCompileCache?.();
await import(cli.href);
