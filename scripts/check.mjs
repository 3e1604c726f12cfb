// npm run check: format, lint, types, dependencies, unused code, OpenAPI documents. Stops at the first failure.
import { join } from 'node:path';
import { built, root, run } from './setup.mjs';

built();
const tool = (name, ...args) => run(join(root, 'node_modules/.bin', name), args);

tool('prettier', '--check', '--log-level', 'warn', '.');
const linted = ['src', 'test', 'scripts', 'bin', 'examples', 'docs/.vitepress'];
tool('oxlint', '--type-aware', '--deny-warnings', ...linted);
tool('tsc', '-p', 'test/tsconfig.json');
tool('tsc', '-p', 'src/dashboard/app');
tool('depcruise', 'src', 'test');
tool('knip');
run(process.execPath, ['bin/ketenlab.mjs', 'openapi', '--check']);
run(process.execPath, ['scripts/control-types.mjs', '--check']);
run(process.execPath, ['scripts/lint-documents.mjs']);
run(process.execPath, ['scripts/collections.mjs', '--check']);
