// Builds the dashboard, src/dashboard/app, with Vite. Its files lie beside the bundle, which serves them.
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './setup.mjs';

/** Path of the scripts and styles under the page. Requests to `docs/` are open, and are not recorded. */
const assetsDir = 'docs/dashboard';

/** Builds the page and its assets into a folder. Returns the files that Rolldown made. */
export async function buildDashboard(outDir) {
  const { output } = await build({
    configFile: false,
    root: join(root, 'src/dashboard/app'),
    // Relative, so that the page also works below the path of a proxy.
    base: './',
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic' } },
    build: {
      outDir,
      assetsDir,
      emptyOutDir: false,
      target: 'es2023',
      // Inline assets would need a weaker content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // One file: it is loaded once, from the same machine.
      chunkSizeWarningLimit: 600,
      // Its minifier for CSS is a native package of 10 MB, for 3 kB.
      cssMinify: false,
    },
  });
  return output;
}
