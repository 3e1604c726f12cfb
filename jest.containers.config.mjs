import base from './jest.config.mjs';

/** Tests of the image and of the compose files in a container engine: `npm run test:containers`, in `.ci/nightly`. */
// One worker: the files use the ports of the compose files, and each builds the image, from the cache of the first.
export default { ...base, testMatch: ['**/*.containers.ts'], testTimeout: 120_000, maxWorkers: 1 };
