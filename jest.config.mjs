const typescript = { useESM: true, tsconfig: '<rootDir>/test/tsconfig.json' };

// @fastify/static 10 is CommonJS and requires content-disposition 3, which is ESM only. Node can do that, Jest cannot
// before Node 24.9, so that one package is turned into CommonJS.
const toCommonJs = {
  diagnostics: false,
  tsconfig: {
    allowJs: true,
    checkJs: false,
    module: 'CommonJS',
    moduleResolution: 'Node10',
    ignoreDeprecations: '6.0',
    target: 'ES2022',
    isolatedModules: true,
    sourceMap: true,
  },
};

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testTimeout: 60_000,
  maxWorkers: '100%',
  // A worker keeps memory of every file. A new one starts below this limit, so that the old one ends in time.
  workerIdleMemoryLimit: '1GB',
  // Concurrent tests start processes: more at once only disturb the tests of the other workers.
  maxConcurrency: 3,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/(?!content-disposition/)'],
  transform: {
    '/node_modules/content-disposition/.+\\.js$': ['ts-jest', toCommonJs],
    '^.+\\.ts$': ['ts-jest', typescript],
  },
};
