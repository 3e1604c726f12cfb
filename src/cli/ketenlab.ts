import { Command, Option } from 'commander';
import type { CommandLineOptions } from '../conformance/runner/configuration/read-options.js';
import type { RunOutputName } from './conformance-output.js';
import { addCompletion } from './completion.js';
import { addControlCommands } from './control/commands.js';
import { addDemo } from './demo/commands.js';
import { exitCodes, Failure } from './failure.js';
import { collected, controlOptions, json, url, withOptions } from './options.js';
import { addServerCommands } from './server/commands.js';
import type { TokenOptions } from './token.js';

type ConformanceOptions = CommandLineOptions & { format?: RunOutputName; json?: boolean };

const program = new Command('ketenlab')
  .description(
    'Mock and conformance server for the Edu-V Order and ' +
      'Delivery APIs and the Bokbasen Order API and DDS',
  )
  .addHelpText(
    'after',
    '\nExit codes: 0: done, 1: the command failed, 2: wrong usage or configuration. ' +
      'Other codes are in the help of a command.',
  )
  .showHelpAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage));

addServerCommands(program);

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

withOptions(program.command('seed'), controlOptions)
  .description(
    'write the items of a YAML or JSON file to a workspace, all of them ' +
      'or none; the JSON Schema is at /docs/seed.schema.json',
  )
  .argument('<file>', 'input file; - reads standard input')
  .action(async (file, options) => (await import('./control/seed.js')).seed(file, options));

withOptions(program.command('reset'), controlOptions)
  .description('restore the seed of a workspace')
  .action(async (options) => (await import('./control/reset.js')).reset(options));

addControlCommands(program);
addDemo(program);

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

program
  .command('conformance')
  .description(
    "test a partner's server against the requirements; exit code 0: no " +
      'MUST failed, 1: a MUST failed or the coverage is too low, 2: configuration error',
  )
  .option(
    '--role <role>',
    'the role that the server plays: ordersysteem, bestelomgeving, aanspraakmanager, ' +
      'bokbasen-orders or dds',
  )
  .option(
    '--target <url>',
    'base URL of the server, to which the paths of the specification are appended; ' +
      '<api>=<url> for one API; repeatable',
    collected,
  )
  .option('--api <api...>', 'the APIs that the server offers (default: those that answer)')
  .option(
    '--token-url <url>',
    'token endpoint of the server (default: Edu-V <target>/oauth2/token, Bokbasen <target>/oauth/token)',
  )
  .option('--client-id <id>', 'the client of the runner (default: demo)')
  .option('--client-secret <secret>', 'the secret of the client (default: <id>-secret)')
  .option('--scope <scope>', 'the scope to request (default: none)')
  .option(
    '--audience <url>',
    'Bokbasen: the audience, with {service} for dds, bokskya … (default: <target>/{service}/)',
  )
  .option(
    '--config <file>',
    'YAML or JSON file with these options and clients, data, act (docs/guides/conformance.md)',
  )
  .option(
    '--listen <url or host:port>',
    'address at which the runner receives requests of the server (default: 127.0.0.1:4020)',
  )
  .option(
    '--callback-client-id <id>',
    'the client of the server when it calls the runner (default: partner)',
  )
  .option(
    '--callback-client-secret <secret>',
    'the secret of that client (default: partner-secret)',
  )
  .option('--report-dir <folder>', 'folder for the reports (default: reports)')
  .option('--only <id...>', 'test only these requirements; the beginning of ids is enough')
  .option('--min-coverage <percent>', 'exit with 1 if fewer requirements were tested')
  .addOption(
    new Option('--format <format>', 'format of the output (default: text)').choices([
      'text',
      'ndjson',
      'github',
    ]),
  )
  .option('--timeout <time>', 'time to wait for a response or a request (default: 10s)')
  .option(
    '--baseline <file>',
    'expected failures: an earlier conformance.json, or a JSON list of requirement ids',
  )
  .addOption(new Option('--json', 'the same as --format ndjson').implies({ format: 'ndjson' }))
  .showHelpAfterError(false)
  .action(async ({ json: _, ...options }: ConformanceOptions) =>
    (await import('./conformance.js')).conformance(options),
  );

program
  .command('openapi')
  .description('write the OpenAPI documents of the roles and the control API, and the JSON Schemas')
  .option('--out <folder>', 'output folder', 'openapi')
  .option('--check', 'write nothing; fail if the files are not up to date with the code')
  // Loaded on demand, because only some commands need the whole application.
  .action(async (options: { out: string; check?: boolean }) =>
    (await import('./openapi.js')).writeOpenApi(options),
  );

addCompletion(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`ketenlab: ${(error as Error).message}\n`);
  process.exitCode = error instanceof Failure ? error.exitCode : exitCodes.failed;
}
