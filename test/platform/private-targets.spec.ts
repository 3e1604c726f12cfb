import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { JournaledHttp } from '../../src/platform/outbox/journaled-http.js';
import { anOrder } from '../support/builders.js';
import { partnerServer } from '../support/partner-server.js';
import { TestServer, type Exchange, type OutboxMessage } from '../support/test-server.js';

const OPEN = { HOST: '0.0.0.0', SANDBOX_TOKEN: 'open sesame', DEMO_SECRETS: 'default' };
const partner = partnerServer();
const portOf = (url: string) => new URL(url).port;

/** A server that other machines can reach. */
class OpenServer extends TestServer {
  constructor(env: Record<string, string> = {}) {
    super({ ...OPEN, ...env });
  }

  /** Stores a partner without the check of the control API, as an earlier start on loopback would have done. */
  async storePartner(address: Record<string, string>): Promise<void> {
    const { Partners } = await import('../../src/platform/outbox/partners.js');
    const { baseUrl = partner.url } = address;
    await this.provider(Partners).set('default', 'bestelomgeving', { ...address, baseUrl });
  }

  /** Sends a confirmation. Returns its message and the calls for it. */
  async confirm(): Promise<{ message: OutboxMessage | undefined; calls: Exchange[] }> {
    await this.freeze();
    const order = anOrder();
    await this.put('/ordersysteem/orders', order);
    await this.advance('PT1S');
    const message = (await this.outbox()).find(({ about }) => about === order.requestReferenceId);
    return { message, calls: await this.exchanges('direction=outbound') };
  }
}

const refused = (text: string) =>
  `${text} is not a public address, and ALLOW_PRIVATE_TARGETS does not name it`;

