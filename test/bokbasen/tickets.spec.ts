import { afterEach, describe, expect, it } from '@jest/globals';
import { request as undici } from 'undici';
import { testServer } from '../support/test-server.js';
import { anOrder } from '../support/bokbasen-client.js';

const server = testServer();
const LOGIN = '/boknett/login/v1/tickets';
const SEEDED = '/boknett/order/orders/0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11';

const login = (body = 'username=demo&password=demo-secret') =>
  server.http.post(LOGIN).set('content-type', 'application/x-www-form-urlencoded').send(body);
const ticket = async (): Promise<string> => (await login()).headers['boknett-tgt']!;
const httpDate = (milliseconds = Date.now(), zone = 'GMT'): string =>
  new Date(milliseconds).toUTCString().replace('GMT', zone);
const get = async (headers: Record<string, string>, path = SEEDED) => {
  const { status, body } = await server.http.get(path).set(headers);
  return [status, (body as { reason?: string }).reason];
};

afterEach(() => server.control('put', 'clock', { mode: 'real' }));

describe('POST /boknett/login/v1/tickets', () => {
  it('answers 201 with the ticket in Boknett-TGT, Content-Length: 0 and no body', async () => {
    const { status, headers, text } = await login();
    expect([status, headers['content-length'], text]).toEqual([201, '0', '']);
    expect(headers['boknett-tgt']).toMatch(/^TGT-\d+-[A-Za-z0-9]+-login\.boknett\.no$/);
    expect(headers['location']).toBeUndefined();
  });

  it('accepts the form without a Content-Type, as the PHP client sends it', async () => {
    const { statusCode, headers } = await undici(server.url + LOGIN, {
      method: 'POST',
      body: Buffer.from('username=demo&password=demo-secret'),
    });
    expect([statusCode, typeof headers['boknett-tgt']]).toEqual([201, 'string']);
  });

  // prettier-ignore
  it.each([
    ['a wrong password', 'username=demo&password=x',                    'username is unknown, or the password is wrong'],
    ['an unknown user',  'username=nobody&password=x',                  'username is unknown, or the password is wrong'],
    ['an Edu-V client',  'username=demo-portaal&password=demo-portaal-secret', 'username is unknown, or the password is wrong'],
    ['no username',      'password=demo-secret',                        'username is missing in the form'],
    ['no password',      'username=demo',                               'password is missing in the form'],
    ['no body',          '',                                            'username is missing in the form'],
  ])('answers 400 to %s, because no 401 is documented', async (_, form, message) => {
    const { status, body, headers } = await login(form);
    expect([status, body, headers['boknett-tgt']]).toEqual([400, { message }, undefined]);
  });

  it('answers 405 to another method', async () => {
    const { status, headers, body } = await server.http.get(LOGIN);
    expect([status, headers['allow'], body]).toEqual([
      405,
      'POST',
      {
        message: 'Method Not Allowed',
        reason: 'GET is not supported on this path; supported methods: POST',
      },
    ]);
  });

  it('keeps password and ticket out of the journal', async () => {
    const tgt = await ticket();
    await server.http.delete(`${LOGIN}/${tgt}`);
    const [dropped, issued] = await server.exchanges();
    expect([issued?.operation, dropped?.operation]).toEqual(['issueTicket', 'dropTicket']);
    expect(dropped?.path).toBe(`${LOGIN}/[redacted]`);
    expect(issued?.response.headers['boknett-tgt']).toBe('[redacted]');
    expect(JSON.stringify([issued, dropped])).not.toMatch(/demo-secret|TGT-\d/);
    // A ticket in an unexpected place is redacted too.
    const misplacedTicket = await ticket();
    await server.http.get(`/boknett/order/orders/${misplacedTicket}`);
    await server.http.delete(`${LOGIN}/${misplacedTicket.replace('TGT-', 'TGT%2D')}/x`);
    await server.http
      .post('/bokbasen/orders/v1')
      .set('content-type', 'text/plain')
      .send(`t=${misplacedTicket}`);
    await login('username=demo&pass%77ord=demo-secret');
    const all = JSON.stringify(await server.exchanges());
    expect(all).not.toContain(misplacedTicket.slice(6));
    expect(all).not.toContain('demo-secret');
  });
});

