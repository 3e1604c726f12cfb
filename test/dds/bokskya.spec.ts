import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  AUDIO,
  CONSUMER,
  DdsClient,
  NODRM,
  SDRM,
  anOrder,
  legacyHeaders,
} from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const ACCOUNT = '/bokbasen/bokskya/account/v1';
const SHELF = '/bokbasen/bokskya/content/v1';
const account = async (idOrEmail: string) => {
  const { status, body } = await dds.call('get', `${ACCOUNT}/${encodeURIComponent(idOrEmail)}`, {
    service: 'bokskya',
  });
  return [status, body];
};
const register = async (body: object) => {
  const response = await dds.call('post', ACCOUNT, { service: 'bokskya', body });
  return [response.status, response.body] as [number, { id: string; active: boolean }];
};
const shelf = async (id: string, headers: Record<string, string> = {}) => {
  const response = await dds.call('get', `${SHELF}/${id}`, { service: 'bokskya', headers });
  const { status, text, body } = response;
  return {
    status,
    modified: response.headers['last-modified'] ?? '',
    type: response.headers['content-type'],
    text: text ?? (Buffer.isBuffer(body) ? body.toString('utf8') : ''),
  };
};

beforeAll(() => server.freeze());

describe('GET /bokskya/account/v1/{id}', () => {
  it('answers 200 with the account for a DDS-ID or e-mail address, ignoring case', async () => {
    const ola = [200, { id: CONSUMER, active: true }];
    for (const idOrEmail of [
      CONSUMER,
      CONSUMER.toUpperCase(),
      'ola.nordmann@example.org',
      'Ola.Nordmann@Example.org',
    ])
      expect(await account(idOrEmail)).toEqual(ola);
  });

  it('answers 200 with USER_NOT_FOUND for an unknown account', async () => {
    const none = [200, { data: 'USER_NOT_FOUND' }];
    expect(await account('00000000-0000-4000-8000-000000000000')).toEqual(none);
    expect(await account('nobody@example.org')).toEqual(none);
  });

  it('answers 400 with PARAMETER_ERROR to a value that is neither DDS-ID nor e-mail address', async () => {
    expect(await account('ola')).toEqual([
      400,
      {
        data: 'PARAMETER_ERROR',
        message: 'a DDS-ID or an e-mail address is expected; seen: ola',
      },
    ]);
  });

  it('answers 403 to a token for dds, and 406 to Accept: application/xml', async () => {
    expect((await dds.call('get', `${ACCOUNT}/${CONSUMER}`)).status).toBe(403);
    const headers = { accept: 'application/xml' };
    expect(
      (await dds.call('get', `${ACCOUNT}/${CONSUMER}`, { service: 'bokskya', headers })).status,
    ).toBe(406);
  });
});

describe('POST /bokskya/account/v1', () => {
  const kari = { email: 'kari.nordmann@example.org', name: 'Kari', surname: 'Nordmann' };

  it('answers 200 with the new DDS-ID, and 409 when the account exists', async () => {
    const [status, body] = await register(kari);
    expect([status, body]).toEqual([
      200,
      { id: expect.stringMatching(/^[0-9a-f-]{36}$/), active: true },
    ]);
    expect(await account(kari.email)).toEqual([200, body]);
    expect(await account(body.id)).toEqual([200, body]);
    expect(await register({ ...kari, email: 'KARI.nordmann@example.org' })).toEqual([
      409,
      {
        data: 'USER_ALREADY_EXISTS',
        message: 'an account already exists for KARI.nordmann@example.org',
      },
    ]);
  });

  // prettier-ignore
  it.each<[string, object, object]>([
    ['no email',                             { email: undefined }, { path: '/email', expected: 'an e-mail address', seen: 'missing' }],
    ['an email without @',                   { email: 'kari' },    { path: '/email', expected: 'an e-mail address', seen: 'kari' }],
    ['a name of one character',              { name: 'K' },       { path: '/name', expected: 'at least two characters', seen: 'K' }],
    ['no surname',                           { surname: undefined }, { path: '/surname', expected: 'at least two characters', seen: 'missing' }],
    ['lastname, the field name of an order', { surname: undefined, lastname: 'Nordmann' }, { path: '/surname', seen: 'missing' }],
  ])('answers 400 to %s', async (_, difference, expectedError) => {
    const [status, body] = await register({ ...kari, email: 'x@example.org', ...difference });
    expect([status, (body as unknown as { faults: object[] }).faults]).toMatchObject([400, [expectedError]]);
  });

  it('creates one account for ten concurrent registrations', async () => {
    const same = { ...kari, email: 'once@example.org' };
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await register(same))[0]),
    );
    expect(statuses.toSorted((left, right) => left - right)).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ]);
  });
});

