import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { BOOK, SEEDED_ORDER } from '../support/bokbasen-client.js';
import { anOrder } from '../support/builders.js';
import { DdsClient, legacyHeaders } from '../support/dds-client.js';
import type { Workspace } from '../support/test-server.js';
import { putOrder, statusesOf, workspaceAtReplicas } from './workspace-at-replicas.js';

const at = workspaceAtReplicas();

describe('a partner at any replica', () => {
  const grant = { grant_type: 'client_credentials' };
  const basic = (name = 'demo') => {
    const client = at.owner.clientId(name);
    return `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}`;
  };
  const audience = 'https://api.bokbasen.io/orders/';

  it.each(['Bearer', 'bearer', 'BEARER'])('uses a token with the scheme %s', async (scheme) => {
    const authorization = `${scheme} ${await at.owner.token()}`;
    const answers = [];
    for (const { http } of at.everywhere)
      answers.push(await http.put('/orders').set({ authorization }).send(anOrder()));
    expect(statusesOf(answers)).toEqual([202, 202, 202]);
    const exchanges = await at.third.exchanges('operation=acceptOrder');
    expect(exchanges.map(({ status }) => status)).toEqual([202, 202, 202]);
  });

  it.each(['Basic', 'basic'])('gets tokens with the scheme %s', async (scheme) => {
    const authorization = basic().replace('Basic', scheme);
    for (const { http } of at.everywhere) {
      const edu = http.post('/ordersysteem/oauth2/token').type('form').set({ authorization });
      expect((await edu.send(grant)).status).toBe(200);
      const norway = http.post('/bokbasen/oauth/token').type('form').set({ authorization });
      expect((await norway.send({ ...grant, audience })).status).toBe(200);
    }
    const paths = (await at.second.exchanges('operation=issueToken')).map(({ path }) => path);
    expect(paths).toHaveLength(6);
  });

  it('is refused with wrong credentials, in the journal of its workspace', async () => {
    const wrong = { client_id: at.owner.clientId(), client_secret: 'wrong' };
    for (const { http } of at.everywhere) {
      await http
        .post('/ordersysteem/oauth2/token')
        .type('form')
        .send({ ...grant, ...wrong });
      await http.post('/bokbasen/oauth/token').send({ ...grant, ...wrong, audience });
      await http
        .post('/boknett/login/v1/tickets')
        .type('form')
        .send(`username=${at.owner.clientId()}&password=wrong`);
    }
    const statuses = (await at.third.exchanges()).map(({ status }) => status);
    expect(statuses).toEqual([400, 401, 401, 400, 401, 401, 400, 401, 401]);
  });

  it('gets a token with a client_assertion, once', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
    const client = at.owner.clientId();
    await at.second.control('put', `clients/${client}/keys`, { jwks: { keys: [jwk] } });
    const assertionAt = (url: string) =>
      new SignJWT({ jti: randomUUID(), aud: `${url}/ordersysteem/oauth2/token` })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(client)
        .setSubject(client)
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(privateKey);
    const requestToken = ({ http }: Workspace, client_assertion: string) =>
      http
        .post('/ordersysteem/oauth2/token')
        .type('form')
        .send({
          ...grant,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion,
        });
    const workspaces = at.everywhere;
    for (const [index, workspace] of workspaces.entries()) {
      const assertion = await assertionAt(at.replicas.urls[index]!);
      const accepted = await requestToken(workspace, assertion);
      expect(accepted.status).toBe(200);
      const again = await requestToken(workspaces[(index + 1) % 3]!, assertion);
      expect([again.status, again.body]).toEqual([
        401,
        expect.objectContaining({
          error_description: expect.stringMatching(/ was already used; /),
        }),
      ]);
      const { access_token: token } = accepted.body as { access_token: string };
      expect((await putOrder(workspaces[(index + 2) % 3]!, token)).status).toBe(202);
    }
  });

  it('uses a ticket, and files without credentials', async () => {
    const headers = await legacyHeaders(at.second);
    const shown = await Promise.all(
      at.everywhere.map(({ http }) =>
        http.get(SEEDED_ORDER.replace('/bokbasen/orders/v1', '/boknett/order/orders')).set(headers),
      ),
    );
    expect(statusesOf(shown)).toEqual([200, 200, 200]);
    await at.owner.freeze();
    const dds = new DdsClient(at.third);
    const content = await dds.placeOrder();
    const page = await dds.startContent(content);
    await at.second.advance('PT1S');
    for (const workspace of at.everywhere) {
      const { downloadURL } = await new DdsClient(workspace).status(page);
      const { pathname } = new URL(downloadURL!);
      const file = await workspace.http.get(pathname);
      expect([file.status, file.headers['content-type']]).toEqual([200, 'application/epub+zip']);
    }
    const exchanges = await at.owner.exchanges('operation=getDownloadStatus');
    expect(exchanges).toHaveLength(3);
  });

  it('without any workspace is recorded in default', async () => {
    const home = at.replicas.workspace('default', 1);
    await home.control('delete', 'exchanges');
    for (const { http } of at.everywhere) await http.get(`/nothing/${BOOK}`);
    const exchanges = await home.exchanges();
    expect(exchanges.map(({ status, path }) => `${status} ${path}`)).toEqual(
      at.replicas.running.map(() => `404 /nothing/${BOOK}`),
    );
  });
});
