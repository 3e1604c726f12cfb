// Bundles the output of `nest build` and its packages into `dist/bundle`: a start reads a dozen files instead of three
// thousand (docs/performance.md). Rolldown keeps class names, which the OpenAPI documents need.
import { copyFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './setup.mjs';

/** Native code, files that are served unchanged, and packages that Nest loads only when they are installed. */
const external =
  /^(?:better-sqlite3|swagger-ui-dist|@nestjs\/(?:microservices|websockets|platform-express)|@fastify\/(?:view|multipart)|class-transformer\/storage)(?:\/|$)/;

const bundle = await rolldown({
  cwd: root,
  input: { main: 'dist/main.js', ketenlab: 'dist/cli/ketenlab.js' },
  platform: 'node',
  external,
  onLog: (level, log) => {
    throw new Error(`${level}: ${log.message}`);
  },
});
await bundle.write({ dir: 'dist/bundle', format: 'esm' });
await bundle.close();

// Files that code reads from its own folder.
const dist = join(root, 'dist');
for (const file of readdirSync(dist, { recursive: true })) {
  if (/\.(?:xsd|mp3|png)$/.test(file) && !file.startsWith('bundle'))
    copyFileSync(join(dist, file), join(dist, 'bundle', basename(file)));
}
