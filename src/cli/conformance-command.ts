import { Option, type Command } from 'commander';
import type { CommandLineOptions } from '../conformance/runner/configuration/read-options.js';
import type { RunOutputName } from './conformance-output.js';
import { withExitCodes } from './exit-codes.js';
import { collected } from './options.js';

type ConformanceOptions = CommandLineOptions & { format?: RunOutputName; json?: boolean };

/** `ketenlab conformance`. */
export function addConformance(program: Command): void {
  const command = program
    .command('conformance')
    .description("test a partner's server against the requirements (docs/guides/conformance.md)")
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
  withExitCodes(command, {
    0: 'no MUST failed',
    1: 'a MUST failed, or the coverage is too low',
    2: 'configuration error: the server cannot be reached, gives no token, or has another URL',
  });
}
