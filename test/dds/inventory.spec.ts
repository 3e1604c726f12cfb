import { beforeAll, describe, expect, it } from '@jest/globals';
import { DdsClient, NODRM, legacyHeaders } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const PATH = '/bokbasen/dds/inventory/v2';
const generatedId = (number: number): string => `a0d10000-0000-4000-8000-00000000${1000 + number}`;
const stamp = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replaceAll(/[-:T]|\..*/g, '');
const DAY = 86_400_000;
const since = stamp(Date.now() - 90 * DAY);

interface Page {
  status: number;
  text: string;
  next: string;
  link: string;
  ids: string[];
}
const page = async (query: string, as = 'demo'): Promise<Page> => {
  const { status, text, headers, body } = await dds.call('get', PATH + query, { as });
  const xml = text ?? (body as Buffer).toString('utf8');
  return {
    status,
    text: xml,
    next: headers['next'] ?? '',
    link: headers['link'] ?? '',
    ids: [...xml.matchAll(/<id>urn:uuid:(.+?)<\/id>/g)].map(([, id]) => id!),
  };
};

describe('GET /dds/inventory/v2', () => {
  it('answers an Atom feed whatever the Accept header, with the documented elements only', async () => {
    const { headers } = await dds.call('get', `${PATH}?after=${since}&pagesize=1`);
    expect(headers['content-type']).toBe('application/atom+xml;charset=UTF-8');
    const { text } = await page(`?after=${since}&pagesize=1`);
    const updated = /<entry>[\s\S]*?<updated>(.*?)<\/updated>/.exec(text)![1];
    expect(
      text.slice(text.indexOf('<entry>'), text.indexOf('</feed>')).replaceAll(/\s*\n\s*/g, ''),
    ).toBe(
      `<entry><id>urn:uuid:${NODRM}</id><updated>${updated}</updated><inv:isbn>9788200100010</inv:isbn>` +
        '<inv:publisher>900224</inv:publisher><inv:format>EPUB</inv:format><inv:drm>NODRM</inv:drm>' +
        '<inv:version>1</inv:version><inv:deleted /><inv:published>true</inv:published>' +
        '<inv:access>true</inv:access><inv:excerpt>true</inv:excerpt></entry>',
    );
    const { XmlDocument } = await import('libxml2-wasm');
    const document = XmlDocument.fromString((await page(`?after=${since}`)).text);
    expect(
      document.find('/a:feed/a:entry', { a: 'http://www.w3.org/2005/Atom' }).length,
    ).toBeGreaterThan(40);
    document.dispose();
  });

  it('lists every title once when next is followed until it stays the same', async () => {
    const whole = (await page(`?after=${since}`)).ids;
    const collected: string[] = [];
    let query = `?after=${since}&pagesize=7`;
    for (;;) {
      const { ids, next, link } = await page(query);
      collected.push(...ids);
      expect(link).toBe(`<${server.url}${PATH}?next=${next}&pagesize=7>; rel="next"`);
      const following = `?next=${next}&pagesize=7`;
      if (following === query) break;
      query = following;
    }
    expect(collected).toEqual(whole);
    expect(new Set(collected).size).toBe(collected.length);
  });

  it('lists only titles that changed after the given next', async () => {
    const { next } = await page(`?after=${since}`);
    expect((await page(`?next=${next}`)).ids).toEqual([]);
    const title = await server.state<Record<string, unknown>>('titles', NODRM);
    await server.control('put', `state/titles/${NODRM}`, {
      ...title,
      updated: new Date().toISOString(),
    });
    expect((await page(`?next=${next}`)).ids).toEqual([NODRM]);
    await server.control('post', 'reset');
  });

  it('lists titles of every state with their latest version only', async () => {
    const { ids, text } = await page(`?after=${since}`);
    for (const number of [100, 103, 105]) expect(ids).toContain(generatedId(number));
    expect([ids.includes(generatedId(110)), ids.includes(generatedId(111))]).toEqual([false, true]);
    for (const drm of ['NODRM', 'SDRM', 'TDRM', 'LCP', 'UNKNOWN'])
      expect(text).toContain(`<inv:drm>${drm}</inv:drm>`);
    for (const format of ['EPUB', 'EPB', 'PDF', 'MP3'])
      expect(text).toContain(`<inv:format>${format}</inv:format>`);
    expect(text).toMatch(/<inv:deleted>\d{4}-\d{2}-\d{2}T/);
    expect(text).toContain('<inv:access>false</inv:access>');
    expect(text).not.toMatch(/<inv:format>MP3(?:(?!<\/entry>)[\s\S])*<inv:excerpt>true/);
  });

  it('includes a title that was updated exactly at after', async () => {
    const { text } = await page(`?after=${since}&pagesize=1`);
    const updated = Date.parse(/<entry>[\s\S]*?<updated>(.*?)<\/updated>/.exec(text)![1]!);
    expect((await page(`?after=${stamp(updated)}&pagesize=1`)).ids).toEqual([NODRM]);
    expect((await page(`?after=${stamp(updated + 1000)}&pagesize=1`)).ids).not.toEqual([NODRM]);
  });

  // prettier-ignore
  it.each([
    ['neither after nor next',     '',                                              '?after: expected after or next, seen missing'],
    ['a wrong after',              '?after=2026-09-01',                             '?after: expected yyyyMMddHHmmss, a valid time, seen 2026-09-01'],
    ['a date that does not exist', '?after=20260230000000',                         '?after: expected yyyyMMddHHmmss, a valid time, seen 20260230000000'],
    ['an after of 181 days ago',   `?after=${stamp(Date.now() - 181 * DAY)}`,       expect.stringMatching(/^after must be at most 180 days ago; seen: /) as never],
    ['a wrong next',               '?next=x',                                       '?next: expected the value of the Next header of a page, seen x'],
    ['a next of the year 2000',    `?next=${Buffer.from('2000-01-01T00:00:00.000Z x').toString('base64url')}`, 'next must be at most 180 days old'],
    ['a next with an offset',      `?next=${Buffer.from('2026-11-01T00:00:00+05:00 x').toString('base64url')}`, expect.stringMatching(/^\?next: expected the value of the Next header of a page/) as never],
    ['pagesize 0',                 `?after=${since}&pagesize=0`,                    '?pagesize: expected 1 to 10000, seen 0'],
    ['pagesize 10001',             `?after=${since}&pagesize=10001`,                '?pagesize: expected 1 to 10000, seen 10001'],
    ['pagesize many',              `?after=${since}&pagesize=many`,                 '?pagesize: expected 1 to 10000, seen many'],
  ])('answers 400 to %s', async (_, query, message) => {
    const { status, body } = await dds.call('get', PATH + query);
    expect([status, (body as { message: string }).message]).toEqual([400, message]);
  });

  it('answers the complete feed when it is written in several chunks', async () => {
    const title = await server.state<Record<string, unknown>>('titles', NODRM);
    const titles = Array.from({ length: 2000 }, (_, number) => ({
      ...title,
      id: `b0d10000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      isbn: `97911${String(number).padStart(8, '0')}`,
    }));
    await server.control('post', 'seed', { titles: titles.slice(0, 1000) });
    await server.control('post', 'seed', { titles: titles.slice(1000) });
    const { ids, text } = await page(`?after=${since}`);
    expect([ids.filter((id) => id.startsWith('b0d1')).length, text.endsWith('</feed>\n')]).toEqual([
      2000,
      true,
    ]);
    await server.control('post', 'reset');
  });
});

describe('GET /dds/inventory/v2/{isbn}', () => {
  it('lists every version of a title, latest first, and no entries for an unknown ISBN', async () => {
    const { text } = await page(`?after=${since}`);
    const isbn = new RegExp(`${generatedId(111)}[\\s\\S]*?<inv:isbn>(\\d+)`).exec(text)![1]!;
    expect((await page(`/${isbn}`)).ids).toEqual([generatedId(111), generatedId(110)]);
    expect((await page(`/${isbn}?after=&pagesize=`)).ids).toHaveLength(2);
    const none = await page('/9789999999999');
    expect([none.status, none.ids]).toEqual([200, []]);
  });
});

describe('the legacy inventory', () => {
  let headers: Record<string, string> = {};
  beforeAll(async () => {
    headers = await legacyHeaders(server);
  });
  const idsOf = async (path: string): Promise<string[]> => {
    const { text, body } = await server.http.get(path).set(headers);
    const xml = text ?? (body as Buffer).toString('utf8');
    return [...xml.matchAll(/<id>urn:uuid:(.+?)<\/id>/g)].map(([, id]) => id!);
  };

  it('version 2 answers the same feed', async () => {
    expect(await idsOf(`/boknett/dds/v2/inventory/?after=${since}`)).toEqual(
      (await page(`?after=${since}`)).ids,
    );
    expect(await idsOf('/boknett/dds/v2/inventory/9788200100010/')).toEqual([NODRM]);
  });

  it('version 1 adds title, author and first publication, and finds by id, ISBN, or state and period', async () => {
    const { text, body } = await server.http
      .get(`/boknett/dds/inventory/?id=${NODRM}`)
      .set(headers);
    const xml = text ?? (body as Buffer).toString('utf8');
    expect(xml).toContain('<title>Eksempelboka</title>');
    expect(xml).toContain('<author><name>Forfatter, Kari</name></author>');
    expect(xml).toMatch(/<inv:firstpublished>\d{4}-/);
    expect(await idsOf('/boknett/dds/inventory/?isbn=9788200100010')).toEqual([NODRM]);
    const deleted = await idsOf(`/boknett/dds/inventory/?state=DELETED&fromDate=${since}`);
    expect(deleted.toSorted()).toEqual([generatedId(103), generatedId(104)]);
    expect(await idsOf('/boknett/dds/inventory/?state=DELETED&toDate=20200101000000')).toEqual([]);
    const { status } = await server.http
      .get(`/boknett/dds/inventory/?fromDate=${since}`)
      .set(headers);
    expect(status).toBe(400);
  });
});
