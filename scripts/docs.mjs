// npm run docs [dev | preview]: the site of the documents. Without an argument it is built into `dist/docs`; further
// arguments go to VitePress.
import { join } from 'node:path';
import { installed, root, run } from './setup.mjs';

const [command = 'build', ...options] = process.argv.slice(2);
installed({ folder: 'docs' });
run(join(root, 'docs/node_modules/.bin/vitepress'), [command, 'docs', ...options]);
