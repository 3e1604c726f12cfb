import { Command, Option } from 'commander';
import { VERSION } from '../platform/config/version.js';
import { addCompletion } from './completion.js';
import { addConformance } from './conformance-command.js';
import { addControlCommands } from './control/commands.js';
import { addDemo } from './demo/commands.js';
import { commonExitCodes, exitCodeText, withExitCodes } from './exit-codes.js';
import { exitCodes } from './failure.js';
import { controlOptions, json, setDefaultUrl, url, withOptions } from './options.js';
import { addServerCommands } from './server/commands.js';
import type { TokenOptions } from './token.js';

/** The commands of `ketenlab` with their options. Each loads its code when it runs. */
export function createProgram(): Command {
  const program = new Command('ketenlab')
    .description(
      'Mock and conformance server for the Edu-V Order and ' +
        'Delivery APIs and the Bokbasen Order API and DDS',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .addHelpText('after', `\n${exitCodeText(commonExitCodes)}`)
    .hook('preAction', (_program, command) => setDefaultUrl(command))
    .showHelpAfterError()
    // The suggestion of a similar name is on the line of the error.
    .configureOutput({ outputError: (text, write) => write(text.replace('\n(', ' (')) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage));
  addServerCommands(program);
  addToken(program);
  addSeedAndReset(program);
  addControlCommands(program);
  addDemo(program);
  addTail(program);
  addConformance(program);
  addOpenApi(program);
  addCompletion(program);
  // The help of a command is short, that of the program is not.
  return program.showHelpAfterError('See `ketenlab --help`.');
}

function addToken(program: Command): void {
  program
    .command('token')
    .description('print an access token and nothing else')
    .requiredOption('--role <role>', 'the role to call, for example ordersysteem')
    .option('--scope <scope>', 'scopes, separated by spaces (default: all scopes of the client)')
    .option(
      '--audience <url>',
      'Bokbasen: the audience; that of the role when absent, ' +
        'for example https://api.bokbasen.io/orders/',
    )
    .option('--client-id <id>', 'the client', 'demo')
    .option('--client-secret <secret>', 'the secret of the client (default: <id>-secret)')
    .addOption(url)
    .addOption(json)
    // As below: the roles bring the whole application with them.
    .action(async (options: TokenOptions) => (await import('./token.js')).printToken(options));
}

function addSeedAndReset(program: Command): void {
  const seed = withOptions(program.command('seed'), controlOptions)
    .description(
      'write the items of a YAML or JSON file to a workspace, all of them ' +
        'or none; the JSON Schema is at /docs/seed.schema.json',
    )
    .argument('<file>', 'input file; - reads standard input')
    .action(async (file, options) => (await import('./control/seed.js')).seed(file, options));
  withExitCodes(seed, { 1: 'an item of the file is invalid, or the server refuses the request' });

  withOptions(program.command('reset'), controlOptions)
    .description('restore the seed of a workspace')
    .action(async (options) => (await import('./control/reset.js')).reset(options));
}

function addTail(program: Command): void {
  withOptions(program.command('tail'), controlOptions)
    .description('print each request and response when it has finished, until it is interrupted')
    .option('--role <role>', 'only those of this role')
    .option('--operation <name>', 'only those of this operation, for example acceptOrder')
    .addOption(
      new Option('--direction <direction>', 'only one direction').choices(['inbound', 'outbound']),
    )
    .option('--status <status>', 'only those with this HTTP status; 0: no response')
    .option('--findings', 'only those that violate a requirement')
    .action(async (options) => (await import('./tail.js')).tail(options));
}

function addOpenApi(program: Command): void {
  const command = program
    .command('openapi')
    .description(
      'write the OpenAPI documents of the roles and the control API, and the JSON Schemas',
    )
    .option('--out <folder>', 'output folder', 'openapi')
    .option('--check', 'write nothing; fail if the files are not up to date with the code')
    .addOption(json)
    // Loaded on demand, because only some commands need the whole application.
    .action(async (options: { out: string; check?: boolean; json?: boolean }) =>
      (await import('./openapi.js')).writeOpenApi(options),
    );
  withExitCodes(command, { 1: 'a file cannot be written, or with --check is not up to date' });
}
