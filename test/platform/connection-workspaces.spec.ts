import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Agent } from 'undici';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const path = '/ordersysteem/orders';
let agent: Agent;
let workspace: Workspace;

beforeEach(async () => {
  // One connection, which stays open.
  agent = new Agent({ connections: 1, pipelining: 1 });
  workspace = await server.workspace();
});
afterEach(() => agent.close());

const send = async (token?: string): Promise<number> => {
  const { statusCode, body } = await agent.request({
    origin: server.url,
    path,
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(anOrder()),
  });
  await body.dump();
  return statusCode;
};
const statusesIn = async (target: Workspace) =>
  (await target.exchanges(`operation=acceptOrder`)).map(({ status }) => status);

describe('a request without a valid token', () => {
  it.each([
    ['without a token', undefined],
    ['with a token that nobody issued', 'unknown'],
  ])('%s belongs to the workspace of its connection', async (_, token) => {
    expect(await send(await workspace.token('ordersysteem'))).toBe(202);
    expect(await send(token)).toBe(401);
    expect(await statusesIn(workspace)).toEqual([401, 202]);
    const report = await workspace.control<ConformanceReport>('get', 'conformance');
    expect(report.requirements.find(({ id }) => id === 'EDUV-ORDER-02')).toMatchObject({
      verdict: 'fail',
      departed: 1,
    });
  });

  it('belongs to default on a connection that carried requests of two workspaces', async () => {
    const other = await server.workspace();
    await send(await workspace.token('ordersysteem'));
    await send(await other.token('ordersysteem'));
    expect(await send()).toBe(401);
    expect([await statusesIn(workspace), await statusesIn(other)]).toEqual([[202], [202]]);
    expect((await statusesIn(server))[0]).toBe(401);
  });

  it('belongs to default after its workspace was removed', async () => {
    const token = await workspace.token('ordersysteem');
    await send(token);
    await server.http.delete(`/_sandbox/workspaces/${workspace.id}`).expect(204);
    expect(await send()).toBe(401);
    expect((await statusesIn(server))[0]).toBe(401);
  });
});
