import base from './jest.config.mjs';

/** Roles of ours that are broken on purpose, one fault each, and whether the runner tells: `npm run mutants`. */
export default { ...base, testMatch: ['**/*.mutants.ts'] };
