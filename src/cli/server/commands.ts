import { Option, type Command } from 'commander';
import { baseUrl, json, sandboxToken } from '../options.js';

/** `ketenlab serve`, `status` and `stop`. */
export function addServerCommands(program: Command): void {
  program
    .command('serve')
    .description('start the server; docs/settings.md lists the environment variables')
    .option('--port <port>', 'port instead of that of PORT; 0: a free port')
    .option(
      '--detach',
      'return when the server is ready, and print its URL; its log is data/ketenlab.log',
    )
    .option('--json', 'with --detach: print URL, process id and log as JSON')
    .action(async (options) => (await import('./serve.js')).serve(options));

  program
    .command('status')
    .description('show the server that was detached from this folder, or the one at --url')
    .addOption(new Option('--url <url>', 'base URL of another server').argParser(baseUrl))
    .addOption(sandboxToken)
    .addOption(json)
    .addHelpText(
      'after',
      '\nExit codes: 0: ready, 1: not running, 2: wrong usage, 3: running, but not ready',
    )
    .action(async (options) => (await import('./status.js')).status(options));

  program
    .command('stop')
    .description('stop the server that was detached from this folder, and wait for its end')
    .option('--timeout <seconds>', 'time after which it is killed', '10')
    .addOption(json)
    .action(async (options) => (await import('./stop.js')).stop(options));
}
