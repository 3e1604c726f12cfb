// Lints the documents in openapi/ by the rules of redocly.yaml. It needs no network.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const cli = join(root, 'node_modules/@redocly/cli/bin/cli.js');
const documents = readdirSync(join(root, 'openapi'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => join('openapi', name));
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [cli, 'lint', '--format=stylish', ...documents],
  {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  },
);
// Redocly CLI announces the end of its support for Node 20 at each start, so a success prints nothing.
if (status !== 0) {
  process.stderr.write(stdout + stderr);
  process.exit(1);
}
