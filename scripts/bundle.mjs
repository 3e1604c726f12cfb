// Makes `dist/bundle` of what `nest build` has made and of the packages that it uses: a start reads a dozen files instead
// of three thousand (docs/performance.md). Rolldown leaves the names of classes as they are, and documents need them.
import { copyFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './setup.mjs';

/** Native code, files that are served as they are, and what Nest asks for only when it is there. */
const outside =
  /^(?:better-sqlite3|swagger-ui-dist|@nestjs\/(?:microservices|websockets|platform-express)|@fastify\/(?:view|multipart)|class-transformer\/storage)(?:\/|$)/;

const bundle = await rolldown({
  cwd: root,
  input: { main: 'dist/main.js', ketenlab: 'dist/cli/ketenlab.js' },
  platform: 'node',
  external: outside,
  onLog: (level, log) => {
    throw new Error(`${level}: ${log.message}`);
  },
});
await bundle.write({ dir: 'dist/bundle', format: 'esm' });
await bundle.close();

// Code reads these beside itself.
const dist = join(root, 'dist');
for (const file of readdirSync(dist, { recursive: true })) {
  if (/\.(?:xsd|mp3)$/.test(file) && !file.startsWith('bundle'))
    copyFileSync(join(dist, file), join(dist, 'bundle', basename(file)));
}
