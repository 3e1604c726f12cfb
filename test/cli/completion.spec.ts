import { describe, expect, it } from '@jest/globals';
import { Command, Option } from 'commander';
import { execFileSync } from 'node:child_process';
import { bashCompletion } from '../../src/cli/completion.js';

const program = new Command('tool').option('--version');
const clock = program.command('clock');
clock.command('show').option('--json');
clock.command('set').addOption(new Option('--mode <mode>').choices(['real', 'frozen']));
program.command('serve').option('--port <port>');

/** Words that bash suggests for the last word of a line. */
function completionsOf(...words: string[]): string[] {
  const script = `${bashCompletion(program)}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_tool
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['-c', script, 'bash', 'tool', ...words], {
    encoding: 'utf8',
  });
  return output.trim().split('\n').filter(Boolean);
}

describe('the completion for bash', () => {
  it.each([
    ['commands', [''], ['clock', 'serve', '--version', '--help']],
    ['commands that begin with the word', ['se'], ['serve']],
    ['commands of a command', ['clock', ''], ['show', 'set', '--help']],
    ['options of a command', ['clock', 'show', '--'], ['--json', '--help']],
    ['options behind other words', ['serve', '--port', '80', '--h'], ['--help']],
    ['the choices of an option', ['clock', 'set', '--mode', ''], ['real', 'frozen']],
  ])('suggests %s', (_, words, expected) => {
    expect(completionsOf(...words)).toEqual(expected);
  });
});
