// npm test: all tests; arguments go to Jest.
import { built, root, run } from './setup.mjs';
import { join } from 'node:path';

built();
const jest = join(root, 'node_modules/jest/bin/jest.js');
run(process.execPath, [
  '--experimental-vm-modules',
  '--no-warnings=ExperimentalWarning',
  jest,
  ...process.argv.slice(2),
]);
