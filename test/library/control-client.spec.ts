import { describe, expect, it } from '@jest/globals';
import { ControlApiError, createControlClient, dataOf } from '../../src/library/client.js';
import { testServer } from '../support/test-server.js';

const server = testServer({ SANDBOX_TOKEN: 'secret' });

describe('createControlClient', () => {
  it('calls the control API with its token', async () => {
    const client = createControlClient({ baseUrl: `${server.url}/`, token: 'secret' });
    const { items } = await dataOf(client.GET('/_sandbox/workspaces'));
    expect(items.map(({ id }) => id)).toEqual(['default']);
  });

  it('uses the given fetch', async () => {
    const fetch = async ({ url }: Request) => new Response(JSON.stringify({ items: [url] }));
    const client = createControlClient({ baseUrl: 'http://lab', fetch });
    expect(await dataOf(client.GET('/_sandbox/rules'))).toEqual({
      items: ['http://lab/_sandbox/rules'],
    });
  });
});

describe('dataOf', () => {
  it('rejects with request, status and description of a problem', async () => {
    const client = createControlClient({ baseUrl: server.url });
    const error = await dataOf(client.GET('/_sandbox/rules')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ControlApiError);
    expect(error).toMatchObject({ request: 'GET /_sandbox/rules', status: 401, faults: [] });
    expect((error as Error).message).toMatch(/^GET \/_sandbox\/rules answered 401: \S/);
  });

  it('rejects with each error of a request', async () => {
    const client = createControlClient({ baseUrl: server.url, token: 'secret' });
    const body = { kind: 'other', times: 'two' } as never;
    const params = { path: { ws: 'default' } };
    const call = dataOf(client.POST('/_sandbox/workspaces/{ws}/faults', { params, body }));
    const error = (await call.catch((reason: unknown) => reason)) as ControlApiError;
    expect(error.faults.map(({ path }) => path)).toEqual(['/kind', '/times']);
    for (const { path, expected, seen } of error.faults)
      expect(error.message).toContain(`${path}: expected ${expected}, seen ${seen}`);
  });
});
