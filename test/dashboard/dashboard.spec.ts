import { describe, expect, it } from '@jest/globals';
import type { StartInfo } from '../../src/dashboard/app/api/start-info.js';
import { roles } from '../../src/roles/index.js';
import { testServer, TestServer } from '../support/test-server.js';

const server = testServer({ SANDBOX_TOKEN: 'open sesame' });
const assetsOf = (page: string): string[] => page.match(/docs\/dashboard\/[\w.-]+/g) ?? [];

describe('the dashboard', () => {
  it('gives the operations and audiences of each role, and the settings of a new workspace', async () => {
    const { body } = await server.http.get('/docs/dashboard/start.json');
    const { roles: served, generators, defaultSettings } = body as StartInfo;
    const roleOf = (role: string) => served.find(({ name }) => name === role);
    expect([roleOf('ordersysteem')?.operations, roleOf('ordersysteem')?.audiences]).toEqual([
      ['acceptOrder', 'acceptCreditOrder', 'issueToken'],
      undefined,
    ]);
    expect(roleOf('bokbasen-orders')?.audiences).toEqual({
      orders: 'https://api.bokbasen.io/orders/',
    });
    expect(generators).toEqual(['edu-v-order', 'edu-v-delivery', 'bokbasen-orders', 'dds']);
    const fresh = await server.workspace();
    expect(await fresh.control('get', 'settings')).toEqual(defaultSettings);
  });

  it('is a page without inline code, of which the addresses are relative', async () => {
    const { status, headers, text } = await server.http.get('/');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(text).not.toMatch(/<style|style=|<script(?![^>]* src="\.\/)/);
    expect(assetsOf(text)).toHaveLength(2);
  });

  it('has assets that are open, have their type, and may be cached for ever', async () => {
    const { text } = await server.http.get('/');
    for (const path of assetsOf(text)) {
      const { status, headers } = await server.http.get(`/${path}`);
      expect([status, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        `text/${path.endsWith('.js') ? 'javascript' : 'css'}; charset=utf-8`,
        'public, max-age=31536000, immutable',
      ]);
    }
  });

  it('answers 404 for an asset that it does not have, also for a path outside its folder', async () => {
    for (const name of ['other.js', '..%2findex.html', '%2e%2e'])
      expect([name, (await server.http.get(`/docs/dashboard/${name}`)).status]).toEqual([
        name,
        404,
      ]);
  });

  it('names the receivers of messages and the parties of the served roles', async () => {
    const alone = new TestServer({ ROLES: 'ordersysteem' });
    await alone.start();
    try {
      const { receivers, parties } = (await alone.http.get('/docs/dashboard/start.json'))
        .body as StartInfo;
      expect([receivers, parties.toSorted()]).toEqual([
        [
          {
            role: 'bestelomgeving',
            operations: ['confirmOrder', 'confirmCreditOrder'],
            baseUrls: [],
          },
        ],
        ['bestelomgeving', 'ordersysteem'],
      ]);
    } finally {
      await alone.remove();
    }
  });

  it.each(roles.map(({ name }) => name))(
    'gives a first request that %s admits when it is served alone',
    async (name) => {
      const alone = new TestServer({ ROLES: name });
      await alone.start();
      try {
        const { body } = await alone.http.get('/docs/dashboard/start.json');
        const { example, roles: served, hasDefaultSecrets } = body as StartInfo;
        expect([served.map((role) => role.name), hasDefaultSecrets]).toEqual([[name], true]);
        const { method, path, mediaType, body: message, tokenPath, audience } = example!;
        const token = await alone.http
          .post(tokenPath)
          .type('form')
          .send({
            grant_type: 'client_credentials',
            client_id: 'demo',
            client_secret: 'demo-secret',
            ...(audience !== undefined && { audience }),
          });
        const answer = await fetch(alone.url + path, {
          method,
          body: message,
          headers: {
            'content-type': mediaType,
            authorization: `Bearer ${(token.body as { access_token: string }).access_token}`,
          },
        });
        // A confirmation of an order that does not exist is refused by its content.
        expect([401, 403, 404, 405]).not.toContain(answer.status);
        expect((await alone.lastExchange(`role=${name}`))?.operation).toBeTruthy();
      } finally {
        await alone.remove();
      }
    },
  );
});
