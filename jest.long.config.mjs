import base from './jest.config.mjs';

/** Tests that take long and rarely fail: `npm run test:long`, in `.ci/nightly`. */
export default { ...base, testMatch: ['**/*.long.ts'] };
