import base from './jest.config.mjs';

/** Tests of the image and of docker-compose.yml in a container engine: `npm run test:containers`, in `.ci/nightly`. */
// One worker: both files build the image, the second from the cache of the first.
export default { ...base, testMatch: ['**/*.containers.ts'], testTimeout: 120_000, maxWorkers: 1 };
