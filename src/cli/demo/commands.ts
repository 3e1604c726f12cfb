import { Option, type Command } from 'commander';
import { CHAIN_NAMES } from './chain-names.js';
import { baseUrl, json, sandboxToken } from '../options.js';

/** `ketenlab demo`. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'play an order from start to end, and show each request and response; ' +
        'without --url in a server of its own, which has no database file',
    )
    .addOption(new Option('--chain <name>', 'only this one (default: all)').choices(CHAIN_NAMES))
    .addOption(
      new Option('--url <url>', 'base URL of a running Ketenlab, in which it makes a workspace')
        .env('KETENLAB_URL')
        .argParser(baseUrl),
    )
    .addOption(sandboxToken)
    .addOption(json)
    .action(async (options) => (await import('./demo.js')).demo(options));
}
