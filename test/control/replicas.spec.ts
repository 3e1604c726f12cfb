import { describe, expect, it } from '@jest/globals';
import { VERSION } from '../../src/platform/config/version.js';
import { EXCHANGES_PATH } from '../../src/platform/replicas/stray-exchanges.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

describe('GET /_sandbox/replicas', () => {
  it('lists one process with all its workspaces, when it is the only one', async () => {
    const { id } = await server.workspace({ id: 'a-second-one' });
    const { status, body } = await server.http.get('/_sandbox/replicas');
    expect([status, body]).toEqual([
      200,
      {
        replicas: [
          {
            id: expect.stringMatching(/^[\da-f-]{36}$/),
            url: server.url,
            version: VERSION,
            startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
            self: true,
            workspaces: [id, 'default'],
          },
        ],
      },
    ]);
  });
});

describe('the path for exchanges of other replicas', () => {
  it.each(['post', 'get'] as const)(
    'is unknown to a %s that no replica has signed',
    async (method) => {
      const forged = server.http[method](EXCHANGES_PATH).set('sandbox-forwarded', 'default.00');
      const { status, body } = await forged;
      expect([status, body]).toEqual([
        404,
        {
          type: 'about:blank',
          title: 'Not Found',
          status: 404,
          detail: `Unknown path: ${EXCHANGES_PATH}.`,
        },
      ]);
      expect(await server.exchanges()).toEqual([]);
    },
  );
});
