import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentVariables } from '../../src/app/environment-variables.js';
import { documentedVariables } from '../../src/app/variable.js';

const source = join(import.meta.dirname, '../../src');
const documented = documentedVariables().map(([name]) => name);
/** Variables of a CI system, which are no settings of ours. */
const foreign = ['GITHUB_STEP_SUMMARY'];

/** Names in `env['NAME']`. */
function readByName(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(source, file), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/\benv(?:ironment)?\['([A-Z_]+)'\]/g)].map(([, name = '']) => name),
  );
}

describe('the documentation of the environment variables', () => {
  it('has each variable that the code reads by its name', () => {
    const names = readByName().filter((name) => !foreign.includes(name));
    expect(names).toContain('LOG_FORMAT');
    expect(names.filter((name) => !documented.includes(name))).toEqual([]);
  });

  it('has each property of the variables, and the values that it allows', () => {
    const properties = Object.keys(new EnvironmentVariables());
    expect(properties.filter((name) => !documented.includes(name))).toEqual([]);
    const unrestricted = documentedVariables().filter(([, { allowed }]) => allowed === undefined);
    expect(unrestricted).toEqual([]);
  });
});
