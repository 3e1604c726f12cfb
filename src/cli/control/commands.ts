import { Option, type Command } from 'commander';
import { withExitCodes } from '../exit-codes.js';
import { controlOptions, json, sandboxToken, url, withOptions } from '../options.js';
import type { ReportOutput } from './report.js';

const reportOutputs: ReportOutput[] = ['text', 'json', 'junit', 'html', 'markdown', 'badge'];

type AddCommand = (name: string, description: string) => Command;

const fileOption = '--file <file>';
const fileText = 'JSON file with the fields, which options replace; - reads standard input';
const snapshotText = 'name of the snapshot';
const workspaceText = 'id of the workspace';
const roleText = 'role that your server plays';
const timeText = 'time with a zone, for example 2026-09-01T08:00:00Z';

/** `ketenlab snapshot …`, `workspace …`, `clock …`, `fault …`, `partner …` and `report`. Each command is loaded when it runs. */
export function addControlCommands(program: Command): void {
  addSnapshot(
    group(program, 'snapshot', 'save, restore, export and import the state of a workspace'),
  );
  addWorkspace(program);
  addClock(group(program, 'clock', 'show and change the time of a workspace'));
  addFault(group(program, 'fault', 'break connections and answers on purpose'));
  addPartner(group(program, 'partner', 'set the servers that the sandbox sends messages to'));
  addReport(program);
}

function addReport(program: Command): void {
  const command = withOptions(program.command('report'), controlOptions)
    .description('print which requirements the traffic of a workspace fulfils and violates')
    .option('--party <role>', 'only those of what this party did, for example bestelomgeving')
    .addOption(
      new Option('--format <format>', 'format of the report (default: text)').choices(
        reportOutputs,
      ),
    )
    .action(async (options) => (await import('./report.js')).printReport(options));
  withExitCodes(command, {
    0: 'no MUST failed',
    1: 'a MUST failed, nothing was tested, or the server does not answer',
  });
}

function group(
  program: Command,
  name: string,
  description: string,
  options = controlOptions,
): AddCommand {
  const parent = program.command(name).description(description);
  return (command, text) => withOptions(parent.command(command).description(text), options);
}

function addSnapshot(add: AddCommand): void {
  const load = () => import('./snapshot.js');
  add('save', 'save the state; overwrites a snapshot with the same name')
    .argument('<name>', snapshotText)
    .action(async (name, options) => (await load()).saveSnapshot(name, options));
  add('restore', 'restore the state; messages that were sent are not sent again')
    .argument('<name>', snapshotText)
    .action(async (name, options) => (await load()).restoreSnapshot(name, options));
  add('list', 'list the snapshots, the newest first').action(async (options) =>
    (await load()).listSnapshots(options),
  );
  add('remove', 'remove a snapshot')
    .argument('<name>', snapshotText)
    .action(async (name, options) => (await load()).removeSnapshot(name, options));
  add('export', 'write a snapshot to a file')
    .argument('<name>', snapshotText)
    .option('--out <file>', 'output file; - is standard output (default: <name>.json)')
    .action(async (name, options) => (await load()).exportSnapshot(name, options));
  add('import', 'read a snapshot from a file, under the name in it')
    .argument('<file>', 'file that export wrote; - reads standard input')
    .action(async (file, options) => (await load()).importSnapshot(file, options));
}

function addWorkspace(program: Command): void {
  const load = () => import('./workspace.js');
  const add = group(program, 'workspace', 'list, create and remove workspaces', [
    url,
    sandboxToken,
    json,
  ]);
  add('list', 'list the workspaces, the newest first').action(async (options) =>
    (await load()).listWorkspaces(options),
  );
  add('create', 'create a workspace with its own clients')
    .argument('[id]', `${workspaceText} (default: a new one)`)
    .option('--expires-after <duration>', 'time after which it is removed (default: P1D)')
    .action(async (id, options) => (await load()).createWorkspace(id, options));
  add('show', 'show a workspace and its clients')
    .argument('[id]', `${workspaceText} (default: default)`)
    .action(async (id, options) => (await load()).showWorkspace(id, options));
  add('remove', 'remove a workspace with all its data')
    .argument('<id>', workspaceText)
    .action(async (id, options) => (await load()).removeWorkspace(id, options));
  add('reset', 'restore the seed of a workspace')
    .argument('[id]', `${workspaceText} (default: default)`)
    .action(async (id, options) => (await load()).resetWorkspace(id, options));
}

