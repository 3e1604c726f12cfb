import { InvalidArgumentError, Option, type Command } from 'commander';

const DEFAULT_URL = 'http://127.0.0.1:4010';

/** The address of the server for commands that need one. `setDefaultUrl` sets its default. */
export const url = new Option(
  '--url <url>',
  'base URL of the running Ketenlab ' +
    `(default: that of the server that was detached from this folder, or else ${DEFAULT_URL})`,
)
  .env('KETENLAB_URL')
  .argParser(baseUrl);
export const workspace = new Option('--workspace <id>', 'the workspace').default('default');
export const sandboxToken = new Option(
  '--sandbox-token <token>',
  'token of the control API, if the server requires one',
).env('SANDBOX_TOKEN');
export const json = new Option('--json', 'print JSON, for scripts');

/** Options of a command that calls the control API for a workspace. */
export const controlOptions = [url, workspace, sandboxToken, json];

/** Adds options that several commands share. */
export function withOptions(command: Command, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/** Gives a command that has the option `url` the server of this folder, unless another one was given. */
export async function setDefaultUrl(command: Command): Promise<void> {
  if (!command.options.includes(url) || command.getOptionValue('url') !== undefined) return;
  const { ServerFile } = await import('./server/server-file.js');
  command.setOptionValueWithSource('url', new ServerFile().find()?.url ?? DEFAULT_URL, 'default');
}

/** Parser of an option for the address of a server. */
export function baseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('It must be an http or https URL.');
}

/** The values of an option that may be given several times. */
export function collected(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}
