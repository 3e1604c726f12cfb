// npm start: installs and builds if necessary, then runs the server in this process, so that a signal to npm also stops
// the server.
import module from 'node:module';
import { built } from './setup.mjs';

built({ dev: false });
// Node 22 and later keep the compiled bundle for the next start.
module.enableCompileCache?.();
await import('../dist/bundle/main.js');
