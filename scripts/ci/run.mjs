// Ketenlab in a CI job: `action.yml` for GitHub, `templates/` for GitLab. Usage: node scripts/ci/run.mjs [mode]. The inputs are the
// variables KETENLAB_<INPUT>, so that no value is part of a shell command.
import { built } from '../setup.mjs';
import { testServer } from './conformance.mjs';
import { CiError, input, outputs, reportError } from './platform.mjs';
import { packagesToCache } from './packages.mjs';
import { startSandbox, stopSandbox } from './sandbox.mjs';

const modes = { start: startSandbox, stop: stopSandbox, conformance: testServer };

const mode = process.argv[2] ?? input('mode');
// Before the installation, and without a package.
if (mode === 'cache') outputs(packagesToCache());
else {
  built({ dev: false });
  try {
    if (!Object.hasOwn(modes, mode))
      throw new CiError(`mode: "${mode}" is not one of ${Object.keys(modes).join(', ')}`);
    await modes[mode]();
  } catch (error) {
    if (!(error instanceof CiError)) throw error;
    await reportError(error);
    process.exitCode = 1;
  }
}
