import { beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { DdsClient, NODRM, SDRM, anOrder, legacyHeaders } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);

beforeAll(() => server.control('put', 'clock', { mode: 'frozen' }));

describe('a store', () => {
  it('plays a whole sale over HTTP, by what the server hands out', async () => {
    // The inventory, from one page to the next, until an SDRM title that can be sold is found.
    let url = `/bokbasen/dds/inventory/v2?after=${new Date(Date.now() - 85 * 86_400_000).toISOString().replaceAll(/[-:T]|\..*/g, '')}&pagesize=1`;
    let entry = '';
    while (!entry.includes('<inv:drm>SDRM</inv:drm>')) {
      const { text, body, headers } = await dds.call('get', url);
      entry = text ?? (body as Buffer).toString('utf8');
      url = /<(.+?)>; rel="next"/.exec(headers['link']!)![1]!.replace(server.url, '');
    }
    expect(entry).toContain('<inv:published>true</inv:published>');
    const resid = /<id>urn:uuid:(.+?)<\/id>/.exec(entry)![1]!;

    // The consumer has no account yet.
    const email = 'kunde@example.org';
    const path = '/bokbasen/bokskya/account/v1';
    const lookup = await dds.call('get', `${path}/${email}`, { service: 'bokskya' });
    expect(lookup.body).toEqual({ data: 'USER_NOT_FOUND' });
    const registration = { email, name: 'Kim', surname: 'Kunde' };
    const { body: account } = await dds.call('post', path, {
      service: 'bokskya',
      body: registration,
    });
    const { id } = account as { id: string };

    // Sold: Location leads to the content, that to the status page, and that to the file.
    const order = {
      orderid: 'sale-1',
      resid,
      spd: '18900',
      id,
      firstname: 'Kim',
      lastname: 'Kunde',
    };
    const content = await dds.placeOrder(order);
    const page = await dds.startContent(content);
    expect(await dds.status(page)).toEqual({ status: 'PROCESSING' });
    await server.advance('PT1S');
    const { downloadURL } = await dds.status(page);
    const { bytes } = await dds.download(downloadURL!);
    expect(strFromU8(unzipSync(bytes)['OEBPS/watermark.xhtml']!)).toContain('Kjøpt av Kim Kunde');

    // The shelf has it, and its link gets the file as well.
    const shelf = await dds.call('get', `/bokbasen/bokskya/content/v1/${id}`, {
      service: 'bokskya',
    });
    const feed = shelf.text ?? (shelf.body as Buffer).toString('utf8');
    const link = /type="application\/json" href="(.+?)"/.exec(feed)![1]!.replace(server.url, '');
    expect(link).toBe(content);
    const again = unzipSync((await dds.file(link)).bytes);
    expect(strFromU8(again['OEBPS/watermark.xhtml']!)).toContain('Kjøpt av Kim Kunde');

    // And what was read is reported.
    const report = {
      items: [
        {
          isbn: /<inv:isbn>(\d+)/.exec(entry)![1],
          periodFrom: '2026-10',
          periodTo: '2026-10',
          productOwnerId: /<inv:publisher>(\d+)/.exec(entry)![1],
          cost: { totalCost: 189 },
          consumption: { total: 1 },
        },
      ],
    };
    const reported = await dds.call('post', '/bokbasen/reporting/streaming/v1', {
      service: 'reporting',
      body: report,
    });
    expect(reported.status).toBe(204);
  });
});

describe.each([
  ['under /boknett', '', '/boknett/dds', ''],
  ['by the name of the real host', 'api.dds.boknett.no', '', 'https://api.dds.boknett.no'],
])('the older platform, %s', (_, host, base, origin) => {
  it('has orders, content, status page and file, with links in its own form', async () => {
    const headers = {
      ...(host && { host }),
      ...(await legacyHeaders(server)),
      accept: 'application/json',
    };
    const home = origin || server.url + base;
    const here = (url: string): string => url.replace(origin || server.url, '');
    const placed = await server.http
      .post(`${base}/order/`)
      .set(headers)
      .send(anOrder({ resid: SDRM, firstname: 'Ola', lastname: 'Nordmann' }));
    expect([placed.status, placed.headers['location']]).toEqual([
      201,
      expect.stringMatching(new RegExp(`^${home}/content/[0-9a-f-]{36}$`)),
    ]);
    const started = await server.http
      .get(here(placed.headers['location']!))
      .set(headers)
      .redirects(0);
    expect([started.status, started.headers['location']]).toEqual([
      302,
      expect.stringMatching(new RegExp(`^${home}/download/[0-9a-f-]{36}/status$`)),
    ]);
    await server.advance('PT1S');
    const status = await server.http
      .get(here(started.headers['location']!))
      .set({ ...(host && { host }), accept: 'application/json' });
    const { downloadURL } = status.body as { downloadURL: string };
    expect(downloadURL.startsWith(`${home}/download/`)).toBe(true);
    const file = await server.http.get(here(downloadURL)).set(host ? { host } : {});
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/epub+zip']);
    const subscribed = await server.http
      .post(`${base}/order/subscription`)
      .set(headers)
      .send({ resid: NODRM });
    expect(subscribed.status).toBe(201);
    for (const path of [
      `content/${NODRM}/sample`,
      `content/raw/${NODRM}`,
      `content/library/${NODRM}`,
    ])
      expect((await server.http.get(`${base}/${path}`).set(headers).redirects(0)).status).toBe(302);
  });

  it('wants a ticket and a Date', async () => {
    const { status } = await server.http
      .post(`${base}/order`)
      .set(host ? { host } : {})
      .send(anOrder());
    expect(status).toBe(401);
  });
});
