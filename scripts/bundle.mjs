// Bundles the sources and their packages into `dist/bundle`: a start reads a dozen files instead of three thousand
// (docs/performance.md). Rolldown keeps class names, which the OpenAPI documents need.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './setup.mjs';

/** Native code, files that are served unchanged, and packages that Nest loads only when they are installed. */
const external =
  /^(?:better-sqlite3|swagger-ui-dist|@nestjs\/(?:microservices|websockets|platform-express)|@fastify\/(?:view|multipart)|class-transformer\/storage)(?:\/|$)/;

/** The files of Swagger UI that its page loads. */
const swaggerUi = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js'];

const target = join(root, 'dist/bundle');
rmSync(target, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: {
    main: 'src/main.ts',
    ketenlab: 'src/cli/ketenlab.ts',
    // For scripts/requirements.mjs.
    'requirements-page': 'src/conformance/reports/requirements-page.ts',
    roles: 'src/roles/index.ts',
  },
  platform: 'node',
  external,
  tsconfig: 'tsconfig.json',
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  onLog: (level, log) => {
    throw new Error(`${level}: ${log.message}`);
  },
});
await bundle.write({ dir: target, format: 'esm' });
await bundle.close();

// Files that code reads from its own folder.
const source = join(root, 'src');
for (const file of readdirSync(source, { recursive: true }))
  if (/\.(?:xsd|mp3|png)$/.test(file))
    copyFileSync(join(source, file), join(target, basename(file)));

// The version that Nest uses.
const assets = createRequire(import.meta.resolve('@nestjs/swagger'))(
  'swagger-ui-dist/absolute-path.js',
)();
mkdirSync(join(target, 'swagger-ui'));
for (const file of [...swaggerUi, 'favicon-16x16.png', 'favicon-32x32.png'])
  copyFileSync(join(assets, file), join(target, 'swagger-ui', file));
