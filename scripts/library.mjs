// Builds the library, `src/library`, into `dist/library`: one implementation in CommonJS, which Jest needs, and modules that
// export its members. A project that uses both kinds has one implementation in memory.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './setup.mjs';

export const target = join(root, 'dist/library');

/** Entry points with the names of their values. */
export const entries = {
  index: ['startKetenlab', 'ControlApiError'],
  client: ['createControlClient', 'dataOf', 'ControlApiError'],
  matchers: ['matchers'],
  jest: [],
  testcontainers: ['KetenlabContainer', 'StartedKetenlabContainer'],
};

/** Bundles the library. Returns the files that Rolldown made. */
export async function buildLibrary() {
  rmSync(target, { recursive: true, force: true });
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(Object.keys(entries).map((name) => [name, `src/library/${name}.ts`])),
    platform: 'node',
    // The project of the user provides them.
    external: ['@jest/globals', 'testcontainers'],
    tsconfig: 'tsconfig.json',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    onLog: (level, log) => {
      throw new Error(`${level}: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: target,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'shared-[name].cjs',
    minify: false,
  });
  await bundle.close();
  for (const [name, exported] of Object.entries(entries))
    writeFileSync(join(target, `${name}.js`), moduleOf(name, exported));
  // Vitest cannot be loaded from CommonJS.
  writeFileSync(
    join(target, 'vitest.js'),
    `import { expect } from 'vitest';\nimport { matchers } from './matchers.js';\nexpect.extend(matchers);\n`,
  );
  return output;
}

/** A module with the values of a CommonJS file. */
function moduleOf(name, exported) {
  if (exported.length === 0) return `import './${name}.cjs';\n`;
  return `import library from './${name}.cjs';\nexport const { ${exported.join(', ')} } = library;\n`;
}
