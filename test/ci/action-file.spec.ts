import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionFile } from './github.js';
import { root } from './shell.js';

const text = readFileSync(join(root, 'action.yml'), 'utf8');
const file = actionFile();
const { steps } = file.runs;

/** Keys of the metadata syntax of GitHub Actions for a composite action. */
const allowed = {
  file: ['name', 'author', 'description', 'branding', 'inputs', 'outputs', 'runs'],
  input: ['description', 'required', 'default', 'deprecationMessage'],
  output: ['description', 'value'],
  runs: ['using', 'steps'],
  step: ['name', 'id', 'if', 'run', 'shell', 'env', 'working-directory', 'uses', 'with'],
};

describe('action.yml', () => {
  it('has only keys of the metadata syntax', () => {
    const keysOf = (values: object[]): string[] => [
      ...new Set(values.flatMap((one) => Object.keys(one))),
    ];
    expect(allowed.file).toEqual(expect.arrayContaining(keysOf([file])));
    expect(allowed.input).toEqual(expect.arrayContaining(keysOf(Object.values(file.inputs))));
    expect(allowed.output).toEqual(expect.arrayContaining(keysOf(Object.values(file.outputs))));
    expect(allowed.runs).toEqual(expect.arrayContaining(keysOf([file.runs])));
    expect(allowed.step).toEqual(expect.arrayContaining(keysOf(steps)));
    expect(file.runs.using).toBe('composite');
  });

  it('gives each command a shell, and pins each action to a major version', () => {
    const commands = steps.filter(({ run }) => run !== undefined);
    expect(new Set(commands.map(({ shell }) => shell))).toEqual(new Set(['bash']));
    for (const { uses } of steps.filter(({ run }) => run === undefined))
      expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
  });

  it('describes all inputs, which are texts, and uses each of them', () => {
    for (const [name, { description, default: value }] of Object.entries(file.inputs)) {
      expect(description).not.toBe('');
      expect([name, typeof value]).toEqual([name, 'string']);
      expect(text).toContain(`inputs.${name} `);
    }
    const used = [...text.matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name!);
    expect(Object.keys(file.inputs)).toEqual(expect.arrayContaining([...new Set(used)]));
  });

  it('takes its outputs from steps that exist', () => {
    const ids = steps.flatMap(({ id }) => id ?? []);
    const used = [...text.matchAll(/\bsteps\.([\w-]+)\./g)].map(([, id]) => id!);
    expect(ids).toEqual(expect.arrayContaining([...new Set(used)]));
  });

  it('has no expression in a command', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });
});
