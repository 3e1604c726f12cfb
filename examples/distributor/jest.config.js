module.exports = {
  preset: 'ts-jest',
  setupFilesAfterEnv: ['ketenlab/jest'],
  // The server starts in a second, but on a busy machine in more than the five that are the default.
  testTimeout: 30_000,
};
