import base from './jest.config.mjs';

/**
 * Tests of the runner: `npm run mutants`. It must report each mutant of our own roles, which has one fault, and nothing
 * about correct servers that were written from the facts.
 */
// More workers than cores: these tests mostly wait for messages that never arrive.
export default { ...base, testMatch: ['**/*.mutants.ts', '**/*.partners.ts'], maxWorkers: 4 };