describe('GET /bokskya/content/v1/{id}', () => {
  it('answers an OPDS feed of the sales of every store, with its elements in order', async () => {
    const [, { id }] = await register({
      email: 'shelf@example.org',
      name: 'Lise',
      surname: 'Leser',
    });
    const content = await dds.placeOrder(anOrder({ id }));
    const audio = await dds.placeOrder(
      anOrder({ id, resid: AUDIO, firstname: 'Lise', lastname: 'Leser' }),
      'demo-store',
    );
    const excerpt = await dds.placeOrder(
      anOrder({ id: id.toUpperCase(), resid: SDRM, excerpt: true }),
    );
    const { status, type, text } = await shelf(id);
    expect([status, type]).toEqual([200, 'application/atom+xml;charset=UTF-8']);
    const entries = [...text.matchAll(/<entry>([\s\S]*?)<\/entry>/g)].map(([, entry]) => entry!);
    expect(entries).toHaveLength(3);
    const names = [...entries[0]!.matchAll(/<([\w:]+)[ >]/g)].map(([, name]) => name);
    expect(names).toEqual([
      'title',
      'link',
      'link',
      'opds:indirectAcquisition',
      'author',
      'name',
      'id',
      'created',
      'updated',
      'dc:identifier',
      'dc:identifier',
      'dc:publisher',
      'dc:issued',
      'dc:language',
    ]);
    expect(entries[0]).toContain(`<id>${NODRM}</id>`);
    expect(entries[0]).toContain('<created>2026-09-01T08:00:00.000Z</created>');
    expect(entries[0]).toContain(
      `rel="http://opds-spec.org/acquisition/open-access" type="application/json" href="${server.url}${content}"`,
    );
    expect(entries[1]).toContain(
      `rel="http://opds-spec.org/acquisition/open-access" type="application/json" href="${server.url}${audio}"`,
    );
    expect(entries[1]!.match(/opds:indirectAcquisition/g)).toHaveLength(6);
    expect(entries[2]).toContain(
      `rel="http://opds-spec.org/acquisition/sample" type="application/json" href="${server.url}${excerpt}"`,
    );
    const { XmlDocument } = await import('libxml2-wasm');
    XmlDocument.fromString(text).dispose();
  });

  it('answers 304 without a body to exactly its Last-Modified until the next sale', async () => {
    const [, { id }] = await register({
      email: 'again@example.org',
      name: 'Lise',
      surname: 'Leser',
    });
    await dds.placeOrder(anOrder({ id }));
    const { modified } = await shelf(id);
    expect(modified).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
    const again = await shelf(id, { 'if-modified-since': modified });
    expect([again.status, again.text, again.modified]).toEqual([304, '', modified]);
    // A second sale within the same second is a change.
    await dds.placeOrder(anOrder({ id }));
    expect((await shelf(id, { 'if-modified-since': modified })).status).toBe(200);
    const later = new Date(Date.parse(modified) + 5000).toUTCString();
    expect((await shelf(id, { 'if-modified-since': later })).status).toBe(200);
    expect((await shelf(id, { 'if-modified-since': 'yesterday' })).status).toBe(200);
    await server.freeze('2027-09-01T08:00:00Z');
    const fresh = new DdsClient(server);
    await fresh.placeOrder(anOrder({ id }));
    const token = { authorization: `Bearer ${await fresh.token('demo', 'bokskya')}` };
    const sold = await server.http
      .get(`${SHELF}/${id}`)
      .set({ ...token, 'if-modified-since': modified });
    expect(sold.status).toBe(200);
    await server.freeze();
  });

  it('accepts If-Modified-Since in every format of RFC 2616, and reads asctime as GMT', async () => {
    const { modified } = await shelf(CONSUMER);
    const [weekday = '', day = '', month = '', year = '', time = ''] = modified.split(' ');
    const long = new Date(modified).toLocaleDateString('en-GB', {
      weekday: 'long',
      timeZone: 'UTC',
    });
    for (const since of [
      `${long}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
      `${weekday.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`,
    ])
      expect([since, (await shelf(CONSUMER, { 'if-modified-since': since })).status]).toEqual([
        since,
        304,
      ]);
  });

  it('answers an empty feed for an account without sales, and 404 for an unknown account', async () => {
    const [, { id }] = await register({
      email: 'empty@example.org',
      name: 'Lise',
      surname: 'Leser',
    });
    expect((await shelf(id)).text).not.toContain('<entry>');
    expect((await shelf('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it('lists the sales of the seed to the seeded consumer', async () => {
    const { text } = await shelf(CONSUMER);
    expect(text.match(/<entry>/g)).toHaveLength(4);
    expect(text).toContain(
      `${server.url}/bokbasen/dds/content/v1/0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3"`,
    );
  });
});

describe('the legacy account API under /boknett/idp', () => {
  it('validates, registers and authenticates, and has no Adobe id', async () => {
    const headers = { ...(await legacyHeaders(server)), accept: 'application/json' };
    const get = async (path: string) =>
      (await server.http.get(`/boknett/idp/${path}`).set(headers)).body as object;
    expect(await get(`validate/${CONSUMER}`)).toEqual({ id: CONSUMER, active: true });
    expect(await get('validate/ola.nordmann@example.org')).toEqual({ id: CONSUMER, active: true });
    expect(await get('validate/nobody@example.org')).toEqual({ data: 'USER_NOT_FOUND' });
    const { status, body } = await server.http
      .post('/boknett/idp/register/')
      .set(headers)
      .send({ email: 'old@example.org', name: 'Lise', surname: 'Leser' });
    expect([status, (body as { active: boolean }).active]).toEqual([200, true]);
    expect(await get(`authenticate/${CONSUMER}`)).toEqual({
      id: expect.stringMatching(/^[\w+/]+=*$/),
    });
    expect(await get(`authenticate/nobody@example.org`)).toEqual({ data: 'USER_NOT_FOUND' });
    expect(await get(`adobeid/${CONSUMER}`)).toEqual({ data: 'NO_ADOBEID_EXIST' });
    const shelfOf = await server.http.get(`/boknett/dds/catalog/personal/${CONSUMER}`).set(headers);
    expect(shelfOf.status).toBe(200);
  });
});
