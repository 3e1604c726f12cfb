// npm run start:dev: installs and builds if necessary, because the dashboard comes from the build. Then runs the server from
// its sources, and again after each change.
import { built, run } from './setup.mjs';

built();
run('npx', ['nest', 'start', '--watch']);
