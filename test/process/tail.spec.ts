import { beforeEach, describe, expect, it } from '@jest/globals';
import { CommandProcess } from '../support/command-process.js';
import { anOrder } from '../support/builders.js';
import { TestServer, testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
  await workspace.token();
});

const tail = (...args: string[]) =>
  new CommandProcess(['bin/ketenlab.mjs', 'tail', '--workspace', workspace.id, ...args], {
    KETENLAB_URL: server.url,
  });

/** Sends an order until the output shows one, because the command has to connect first. */
async function firstLine(command: CommandProcess, of = workspace): Promise<string> {
  while (!command.output.includes('\n')) await of.put('/ordersysteem/orders', anOrder());
  return command.output.split('\n')[0]!;
}

describe('ketenlab tail', () => {
  it('prints a line for each exchange, and ends when it is interrupted', async () => {
    const command = tail('--role', 'ordersysteem', '--operation', 'acceptOrder');
    expect(await firstLine(command)).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} > ordersysteem {5}acceptOrder {20}202 \d+ ms PUT \/ordersysteem\/orders$/,
    );
    command.kill('SIGINT');
    expect(await command.exit).toEqual({ code: null, signal: 'SIGINT' });
  });

  it('prints each exchange as JSON with --json', async () => {
    const line = await firstLine(tail('--json', '--role', 'ordersysteem'));
    expect(JSON.parse(line)).toMatchObject({
      type: 'exchange',
      operation: 'acceptOrder',
      status: 202,
      request: { body: expect.anything() },
    });
  });

  it('prints only exchanges with findings, and the findings below them', async () => {
    const command = tail('--findings');
    while (!command.output.includes('expected'))
      await workspace.put('/ordersysteem/orders', { ...anOrder(), purchaseOrderId: 8 });
    expect(command.output).not.toContain(' 202 ');
    expect(command.output).toMatch(
      /\n {15}MUST EDUV-ORDER-\d+ \/purchaseOrderId: expected string, seen /,
    );
  });

  it('says that the journal was emptied, and goes on', async () => {
    const command = tail();
    await firstLine(command);
    await workspace.control('post', 'reset');
    const line = '-- the journal was emptied --\n';
    while (!command.output.includes(line)) await new Promise((turn) => setImmediate(turn));
    await workspace.put('/ordersysteem/orders', anOrder());
    while (!/--\n[^]*acceptOrder/.test(command.output))
      await new Promise((turn) => setImmediate(turn));
    expect(command.errors).toBe('');
  });

  it('connects again when the server starts again', async () => {
    const before = new TestServer();
    await before.start();
    const { url } = before;
    const command = new CommandProcess(['bin/ketenlab.mjs', 'tail'], { KETENLAB_URL: url });
    await firstLine(command, before);
    await before.remove();
    const after = new TestServer({ PORT: new URL(url).port });
    await after.start();
    const { length } = command.output;
    while (command.output.length === length) await after.put('/ordersysteem/orders', anOrder());
    expect(command.errors).toBe('the connection was lost; connecting again\nconnected again\n');
    await after.remove();
  });

  it.each([
    [
      ['--role', 'nobody'],
      /^ketenlab: .* answered 400 Bad Request\n {2}field {5}role\n {2}expected {2}one of .*\n {2}actual {4}nobody\n$/,
    ],
    [['--url', 'http://127.0.0.1:1'], /^ketenlab: no server answers at http:\/\/127\.0\.0\.1:1; /],
  ])('%j ends with an error', async (args, error) => {
    const command = tail(...args);
    expect(await command.exit).toEqual({ code: 1, signal: null });
    expect(command.errors).toMatch(error);
  });
});
