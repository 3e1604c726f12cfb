import { beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { DdsClient, NODRM, SDRM, anOrder, legacyHeaders } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);

beforeAll(() => server.control('put', 'clock', { mode: 'frozen' }));

describe('DDS end to end', () => {
  it('sells a title by following only the links that the server returns', async () => {
    // Follow the inventory pages to an SDRM title that is for sale.
    let url = `/bokbasen/dds/inventory/v2?after=${new Date(Date.now() - 85 * 86_400_000).toISOString().replaceAll(/[-:T]|\..*/g, '')}&pagesize=1`;
    let entry = '';
    while (!entry.includes('<inv:drm>SDRM</inv:drm>')) {
      const { text, body, headers } = await dds.call('get', url);
      entry = text ?? (body as Buffer).toString('utf8');
      url = /<(.+?)>; rel="next"/.exec(headers['link']!)![1]!.replace(server.url, '');
    }
    expect(entry).toContain('<inv:published>true</inv:published>');
    const resid = /<id>urn:uuid:(.+?)<\/id>/.exec(entry)![1]!;

    // Register the consumer, who has no account yet.
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

    // Place the order. Location leads to the content, the content to the status page, and that to the file.
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

    // The shelf of the consumer links to the same content.
    const shelf = await dds.call('get', `/bokbasen/bokskya/content/v1/${id}`, {
      service: 'bokskya',
    });
    const feed = shelf.text ?? (shelf.body as Buffer).toString('utf8');
    const link = /type="application\/json" href="(.+?)"/.exec(feed)![1]!.replace(server.url, '');
    expect(link).toBe(content);
    const again = unzipSync((await dds.file(link)).bytes);
    expect(strFromU8(again['OEBPS/watermark.xhtml']!)).toContain('Kjøpt av Kim Kunde');

    // Report the usage.
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
  ['under the prefix /boknett', '', '/boknett/dds', ''],
  ['under the real host name', 'api.dds.boknett.no', '', 'https://api.dds.boknett.no'],
])('the legacy platform %s', (_, host, base, origin) => {
  it('serves order, content, status page and file with legacy links', async () => {
    const headers = {
      ...(host && { host }),
      ...(await legacyHeaders(server)),
      accept: 'application/json',
    };
    const baseUrl = origin || server.url + base;
    const localPath = (url: string): string => url.replace(origin || server.url, '');
    const placed = await server.http
      .post(`${base}/order/`)
      .set(headers)
      .send(anOrder({ resid: SDRM, firstname: 'Ola', lastname: 'Nordmann' }));
    expect([placed.status, placed.headers['location']]).toEqual([
      201,
      expect.stringMatching(new RegExp(`^${baseUrl}/content/[0-9a-f-]{36}$`)),
    ]);
    const started = await server.http
      .get(localPath(placed.headers['location']!))
      .set(headers)
      .redirects(0);
    expect([started.status, started.headers['location']]).toEqual([
      302,
      expect.stringMatching(new RegExp(`^${baseUrl}/download/[0-9a-f-]{36}/status$`)),
    ]);
    await server.advance('PT1S');
    const status = await server.http
      .get(localPath(started.headers['location']!))
      .set({ ...(host && { host }), accept: 'application/json' });
    const { downloadURL } = status.body as { downloadURL: string };
    expect(downloadURL.startsWith(`${baseUrl}/download/`)).toBe(true);
    const file = await server.http.get(localPath(downloadURL)).set(host ? { host } : {});
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

  it('answers 401 without a ticket and a Date', async () => {
    const { status } = await server.http
      .post(`${base}/order`)
      .set(host ? { host } : {})
      .send(anOrder());
    expect(status).toBe(401);
  });
});
