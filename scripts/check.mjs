// npm run check: format, lint, types, dependencies, unused code, OpenAPI documents. Stops at the first failure.
import { join } from 'node:path';
import { built, root, run } from './setup.mjs';

built();
const tool = (name, ...args) => run(join(root, 'node_modules/.bin', name), args);

tool('prettier', '--check', '--log-level', 'warn', '.');
tool('oxlint', '--type-aware', '--deny-warnings', 'src', 'test', 'scripts', 'bin', 'examples');
tool('tsc', '-p', 'test/tsconfig.json');
tool('tsc', '-p', 'src/dashboard/app');
tool('depcruise', 'src', 'test');
tool('knip');
run(process.execPath, ['bin/ketenlab.mjs', 'openapi', '--check']);
run(process.execPath, ['scripts/control-types.mjs', '--check']);
run(process.execPath, ['scripts/lint-documents.mjs']);
run(process.execPath, ['scripts/collections.mjs', '--check']);
run(process.execPath, ['scripts/requirements.mjs', '--check']);