function addClock(add: AddCommand): void {
  const load = () => import('./clock.js');
  add('show', 'show the time of the workspace').action(async (options) =>
    (await load()).showClock(options),
  );
  add('freeze', 'stop the clock, at a time or now')
    .argument('[time]', `${timeText} (default: now)`)
    .action(async (time, options) => (await load()).freezeClock(time, options));
  add('advance', 'move the clock forward, for example PT1H, and send what is due')
    .argument('<duration>', 'ISO 8601 duration, for example PT1H')
    .action(async (duration, options) => (await load()).advanceClock(duration, options));
  add('set', 'set the clock, which then runs or stands as before')
    .argument('<time>', timeText)
    .action(async (time, options) => (await load()).setClock(time, options));
  add('run', 'let the clock run with the real time').action(async (options) =>
    (await load()).runClock(options),
  );
}

function addFault(add: AddCommand): void {
  const load = () => import('./fault.js');
  add('list', 'list the faults, the newest first').action(async (options) =>
    (await load()).listFaults(options),
  );
  add('add', 'add a fault; docs/reference/scenarios.md explains the fields')
    .option('--kind <kind>', 'latency, status, reset, truncate, malformed or slow')
    .option('--when <when>', 'before: not processed; after: processed, then broken')
    .option('--role <role>', 'only requests to this role')
    .option('--operation <name>', 'only requests of this operation')
    .option('--client <id>', 'only requests of this client')
    .option('--probability <share>', 'share of the requests, from 0 to 1')
    .option('--times <count>', 'number of requests')
    .option('--expires-at <time>', 'end of the fault, in workspace time')
    .option('--delay-ms <ms>', 'delay in milliseconds; 100-500 is a range')
    .option('--status <status>', 'HTTP status of the answer')
    .option(fileOption, fileText)
    .action(async (options) => (await load()).addFault(options));
  add('remove', 'remove a fault')
    .argument('<id>', 'id of the fault')
    .action(async (id, options) => (await load()).removeFault(id, options));
  add('clear', 'remove all faults').action(async (options) => (await load()).clearFaults(options));
}

function addPartner(add: AddCommand): void {
  const load = () => import('./partner.js');
  add('list', 'list the roles that get messages, and who plays them').action(async (options) =>
    (await load()).listPartners(options),
  );
  add('set', 'send the messages for a role to your server')
    .argument('<role>', roleText)
    .option('--base-url <url>', 'base URL, to which the path of the operation is appended')
    .option('--delivery-base-url <url>', 'base URL of the Delivery API, if it is another one')
    .option('--token-url <url>', 'token endpoint')
    .option('--token-auth <method>', 'client_secret_basic, client_secret_post or private_key_jwt')
    .option('--client-id <id>', 'client of the sandbox at your server')
    .option('--client-secret <secret>', 'secret of that client')
    .option('--scope <scope>', 'scope to request (default: that of the operation)')
    .option(fileOption, fileText)
    .action(async (role, options) => (await load()).setPartner(role, options));
  add('remove', 'let the sandbox play the role itself')
    .argument('<role>', roleText)
    .action(async (role, options) => (await load()).removePartner(role, options));
  const test = add('test', 'test the connection')
    .argument('<role>', roleText)
    .action(async (role, options) => (await load()).testPartner(role, options));
  withExitCodes(test, { 1: 'a step failed, or the server does not answer' });
}
