import { Command, InvalidArgumentError, Option } from 'commander';
import { environment } from '../app/read-config.js';
import type { CommandLineOptions } from '../conformance/runner/read-options.js';
import { reset } from './reset.js';
import { seed } from './seed.js';
import { addSnapshot } from './snapshot.js';
import type { TokenOptions } from './token.js';

const url = new Option('--url <url>', 'base URL of the running Ketenlab')
  .env('KETENLAB_URL')
  .default('http://127.0.0.1:4010')
  .argParser(baseUrl);
const workspace = new Option('--workspace <id>', 'the workspace').default('default');
const sandboxToken = new Option(
  '--sandbox-token <token>',
  'token of the control API, where it wants one',
).env('SANDBOX_TOKEN');

function baseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('it is to be an http or https URL.');
}

const program = new Command('ketenlab')
  .description(
    'The other side of the Edu-V Order and Delivery APIs and of the Bokbasen Order API and DDS, on your own machine',
  )
  .showHelpAfterError();

program
  .command('serve')
  .description('start the server; the environment variables are in the README')
  .action(async () => (await import('../app/serve.js')).serve(environment));

program
  .command('token')
  .description('print an access token and nothing else')
  .requiredOption('--role <role>', 'the role that is to be called, for example ordersysteem')
  .option('--scope <scope>', 'scopes, separated by spaces; all that the client has when absent')
  .option(
    '--audience <url>',
    'Bokbasen: the audience; that of the role when absent, for example https://api.bokbasen.io/orders/',
  )
  .option('--client-id <id>', 'the client', 'demo')
  .option('--client-secret <secret>', 'its secret; <id>-secret when absent')
  .addOption(url)
  // As below: the roles bring the whole application with them.
  .action(async (options: TokenOptions) => (await import('./token.js')).printToken(options));

program
  .command('seed')
  .description(
    'write the items of a YAML or JSON file into a workspace, all of them or none; its JSON Schema is at /docs/seed.schema.json',
  )
  .argument('<file>', 'the file; - reads standard input')
  .addOption(url)
  .addOption(workspace)
  .addOption(sandboxToken)
  .action(seed);

program
  .command('reset')
  .description('put a workspace back to its seed')
  .addOption(url)
  .addOption(workspace)
  .addOption(sandboxToken)
  .action(reset);

addSnapshot(program, [url, workspace, sandboxToken]);

program
  .command('conformance')
  .description(
    "test a partner's own server, requirement by requirement; exit code 0, 1: a MUST failed, 2: the configuration is at fault",
  )
  .option('--role <role>', 'the role that the server plays, for example ordersysteem')
  .option('--target <url>', 'its base URL, to which the paths of the specification are appended')
  .option('--token-url <url>', 'its token endpoint; <target>/oauth2/token when absent')
  .option('--client-id <id>', 'the client that calls it; demo when absent')
  .option('--client-secret <secret>', 'its secret; <id>-secret when absent')
  .option('--scope <scope>', 'the scope to ask for; none when absent')
  .option(
    '--audience <url>',
    'Bokbasen: the audience, {service} standing for dds, bokskya …; <target>/{service}/ when absent',
  )
  .option('--config <file>', 'YAML or JSON: all of these, and clients, data, act')
  .option(
    '--listen <host:port>',
    'where calls of the server are awaited; 127.0.0.1:4020 when absent',
  )
  .option('--callback-client-id <id>', 'the client as which it calls; partner when absent')
  .option('--callback-client-secret <secret>', 'its secret; partner-secret when absent')
  .option('--report-dir <folder>', 'where the reports go; reports when absent')
  .option('--only <id...>', 'only these requirements')
  .option('--timeout <time>', 'how long to wait for an answer or a call; 10s when absent')
  .option(
    '--baseline <file>',
    'a report of before, or a JSON list of ids: failures that are expected',
  )
  // 1 says that a MUST failed.
  .showHelpAfterError(false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(async (options: CommandLineOptions) =>
    (await import('./conformance.js')).conformance(options),
  );

program
  .command('openapi')
  .description(
    'write the OpenAPI documents, one file per role and one for the control API, and the JSON Schema of seeds',
  )
  .option('--out <folder>', 'where to', 'openapi')
  .option('--check', 'write nothing; fail when the files are not what the code says')
  // The whole application is loaded only by the commands that need it.
  .action(async (options: { out: string; check?: boolean }) =>
    (await import('./openapi.js')).writeOpenApi(options),
  );

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`ketenlab: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
