import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['ketenlab/vitest'],
    // The server starts in a second, but on a busy machine it needs longer than the defaults.
    hookTimeout: 30_000,
    testTimeout: 30_000,
  },
});
