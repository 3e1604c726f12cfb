import { Option, type Command } from 'commander';
import { withExitCodes } from '../exit-codes.js';
import { baseUrl, json, sandboxToken } from '../options.js';

/** `ketenlab serve`, `status` and `stop`. */
export function addServerCommands(program: Command): void {
  const serve = program
    .command('serve')
    .description('start the server; docs/reference/settings.md lists the environment variables')
    .option('--port <port>', 'port instead of that of PORT; 0: a free port')
    .option(
      '--detach',
      'return when the server is ready, and print its URL; its log is data/ketenlab.log',
    )
    .option('--json', 'with --detach: print URL, process id and log as JSON')
    .action(async (options) => (await import('./serve.js')).serve(options));
  withExitCodes(serve, {
    0: 'the server was stopped; with --detach: it is ready',
    1: 'with --detach: a server that was detached from this folder is running already',
    2: 'wrong usage, or the server could not start: a variable, the port or the database',
  });

  const status = program
    .command('status')
    .description('show the server that was detached from this folder, or the one at --url')
    .addOption(new Option('--url <url>', 'base URL of another server').argParser(baseUrl))
    .addOption(sandboxToken)
    .addOption(json)
    .action(async (options) => (await import('./status.js')).status(options));
  withExitCodes(status, { 0: 'ready', 1: 'not running', 3: 'running, but not ready' });

  const stop = program
    .command('stop')
    .description('stop the server that was detached from this folder, and wait for its end')
    .option('--timeout <seconds>', 'time after which it is killed', '10')
    .addOption(json)
    .action(async (options) => (await import('./stop.js')).stop(options));
  withExitCodes(stop, {
    0: 'stopped',
    1: 'no server that was detached from this folder is running',
  });
}
