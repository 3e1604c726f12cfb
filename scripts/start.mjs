// npm start: installs and builds if necessary, then runs the server in this process, so that a signal to npm also stops
// the server.
import { built } from './setup.mjs';

built({ dev: false });
await import('../dist/bundle/main.js');
