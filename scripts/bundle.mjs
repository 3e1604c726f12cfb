// Bundles the sources and their packages into `dist/bundle`: a start reads a dozen files instead of three thousand
// (docs/performance.md). Rolldown keeps class names, which the OpenAPI documents need.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { buildDashboard } from './dashboard.mjs';
import { buildLibrary } from './library.mjs';
import { bundledPackages, writeNotices } from './notices.mjs';
import { root } from './setup.mjs';

/** Native code, files that are served unchanged, and packages that Nest loads only when they are installed. */
const external =
  /^(?:better-sqlite3|swagger-ui-dist|@nestjs\/(?:microservices|websockets|platform-express)|@fastify\/(?:view|multipart)|class-transformer\/storage)(?:\/|$)/;

/** The files of Swagger UI that its page loads. */
const swaggerUi = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js'];

/** V8 stores a text with a character beyond Latin-1 in two bytes for each character. */
function escapeWideCharacters(_, bundle) {
  for (const chunk of Object.values(bundle))
    chunk.code = chunk.code.replaceAll(
      /(?<!\\)[\u0100-\uffff]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

const target = join(root, 'dist/bundle');
rmSync(target, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: {
    main: 'src/main.ts',
    ketenlab: 'src/cli/ketenlab.ts',
    // For scripts/ci.
    'job-output': 'src/conformance/reports/job-output.ts',
    worker: 'src/library/worker/worker.ts',
  },
  platform: 'node',
  external,
  tsconfig: 'tsconfig.json',
  resolve: {
    extensionAlias: { '.js': ['.ts', '.js'] },
    alias: {
      // Half a megabyte about phone numbers, which no message has.
      'libphonenumber-js/max': join(root, 'scripts/empty.mjs'),
      // `debug` uses it where a development tool has installed it. The bundle must be the same without these tools.
      'supports-color': join(root, 'scripts/empty.mjs'),
    },
  },
  plugins: [{ name: 'one-byte', generateBundle: escapeWideCharacters }],
  onLog: (level, log) => {
    throw new Error(`${level}: ${log.message}`);
  },
});
const keepNames = { function: true, class: true };
const { output } = await bundle.write({
  dir: target,
  format: 'esm',
  // Half of a start is reading code. Names stay, in traces and as schema names.
  minify: { compress: { keepNames }, mangle: { keepNames } },
});
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

const dashboard = await buildDashboard(join(target, 'dashboard'));
const library = await buildLibrary();
const modules = [...output, ...dashboard, ...library].flatMap(({ moduleIds = [] }) => moduleIds);
// The library has the types of the last one.
const typesOfClient = join(root, 'node_modules/openapi-typescript-helpers');
const packages = [...bundledPackages(modules), typesOfClient];
writeNotices([...packages, assets], join(target, 'licences.txt'));
// For the test of the SBOM.
const names = packages.map((folder) => folder.split('/node_modules/').at(-1));
writeFileSync(join(root, 'dist/bundled-packages.json'), JSON.stringify([...new Set(names)]));
