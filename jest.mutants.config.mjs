import base from './jest.config.mjs';

/** Roles of ours that are broken on purpose, one fault each, and whether the runner tells: `npm run mutants`. */
// They wait more than they work: for what is never to come.
export default { ...base, testMatch: ['**/*.mutants.ts'], maxWorkers: 4 };
