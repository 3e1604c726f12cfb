import { describe, expect, it } from '@jest/globals';
import { testServer } from '../support/test-server.js';
import { CommandProcess } from '../support/command-process.js';

const server = testServer();

async function demo(...args: string[]) {
  const command = new CommandProcess(['bin/ketenlab.mjs', 'demo', ...args]);
  const { code } = await command.exit;
  return { code, output: command.output, errors: command.errors };
}
interface Line {
  type: string;
  method?: string;
  path?: string;
  status?: number;
  sentByKetenlab?: boolean;
}
const callsIn = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .filter(({ type }) => type === 'exchange')
    .map(({ method, path = '', status, sentByKetenlab }) =>
      [
        method,
        path.replaceAll(/ws-\w+|[\da-f-]{36}/g, '…'),
        status,
        ...(sentByKetenlab ? ['sent'] : []),
      ].join(' '),
    );

describe('ketenlab demo', () => {
  it('plays the order of Edu-V in a workspace of a running server', async () => {
    const before = await server.control('get', 'exchanges');
    const { code, output, errors } = await demo(
      '--chain',
      'edu-v-order',
      '--url',
      server.url,
      '--json',
    );
    expect([code, errors]).toEqual([0, '']);
    expect(callsIn(output)).toEqual([
      'POST /_sandbox/workspaces 201',
      'POST /ordersysteem/oauth2/token 200',
      'PUT /ordersysteem/v1/orders 202',
      'POST /_sandbox/workspaces/…/clock/advance 200',
      'PUT /bestelomgeving/orders/confirmations 202 sent',
      'GET /_sandbox/workspaces/…/state/orders/… 200',
      'PUT /ordersysteem/v1/creditorders 202',
      'POST /_sandbox/workspaces/…/clock/advance 200',
      'PUT /bestelomgeving/creditorders/confirmations 202 sent',
      'PUT /ordersysteem/v1/orders 400',
    ]);
    expect(output).not.toMatch(/"access_token":"eyJ[^…]/);
    expect(await server.control('get', 'exchanges')).toEqual(before);
  });

  it('plays all chains in a server of its own, with a sentence for each step', async () => {
    const { code, output, errors } = await demo();
    expect([code, errors]).toEqual([0, '']);
    expect(output.match(/^More: .*$/gm)).toEqual([
      'More: guide docs/guides/edu-v-bestelomgeving.md',
      'More: guide docs/guides/bokbasen-buyer.md',
      'More: guide docs/guides/bokbasen-bookstore.md',
    ]);
    expect(output).toContain('"status": "FULFILLED"');
    expect(output).toMatch(
      /\n7\. .*EPUB.*\n {3}> GET \S+\.epub\n {3}< 200 OK\n {5}\(application\/epub\+zip, \d+ bytes\)\n/,
    );
    expect(output).not.toContain('\u001b');
  });

  it('ends with 1 when a response is not the expected one', async () => {
    const { code, errors } = await demo('--url', `${server.url}/docs`, '--chain', 'dds-sale');
    expect([code, errors]).toEqual([1, expect.stringMatching(/^ketenlab: .* answered /)]);
  });
});
