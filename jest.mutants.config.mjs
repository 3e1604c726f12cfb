import base from './jest.config.mjs';

/** Mutants of our own roles, one fault each; the runner must report each of them: `npm run mutants`. */
// More workers than cores: these tests mostly wait for messages that never arrive.
export default { ...base, testMatch: ['**/*.mutants.ts'], maxWorkers: 4 };
