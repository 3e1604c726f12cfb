// npm run openapi: generates openapi/*.yaml from the code.
import { built } from './setup.mjs';

built();
process.argv.splice(2, 0, 'openapi');
await import('../dist/bundle/ketenlab.js');