describe('a server that other machines can reach', () => {
  const server = new OpenServer();
  beforeAll(() => server.start());
  afterAll(() => server.remove());
  afterEach(async () => {
    await server.control('delete', 'partners/bestelomgeving');
    await server.control('post', 'reset');
  });

  it('sends nothing to a private address, and gives the reason in the attempt and the journal', async () => {
    await server.storePartner({ baseUrl: partner.url });
    const { message, calls } = await server.confirm();
    const reason = refused('baseUrl: 127.0.0.1');
    expect([message?.state, message?.attempts[0]?.error]).toEqual(['waiting', reason]);
    expect(calls.map(({ status, response }) => [status, response.body])).toEqual([[0, reason]]);
    expect(partner.requests).toEqual([]);
  });

  it('checks the addresses of a name when it connects', async () => {
    await server.storePartner({ baseUrl: `http://localhost:${portOf(partner.url)}` });
    const { message } = await server.confirm();
    expect(message?.attempts[0]?.error).toMatch(
      /^baseUrl: localhost \((?:127\.0\.0\.1|::1)\) is not a public address/,
    );
    expect(partner.requests).toEqual([]);
  });

  it('checks the token endpoint', async () => {
    await server.storePartner({ tokenUrl: `${partner.url}/oauth2/token`, clientId: 'us' });
    const { message, calls } = await server.confirm();
    expect(message?.attempts[0]?.error).toBe(refused('tokenUrl: 127.0.0.1'));
    expect(calls.map(({ operation }) => operation)).toEqual(['issueToken']);
    expect(partner.requests).toEqual([]);
  });

  it('checks the key set of a client', async () => {
    const { Clients } = await import('../../src/platform/oauth/clients.js');
    const clients = server.provider(Clients);
    const demo = clients.find('demo');
    if (!demo) throw new Error('there is no client demo');
    await clients.setKeys(demo, { jwksUri: `${partner.url}/jwks` });
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    partner.jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: '1' }] };
    const assertion = await new SignJWT({ iss: 'demo', sub: 'demo', jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', kid: '1' })
      .setAudience(`${server.url}/ordersysteem/oauth2/token`)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
    const response = await server.http.post('/ordersysteem/oauth2/token').type('form').send({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    await clients.setKeys(demo, null);
    const reason = `client_assertion: the signature cannot be verified (${refused('jwks_uri: 127.0.0.1')})`;
    expect([response.status, response.body]).toEqual([
      401,
      { error: 'invalid_client', error_description: reason },
    ]);
    expect((await server.lastExchange('operation=issueToken'))?.reason).toBe(reason);
    expect(partner.requests).toEqual([]);
  });

  it('sends to its own roles', async () => {
    const { message } = await server.confirm();
    expect(message?.state).toBe('sent');
  });

  it('sends to its own socket by an address of a partner', async () => {
    const own = `http://127.0.0.1:${portOf(server.url)}/bestelomgeving`;
    const tokenUrl = `${own}/oauth2/token`;
    const client = { clientId: 'demo', clientSecret: 'demo-secret' };
    await server.control('put', 'partners/bestelomgeving', { baseUrl: own, tokenUrl, ...client });
    const { message } = await server.confirm();
    expect(message?.state).toBe('sent');
  });

  it.each([
    ['a private address', 'http://10.0.0.5/v1', '10.0.0.5'],
    ['an address as one number', 'http://2130706433:9000', '127.0.0.1'],
    ['an address in hexadecimal', 'http://0xa9.0xfe.0xa9.0xfe', '169.254.169.254'],
    ['an address in octal', 'http://012.0.0.1', '10.0.0.1'],
    ['an address with two parts', 'http://127.1', '127.0.0.1'],
    ['IPv6', 'http://[fd00:ec2::254]', 'fd00:ec2::254'],
    ['IPv4 in IPv6', 'http://[::ffff:192.168.0.1]', '::ffff:c0a8:1'],
    ['the unspecified address', 'http://0:9000', '0.0.0.0'],
    ['the unspecified address of IPv6', 'https://[::]', '::'],
    ['localhost', 'http://localhost:9000', 'localhost (127.0.0.1)'],
    ['a name below localhost', 'http://a.LOCALHOST.', 'a.localhost. (127.0.0.1)'],
  ])('refuses a partner with %s at once', async (_title, baseUrl, seen) => {
    const body = { baseUrl, tokenUrl: `${baseUrl}/token`, clientId: 'us' };
    const response = await server.tryControl('put', 'partners/bestelomgeving', body);
    const expected = 'an address that outgoing calls may reach';
    const error = { expected, seen: refused(seen) };
    expect([response.status, (response.body as { faults: object[] }).faults]).toEqual([
      400,
      [
        { path: '/baseUrl', ...error },
        { path: '/tokenUrl', ...error },
      ],
    ]);
  });

  it('refuses a jwks_uri with a private address at once', async () => {
    const body = { jwks_uri: 'http://10.0.0.5/jwks' };
    const response = await server.tryControl('put', 'clients/demo/keys', body);
    const expected = 'an address that outgoing calls may reach';
    expect([response.status, (response.body as { faults: object[] }).faults]).toEqual([
      400,
      [{ path: '/jwks_uri', expected, seen: refused('10.0.0.5') }],
    ]);
  });

  it('accepts a partner with a public address or a name that is not resolved yet', async () => {
    for (const baseUrl of ['https://93.184.216.34', 'https://partner.invalid/v1']) {
      const response = await server.tryControl('put', 'partners/bestelomgeving', { baseUrl });
      expect([baseUrl, response.status]).toEqual([baseUrl, 200]);
    }
  });
});

describe('ALLOW_PRIVATE_TARGETS', () => {
  it.each([
    ['an address', '127.0.0.1', '127.0.0.1', 'sent'],
    ['a CIDR', '10.0.0.0/8,127.0.0.0/8', '127.0.0.1', 'sent'],
    ['everything', '*', '127.0.0.1', 'sent'],
    ['a name', 'localhost', 'localhost', 'sent'],
    ['one of the addresses of a name', '127.0.0.1', 'localhost', 'sent'],
    ['a name, if the call has the address', 'localhost', '127.0.0.1', 'waiting'],
    ['another network', '10.0.0.0/8', '127.0.0.1', 'waiting'],
  ])('allows or refuses a call with %s', async (_title, allowed, host, state) => {
    const server = new OpenServer({ ALLOW_PRIVATE_TARGETS: allowed });
    await server.start();
    try {
      await server.storePartner({ baseUrl: `http://${host}:${portOf(partner.url)}` });
      expect((await server.confirm()).message?.state).toBe(state);
    } finally {
      await server.remove();
    }
  });

  it.each([
    ['localhost', 200],
    ['127.0.0.1', 200],
    ['::1', 200],
    ['10.0.0.0/8', 400],
  ])('of %s accepts or refuses localhost in a partner', async (allowed, status) => {
    const server = new OpenServer({ ALLOW_PRIVATE_TARGETS: allowed });
    await server.start();
    try {
      const body = { baseUrl: 'http://localhost:9000' };
      expect((await server.tryControl('put', 'partners/bestelomgeving', body)).status).toBe(status);
    } finally {
      await server.remove();
    }
  });

  it('is not needed while only this machine can reach the server', async () => {
    const server = new TestServer();
    await server.start();
    try {
      const { signal } = new AbortController();
      const exchange = { role: 'ordersysteem', operation: 'confirmOrder', workspace: 'default' };
      const call = { method: 'GET', url: partner.url, headers: {}, toOwnRole: false } as const;
      const result = server.provider(JournaledHttp).call({ ...call, exchange, signal });
      expect(await result).toMatchObject({ status: 202 });
    } finally {
      await server.remove();
    }
  });
});
