import { expect, it } from '@jest/globals';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const secrets = ['Hemmelig', 'ola.hemmelig', 'geheim', 'ketenid.nl/201703/f00d'];

it.each([
  ['json', 'trace', 'message was not delivered'],
  ['pretty', 'trace', 'acceptOrder                    202'],
])(
  'the log in the format %s at level %s contains no value of a message',
  async (format, level, expected) => {
    const folder = temporaryFolder();
    const server = new CommandProcess(
      ['dist/bundle/main.js'],
      {
        PORT: '0',
        LOG_LEVEL: level,
        LOG_FORMAT: format,
        CONFIRM_AFTER: 'PT0S',
        DATABASE_URL: 'sqlite::memory:',
      },
      folder.path,
    );
    try {
      const url = await server.url();
      const control = `${url}/_sandbox/workspaces/default`;
      const headers = { 'content-type': 'application/json' };
      const put = (path: string, body: object, token = '') =>
        fetch(path, {
          method: 'PUT',
          headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
          body: JSON.stringify(body),
        });
      const login = async (path: string, more = {}): Promise<string> => {
        const form = {
          grant_type: 'client_credentials',
          client_id: 'demo',
          client_secret: 'demo-secret',
        };
        const body = new URLSearchParams({ ...form, ...more });
        const response = await fetch(url + path, { method: 'POST', body });
        return ((await response.json()) as { access_token: string }).access_token;
      };
      const dds = await login('/bokbasen/oauth/token', {
        audience: 'https://api.bokbasen.io/dds/',
      });
      // A failed outbox message is logged.
      await put(`${control}/partners/bestelomgeving`, { baseUrl: 'http://127.0.0.1:1' });
      const order = {
        requestReferenceId: '7d3c1c0e-4d0b-4b7e-9a55-0f5f6d1f3a10',
        purchaseOrderId: 'geheim',
        orderLines: [{ productId: '9789000000017', quantity: 1 }],
      };
      const orders = `${url}/ordersysteem/orders`;
      const edu = await login('/ordersysteem/oauth2/token');
      expect((await put(orders, order, edu)).status).toBe(202);
      expect((await put(orders, { ...order, requestReferenceId: 'geheim' }, edu)).status).toBe(400);
      const sale = { orderid: 'a', resid: '18C8075F-C8B9-4029-9747-7C7F2CFB5CFA', spd: '1' };
      const person = { firstname: 'Ola', lastname: 'Hemmelig', id: 'ola.hemmelig@example.org' };
      const sold = await fetch(`${url}/bokbasen/dds/order/v1`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${dds}` },
        body: JSON.stringify({ ...sale, ...person }),
      });
      expect(sold.status).toBe(201);
      const membership = { user: { eckId: 'https://ketenid.nl/201703/f00d' }, school: 'Hemmelig' };
      expect((await put(`${control}/state/memberships/x`, membership)).status).toBe(400);
      const since = '2020-01-01T00:00:00Z';
      await fetch(
        `${control}/exchanges/wait?operation=confirmOrder&direction=outbound&since=${since}`,
      );
      // The log line follows the exchange. Stopping the server flushes it.
    } finally {
      server.kill('SIGTERM');
      await server.exit;
      folder.remove();
    }

    expect(server.output).toContain(expected);
    expect(secrets.filter((text) => (server.output + server.errors).includes(text))).toEqual([]);
  },
);
