import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.js';

/** Commands without commands of their own, by their path. */
function leavesOf(command: Command, path = ''): [string, Command][] {
  if (command.commands.length === 0) return [[path, command]];
  return command.commands.flatMap((one) => leavesOf(one, `${path} ${one.name()}`.trim()));
}

const leaves = leavesOf(createProgram());

describe('each command of ketenlab', () => {
  it('has --json, if it prints data', () => {
    const without = leaves.filter(
      ([, { options }]) => !options.some(({ long }) => long === '--json'),
    );
    expect(without.map(([path]) => path)).toEqual(['completion']);
  });

  it('describes itself, its arguments and its options', () => {
    const undescribed = leaves.flatMap(([path, command]) => [
      ...(command.description() ? [] : [path]),
      ...command.registeredArguments
        .filter((one) => !one.description)
        .map((one) => `${path} ${one.name()}`),
      ...command.options.filter((one) => !one.description).map(({ flags }) => `${path} ${flags}`),
    ]);
    expect(undescribed).toEqual([]);
  });
});
