import type { Argument, Command, Option } from 'commander';
import { commonExitCodes, ownExitCodesOf, type ExitCodes } from '../../src/cli/exit-codes.js';
import { json, sandboxToken, url, workspace } from '../../src/cli/options.js';
import { createProgram } from '../../src/cli/program.js';
import { code, codes, pageOf, prose, sentence, tableOf } from './markdown.js';

const commonOptions = [url, workspace, sandboxToken, json];
const head = ['Argument or option', 'Default', 'Meaning'];

/** The commands of `ketenlab`, from their definitions. */
export function renderCliPage(): string {
  const program = createProgram();
  return pageOf(
    '# Command line',
    `\`npx ketenlab <command>\`. ${sentence(program.description())} The [settings](../settings.md#commands) explain files, colours and input.`,
    tableOf(
      ['Command', 'Effect'],
      program.commands.map((command) => [
        `[${code(`ketenlab ${command.name()}`)}](#${command.name()})`,
        sentence(command.description()),
      ]),
    ),
    `Without a command: ${codes(program.options.map(({ flags }) => flags))} to ${program.options.map((one) => one.description).join(', ')}; \`-h, --help\` to print the help, also after a command.`,
    '## Exit codes',
    exitCodeTable(commonExitCodes),
    'Some commands give a code a more precise meaning. Their sections list it.',
    '## Common options',
    'The section of a command names those that it has.',
    optionTable([], commonOptions),
    ...program.commands.flatMap((command) => sectionsOf(command, command.name(), 2)),
  );
}

function sectionsOf(command: Command, path: string, level: number): string[] {
  const own = command.options.filter((option) => !commonOptions.includes(option));
  const common = commonOptions.filter((option) => command.options.includes(option));
  const isGroup = command.commands.length > 0;
  const used = `\`ketenlab ${path}${isGroup ? ' <command>' : usageOf(command)}\``;
  const exitCodes = ownExitCodesOf(command);
  return [
    `${'#'.repeat(level)} ${path}`,
    `${used}: ${sentence(command.description()).replace(/^./, (first) => first.toLowerCase())}`,
    ...(own.length + command.registeredArguments.length > 0
      ? [optionTable(command.registeredArguments, own)]
      : []),
    ...(common.length > 0
      ? [`[Common options](#common-options): ${codes(common.map(({ long }) => long ?? ''))}.`]
      : []),
    ...(Object.keys(exitCodes).length > 0 ? [exitCodeTable(exitCodes)] : []),
    ...command.commands.flatMap((one) => sectionsOf(one, `${path} ${one.name()}`, level + 1)),
  ];
}

/** Arguments of a command as its help shows them. */
function usageOf(command: Command): string {
  return ` ${command.usage().replace('[options]', '').trim()}`.trimEnd();
}

function optionTable(given: readonly Argument[], options: readonly Option[]): string {
  return tableOf(head, [
    ...given.map((one) =>
      rowOf(
        one.required ? `<${one.name()}>` : `[${one.name()}]`,
        one.description,
        one.defaultValue,
      ),
    ),
    ...options.map(({ flags, description, defaultValue, mandatory, argChoices, envVar }) => {
      const notes = [
        ...(mandatory ? ['required'] : []),
        ...(argChoices ? [`one of ${argChoices.join(', ')}`] : []),
        ...(envVar === undefined ? [] : [`variable \`${envVar}\``]),
      ];
      return rowOf(flags, [description, ...notes].join('; '), defaultValue);
    }),
  ]);
}

/** A default that the server or the command decides is in the description. */
function rowOf(name: string, description: string, given: unknown): string[] {
  const inText = /^(.*?) \(default: (.+?)\)(.*)$/.exec(description);
  const [, before = description, stated, after = ''] = inText ?? [];
  const value = given === undefined ? stated : code(given as string);
  return [code(name), value === undefined ? 'none' : prose(value), prose(before + after)];
}

function exitCodeTable(meanings: ExitCodes): string {
  const rows = Object.entries(meanings).map(([exitCode, meaning]) => [exitCode, sentence(meaning)]);
  return tableOf(['Exit code', 'Meaning'], rows);
}
