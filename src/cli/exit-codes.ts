import type { Command } from 'commander';

/** Meanings of exit codes. */
export type ExitCodes = Readonly<Record<number, string>>;

/** Exit codes of every command. A command can give them a more precise meaning, and have others. */
export const commonExitCodes: ExitCodes = {
  0: 'done',
  1: 'the command failed: the server refuses the request, or does not answer',
  2: 'wrong usage or configuration: an option, a file or a variable',
};

const ownCodes = new WeakMap<Command, ExitCodes>();

/** Gives a command exit codes of its own, and shows them in its help. */
export function withExitCodes(command: Command, own: ExitCodes): Command {
  ownCodes.set(command, own);
  return command.addHelpText('after', `\n${exitCodeText({ ...commonExitCodes, ...own })}`);
}

/** Exit codes of a command that differ from the common ones. */
export function ownExitCodesOf(command: Command): ExitCodes {
  return ownCodes.get(command) ?? {};
}

/** Exit codes in one line, for the help. */
export function exitCodeText(codes: ExitCodes): string {
  const parts = Object.entries(codes).map(([code, meaning]) => `${code}: ${meaning}`);
  return `Exit codes: ${parts.join('; ')}`;
}
