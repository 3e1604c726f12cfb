// npm start: installs and builds what is missing, then becomes the server. It stays one process, so that a signal
// that stops npm stops the server too.
import { built } from './setup.mjs';

built();
await import('../dist/bundle/main.js');