describe('a legacy ticket', () => {
  // prettier-ignore
  it.each(['GMT', 'UTC', '+0000'])('is accepted with Authorization: Boknett and a Date in %s', async (zone) => {
    expect(await get({ authorization: `Boknett ${await ticket()}`, date: httpDate(Date.now(), zone) })).toEqual([200, undefined]);
  });

  // RFC 1123 §5.2.14: the zone is a number. DateTimeFormatter.RFC_1123_DATE_TIME of Java and DATE_RFC1123 of PHP print it.
  it.each([
    ['a client in Oslo in winter', '+0100', 60],
    ['a client in Oslo in summer', '+0200', 120],
    ['a client in New York', '-0500', -300],
    ['a client in Kolkata', '+0530', 330],
    ['a client in Newfoundland', '-0330', -210],
    ['a client at UTC', '-0000', 0],
  ])('is accepted with the Date of %s: %s', async (_, zone, minutes) => {
    const authorization = `Boknett ${await ticket()}`;
    const local = Date.now() + minutes * 60_000;
    expect(await get({ authorization, date: httpDate(local, zone) })).toEqual([200, undefined]);
    // The same digits are another moment in GMT.
    const status = (await get({ authorization, date: httpDate(local) }))[0];
    expect(status).toBe(minutes === 0 ? 200 : 401);
  });

  it('expires after two hours of workspace time', async () => {
    await server.freeze('2026-09-01T08:00:00Z');
    const headers = { authorization: `Boknett ${await ticket()}`, date: httpDate() };
    await server.advance('PT1H59M59S');
    expect(await get(headers)).toEqual([200, undefined]);
    await server.advance('PT1S');
    expect(await get(headers)).toEqual([
      401,
      'the ticket has expired: tickets are valid for two hours',
    ]);
  });

  // prettier-ignore
  it.each([
    ['no Authorization',           () => ({ date: httpDate() }),                                  'Authorization must be: Boknett TGT-…'],
    ['no scheme Boknett',          (tgt: string) => ({ authorization: tgt, date: httpDate() }),   'Authorization must be: Boknett TGT-…'],
    ['Bearer',                     (tgt: string) => ({ authorization: `Bearer ${tgt}`, date: httpDate() }), 'Authorization must be: Boknett TGT-…'],
    ['an unknown ticket',          () => ({ authorization: 'Boknett TGT-1-x-login.boknett.no', date: httpDate() }), 'the ticket was not issued by this sandbox'],
    ['no Date',                    (tgt: string) => ({ authorization: `Boknett ${tgt}` }),  'Date must be in the form of RFC 1123, for example Tue, 10 Jun 2014 16:23:42 GMT; seen: none'],
    ['a Date in ISO 8601',         (tgt: string) => ({ authorization: `Boknett ${tgt}`, date: '2026-11-21T14:05:00Z' }), 'Date must be in the form of RFC 1123, for example Tue, 10 Jun 2014 16:23:42 GMT; seen: 2026-11-21T14:05:00Z'],
    ['a zone with a colon',        (tgt: string) => ({ authorization: `Boknett ${tgt}`, date: 'Sun, 29 Nov 2026 14:00:00 +01:00' }), 'Date must be in the form of RFC 1123, for example Tue, 10 Jun 2014 16:23:42 GMT; seen: Sun, 29 Nov 2026 14:00:00 +01:00'],
    ['a zone of 25 hours',         (tgt: string) => ({ authorization: `Boknett ${tgt}`, date: 'Sun, 29 Nov 2026 14:00:00 +2500' }), 'Date must be in the form of RFC 1123, for example Tue, 10 Jun 2014 16:23:42 GMT; seen: Sun, 29 Nov 2026 14:00:00 +2500'],
    ['a date that does not exist', (tgt: string) => ({ authorization: `Boknett ${tgt}`, date: 'Mon, 31 Feb 2026 10:00:00 GMT' }), 'Date must be in the form of RFC 1123, for example Tue, 10 Jun 2014 16:23:42 GMT; seen: Mon, 31 Feb 2026 10:00:00 GMT'],
  ])('is answered 401 with %s', async (_, headers, reason) => {
    expect(await get(headers(await ticket()))).toEqual([401, reason]);
  });

  it('is accepted while Date differs at most 15 minutes from real time, not from workspace time', async () => {
    await server.freeze('2026-09-01T08:00:00Z');
    const authorization = `Boknett ${await ticket()}`;
    const statusAtOffset = async (minutes: number) =>
      (await get({ authorization, date: httpDate(Date.now() + minutes * 60_000) }))[0];
    expect([
      await statusAtOffset(14),
      await statusAtOffset(-14),
      await statusAtOffset(16),
      await statusAtOffset(-16),
    ]).toEqual([200, 200, 401, 401]);
  });

  it('is invalid after DELETE, which answers 200 and then 400', async () => {
    const tgt = await ticket();
    const deleteTicket = () => server.http.delete(`${LOGIN}/${tgt}`);
    const first = await deleteTicket();
    expect([first.status, first.text]).toEqual([200, '']);
    const second = await deleteTicket();
    expect([second.status, second.body]).toEqual([
      400,
      { message: 'the ticket was deleted before' },
    ]);
    expect(await get({ authorization: `Boknett ${tgt}`, date: httpDate() })).toEqual([
      401,
      'the ticket was deleted: log in again',
    ]);
    const unknown = await server.http.delete(`${LOGIN}/TGT-1-x-login.boknett.no`);
    expect([unknown.status, unknown.body]).toEqual([400, { message: 'the ticket does not exist' }]);
    expect((await server.http.get(`${LOGIN}/${tgt}`)).status).toBe(405);
  });

  it('is deleted once by ten logouts at the same moment', async () => {
    const tgt = await ticket();
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await server.http.delete(`${LOGIN}/${tgt}`)).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  // A client that logs out, which "Authentication Service" recommends, and uses its ticket again.
  it('is reported in its own workspace after it was deleted or has expired, for a day', async () => {
    const workspace = await server.workspace();
    await workspace.freeze('2026-09-01T08:00:00Z');
    const form = `username=${workspace.clientId()}&password=${workspace.clientId()}-secret`;
    const ownTicket = async () => (await login(form)).headers['boknett-tgt']!;
    const [deleted, expired] = [await ownTicket(), await ownTicket()];
    await server.http.delete(`${LOGIN}/${deleted}`);
    const reasonAndWorkspace = async (tgt: string) => {
      await workspace.control('delete', 'exchanges');
      const [, reason] = await get({ authorization: `Boknett ${tgt}`, date: httpDate() });
      const all = await workspace.exchanges('operation=getOrder');
      return [reason, all.map(({ status, findings }) => [status, findings[0]?.seen])];
    };
    const reportedAs = (reason: string) => [reason, [[401, reason]]];
    await workspace.advance('PT3H');
    // A login removes old tickets.
    await ownTicket();
    expect(await reasonAndWorkspace(deleted)).toEqual(
      reportedAs('the ticket was deleted: log in again'),
    );
    expect(await reasonAndWorkspace(expired)).toEqual(
      reportedAs('the ticket has expired: tickets are valid for two hours'),
    );
    await workspace.advance('PT24H');
    await ownTicket();
    expect(await reasonAndWorkspace(deleted)).toEqual([
      'the ticket was not issued by this sandbox',
      [],
    ]);
  });

  it('is answered 401 on the current paths', async () => {
    const { status } = await server.http
      .get('/bokbasen/orders/v1/0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11')
      .set({ authorization: `Boknett ${await ticket()}`, date: httpDate() });
    expect(status).toBe(401);
  });
});

describe('the legacy paths', () => {
  it('serve all six operations with legacy links', async () => {
    await server.freeze('2026-09-01T08:00:00Z');
    const headers = { authorization: `Boknett ${await ticket()}`, date: httpDate() };
    const sent = await server.http.post('/boknett/order/orders').set(headers).send(anOrder());
    expect([sent.status, sent.text]).toEqual([202, '']);
    const base = `${server.url}/boknett/order/orders`;
    const { pathname: order } = new URL(sent.headers['location']!);
    expect(sent.headers['location']).toMatch(new RegExp(`^${base}/[0-9a-f-]{36}$`));
    await server.advance('PT1S');

    const list = await server.http
      .get('/boknett/order/orders/?fromDate=20260901000000&mode=SENT_BY_ME')
      .set(headers);
    const [item] = JSON.parse(list.text) as { links: object[] }[];
    expect(item?.links).toEqual([{ rel: 'self', href: server.url + order }]);

    const shown = await server.http.get(order).set(headers);
    expect(JSON.parse(shown.text)).toMatchObject({
      _links: {
        self: { href: server.url + order },
        editx: { href: `${server.url}${order}/editx` },
      },
    });
    expect((await server.http.get(`${order}/EDItX`).set(headers)).status).toBe(200);

    const json = { ...headers, 'content-type': 'application/json' };
    const status = await server.http
      .post(`${order}/lines/1`)
      .set(json)
      .send({ status: 'RECEIVED' });
    const quantity = await server.http
      .post(`${order}/update`)
      .set(json)
      .send({ ean: '9788200000013', number: -1 });
    expect([status.status, quantity.status]).toEqual([200, 200]);
  });

  it('accept an order without a media type and require JSON for an update', async () => {
    const headers = { authorization: `Boknett ${await ticket()}`, date: httpDate() };
    const { statusCode } = await undici(`${server.url}/boknett/order/orders`, {
      method: 'POST',
      headers,
      body: Buffer.from(anOrder()),
    });
    expect(statusCode).toBe(202);
    const update = await server.http
      .post(`${SEEDED}/lines/1`)
      .set({ ...headers, 'content-type': 'text/plain' })
      .send('{"status":"RECEIVED"}');
    expect(update.status).toBe(415);
  });
});

describe('LEGACY=off', () => {
  const modern = testServer({ LEGACY: 'off' });

  it.each([
    ['post', LOGIN],
    ['delete', `${LOGIN}/TGT-1-x`],
    ['get', SEEDED],
    ['post', '/boknett/order/orders'],
  ] as const)('answers 404 to %s %s, with and without the real host name', async (method, path) => {
    const { status, body } = await modern.http[method](path);
    expect([status, body]).toMatchObject([404, { message: 'Not Found' }]);
    const host = await modern.http.get('/orders').set('host', 'api.order.boknett.no');
    expect(host.status).toBe(404);
  });
});
