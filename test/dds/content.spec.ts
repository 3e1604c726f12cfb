import { beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIO, DdsClient, NODRM, SDRM, anOrder } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const CONTENT = '/bokbasen/dds/content/v1';
const TONE = readFileSync(join(import.meta.dirname, '../../src/roles/dds/content/tone.mp3'));
const generatedId = (number: number): string => `a0d10000-0000-4000-8000-00000000${1000 + number}`;
const audio = (kind: string): string =>
  `?type=${encodeURIComponent(`audio/vnd.bokbasen.${kind}`)}&bitrate=64`;
const choices = [
  'complete-public',
  'complete-private',
  'zipped-public',
  'zipped-private',
  'hls-private',
  'progressive-private',
].map((kind) => ({ type: `audio/vnd.bokbasen.${kind}`, bitrate: '64' }));

beforeAll(() => server.freeze());

describe('GET /dds/content/v1/{fulfilmentId}', () => {
  it('answers 302 without a body and with a new status page for each request', async () => {
    const path = await dds.placeOrder();
    const first = await dds.call('get', path);
    expect([first.status, first.text]).toEqual([302, '']);
    const second = await dds.startContent(path);
    expect(second).toMatch(/^\/bokbasen\/dds\/download\/v1\/[0-9a-f-]{36}\/status$/);
    expect(first.headers['location']).not.toContain(second);
    // The fulfilment never expires.
    await server.advance('P30D');
    expect((await dds.call('get', path, { as: null })).status).toBe(401);
    await server.freeze();
  });

  // prettier-ignore
  it.each([
    ['nothing',                ''],
    ['a type alone',           '?type=audio%2Fvnd.bokbasen.complete-public'],
    ['a bitrate alone',        '?bitrate=64'],
    ['an unavailable bitrate', '?type=audio%2Fvnd.bokbasen.complete-public&bitrate=128'],
    ['a legacy type',          '?type=audio%2Fmpeg&bitrate=64'],
  ])('answers 300 with every choice to %s for an audiobook', async (_, query) => {
    const path = await dds.placeOrder(anOrder({ resid: AUDIO, firstname: 'Ola', lastname: 'Nordmann' }));
    const { status, body, headers } = await dds.call('get', path + query);
    expect([status, body, headers['location']]).toEqual([300, { choices }, undefined]);
  });

  it('answers 404 for an unknown fulfilment and for one of another client', async () => {
    const path = await dds.placeOrder();
    for (const [contentPath, as] of [
      [`${CONTENT}/nothing`, 'demo'],
      [path, 'demo-store'],
    ] as const) {
      const { status, body } = await dds.call('get', contentPath, { as });
      expect([status, (body as { data: string }).data]).toEqual([404, 'NOT_FOUND']);
    }
  });

  it('answers 403 while the title is unpublished', async () => {
    const path = await dds.placeOrder();
    const title = await server.state<Record<string, unknown>>('titles', NODRM);
    await server.control('put', `state/titles/${NODRM}`, { ...title, published: false });
    expect((await dds.call('get', path)).status).toBe(403);
    await server.control('put', `state/titles/${NODRM}`, title);
    expect((await dds.call('get', path)).status).toBe(302);
  });
});

describe('GET /dds/download/v1/{id}/status', () => {
  it('answers PROCESSING and then READY with a link, as XML by default, without a token', async () => {
    const page = await dds.startContent(await dds.placeOrder());
    const xml = await server.http.get(page);
    expect([xml.status, xml.headers['content-type'], xml.text]).toEqual([
      200,
      'application/xml',
      '<?xml version="1.0" encoding="UTF-8"?>\n<downloadStatus>\n  <status>PROCESSING</status>\n</downloadStatus>\n',
    ]);
    expect(await dds.status(page)).toEqual({ status: 'PROCESSING' });
    await server.advance('PT1S');
    const { status, downloadURL } = await dds.status(page);
    expect([status, downloadURL?.startsWith(`${server.url}/bokbasen/dds/download/v1/`)]).toEqual([
      'READY',
      true,
    ]);
    expect((await server.http.get(page)).text).toContain(
      `<downloadURL>${downloadURL}</downloadURL>`,
    );
    expect((await server.http.get(page).set('accept', '*/*')).headers['content-type']).toBe(
      'application/xml',
    );
  });

  it('expires after an hour; the download link expires after 15 minutes', async () => {
    const page = await dds.startContent(await dds.placeOrder());
    await server.advance('PT59M59S');
    const { downloadURL } = await dds.status(page);
    const path = new URL(downloadURL!).pathname;
    await server.advance('PT1S');
    expect((await server.http.get(page)).status).toBe(404);
    await server.advance('PT14M58S');
    expect((await server.http.get(path)).status).toBe(200);
    await server.advance('PT1S');
    expect((await server.http.get(path)).status).toBe(404);
  });

  it('becomes FAILED for the title …f1, and READY after PT10M for …f2', async () => {
    const page = async (last: string) =>
      dds.startContent(
        await dds.placeOrder(anOrder({ resid: `a0d10000-0000-4000-8000-0000000000${last}` })),
      );
    const [fails, slow] = [await page('f1'), await page('f2')];
    await server.advance('PT1S');
    expect([await dds.status(fails), await dds.status(slow)]).toEqual([
      { status: 'FAILED' },
      { status: 'PROCESSING' },
    ]);
    await server.advance('PT9M59S');
    expect((await dds.status(slow)).status).toBe('READY');
  });

  it('answers 404 for an unknown download, and records the exchange in its workspace', async () => {
    expect((await server.http.get('/bokbasen/dds/download/v1/nothing/status')).status).toBe(404);
    const page = await dds.startContent(await dds.placeOrder());
    await server.http.get(page);
    const last = await server.lastExchange('operation=getDownloadStatus');
    expect(last).toMatchObject({ role: 'dds', status: 200, path: page });
  });
});

describe('a downloaded file', () => {
  const placeOrder = (resid: string) =>
    dds.placeOrder(anOrder({ resid, firstname: 'Kari <&>', lastname: 'Nordmann' }));

  it('of an e-book is a valid EPUB with an uncompressed mimetype as its first entry', async () => {
    const { type, name, bytes } = await dds.file(await dds.placeOrder());
    expect([type, name]).toEqual(['application/epub+zip', '9788200100010.epub']);
    // Local header: stored, no extra field, and the type at byte 38 (OCF 3.3 §4.2).
    expect([bytes.readUInt32LE(0), bytes.readUInt16LE(8), bytes.readUInt16LE(28)]).toEqual([
      0x04034b50, 0, 0,
    ]);
    expect(bytes.subarray(30, 58).toString()).toBe('mimetypeapplication/epub+zip');
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual([
      'mimetype',
      'META-INF/container.xml',
      'OEBPS/content.opf',
      'OEBPS/nav.xhtml',
      'OEBPS/chapter.xhtml',
    ]);
    const { XmlDocument } = await import('libxml2-wasm');
    for (const [file, content] of Object.entries(files)) {
      if (file !== 'mimetype') XmlDocument.fromString(strFromU8(content)).dispose();
    }
  });

  it('has the name of the buyer as a watermark only with SDRM', async () => {
    const watermarked = unzipSync((await dds.file(await placeOrder(SDRM))).bytes);
    expect(strFromU8(watermarked['OEBPS/watermark.xhtml']!)).toContain(
      'Kjøpt av Kari &lt;&amp;&gt; Nordmann',
    );
    const { XmlDocument } = await import('libxml2-wasm');
    for (const file of ['OEBPS/watermark.xhtml', 'OEBPS/content.opf'])
      XmlDocument.fromString(strFromU8(watermarked[file]!)).dispose();
    const plain = unzipSync((await dds.file(await placeOrder(NODRM))).bytes);
    expect(Object.keys(plain)).not.toContain('OEBPS/watermark.xhtml');
  });

  it('of an audiobook is one MP3, a ZIP of parts, or a playlist with downloadable parts', async () => {
    const path = await placeOrder(AUDIO);
    const whole = await dds.file(path + audio('complete-public'));
    expect([whole.type, whole.name, whole.bytes.includes(TONE)]).toEqual([
      'mpeg/audio',
      'Lydboka.mp3',
      true,
    ]);
    const zip = await dds.file(path + audio('zipped-private'));
    expect([zip.type, zip.name.endsWith('.zip')]).toEqual(['application/zip', true]);
    const parts = unzipSync(zip.bytes);
    expect(Object.keys(parts)).toEqual(['avsnitt_001.mp3', 'avsnitt_002.mp3']);
    expect(Buffer.from(parts['avsnitt_001.mp3']!).includes(TONE)).toBe(true);
    const list = await dds.file(path + audio('hls-private'));
    expect(list.type).toBe('application/vnd.apple.mpegurl');
    const [head, ...lines] = list.bytes.toString().split('\n');
    expect(head).toBe('#EXTM3U');
    const urls = lines.filter((line) => line.startsWith('http'));
    expect(urls).toHaveLength(2);
    for (const url of urls) expect((await dds.download(url)).type).toBe('mpeg/audio');
  });

  it('answers 404 for a part that is not in the playlist', async () => {
    const page = await dds.startContent((await placeOrder(AUDIO)) + audio('hls-private'));
    await server.advance('PT1S');
    const { downloadURL } = await dds.status(page);
    const path = new URL(downloadURL!).pathname.replace(/[^/]+$/, 'avsnitt_009.mp3');
    expect((await server.http.get(path)).status).toBe(404);
  });
});

describe('GET /dds/content/v1/{resid}/sample', () => {
  it('answers 302 to the excerpt of an e-book without an order', async () => {
    const { bytes } = await dds.file(`${CONTENT}/${NODRM}/sample`, 'demo-store');
    expect(strFromU8(unzipSync(bytes)['OEBPS/content.opf']!)).toContain('Eksempelboka (utdrag)');
  });

  // prettier-ignore
  it.each([
    ['an audiobook',              AUDIO,      400],
    ['a title without excerpt',   generatedId(107),  400],
    ['a title without access',    generatedId(105),  403],
    ['a deleted title',           generatedId(103),  403],
    ['a title that is not there', 'nothing',  404],
    ['a title with only its excerpt published', generatedId(102), 302],
  ])('of %s (%s) answers %i', async (_, resid, expected) => {
    expect((await dds.call('get', `${CONTENT}/${resid}/sample`)).status).toBe(expected);
  });
});

describe('GET /dds/content/v1/raw/{resid}', () => {
  it('serves partners an audiobook as one MP3 and an e-book without watermark, and others 403', async () => {
    for (const client of ['demo', 'demo-partner']) {
      expect((await dds.file(`${CONTENT}/raw/${AUDIO}`, client)).type).toBe('mpeg/audio');
      const { bytes } = await dds.file(`${CONTENT}/raw/${SDRM}`, client);
      expect(Object.keys(unzipSync(bytes))).not.toContain('OEBPS/watermark.xhtml');
    }
    for (const client of ['demo-store', 'demo-subscription', 'demo-library'])
      expect((await dds.call('get', `${CONTENT}/raw/${NODRM}`, { as: client })).status).toBe(403);
    expect((await dds.call('get', `${CONTENT}/raw/nothing`)).status).toBe(404);
    expect((await dds.call('get', `${CONTENT}/raw/${AUDIO}?type=x`)).status).toBe(300);
  });
});

describe('GET /dds/content/v1/library/{resid}', () => {
  it('answers libraries 302, or 300 for an audiobook without type, and others 403', async () => {
    const status = async (resid: string, as: string) =>
      (await dds.call('get', `${CONTENT}/library/${resid}`, { as })).status;
    expect(await status(NODRM, 'demo-library')).toBe(302);
    expect(await status(AUDIO, 'demo-library')).toBe(300);
    expect(await status(NODRM, 'demo-partner')).toBe(403);
    expect(await status('nothing', 'demo')).toBe(404);
  });
});

describe('downloads under unusual conditions', () => {
  it('work for times outside the range of ZIP and for titles that no header can hold', async () => {
    const title = await server.state<Record<string, unknown>>('titles', AUDIO);
    await server.control('put', `state/titles/${AUDIO}`, {
      ...title,
      title: `a/b\\c\ud800${'å'.repeat(500)}`,
    });
    const path = await dds.placeOrder(
      anOrder({ resid: AUDIO, firstname: 'Ola', lastname: 'Nordmann' }),
    );
    expect((await dds.file(path + audio('complete-public'))).name).toBe(`abc${'å'.repeat(77)}.mp3`);
    await server.control('put', `state/titles/${AUDIO}`, { ...title, title: '…' });
    expect((await dds.file(path + audio('complete-public'))).name).toMatch(/^\d{13}\.mp3$/);
    await server.control('put', `state/titles/${AUDIO}`, title);
    for (const now of ['1979-06-01T00:00:00Z', '2150-01-01T00:00:00Z']) {
      await server.freeze(now);
      const clientAtTime = new DdsClient(server);
      expect((await clientAtTime.file(await clientAtTime.placeOrder())).type).toBe(
        'application/epub+zip',
      );
    }
    await server.freeze();
  });

  it('answer 404 for a link with a changed expiry time', async () => {
    const page = await dds.startContent(await dds.placeOrder());
    await server.advance('PT1S');
    const { downloadURL } = await dds.status(page);
    const path = new URL(downloadURL!).pathname.replace(/file\/\d+\//, 'file/999999999999/');
    expect((await server.http.get(path)).status).toBe(404);
  });

  it('answer 404 for a playlist part of an e-book', async () => {
    const page = await dds.startContent(await dds.placeOrder());
    await server.advance('PT1S');
    const { downloadURL } = await dds.status(page);
    const path = new URL(downloadURL!).pathname.replace(/[^/]+$/, 'avsnitt_001.mp3');
    expect((await server.http.get(path)).status).toBe(404);
  });

  it('normalise the time of a title to UTC, and refuse a leap second', async () => {
    const title = await server.state<Record<string, unknown>>('titles', NODRM);
    const leap = { ...title, updated: '2016-12-31T23:59:60Z' };
    expect((await server.tryControl('put', `state/titles/${NODRM}`, leap)).status).toBe(400);
    const offset = { ...title, updated: '2026-08-01T02:00:00+02:00' };
    await server.control('put', `state/titles/${NODRM}`, offset);
    expect(await server.state('titles', NODRM)).toMatchObject({
      updated: '2026-08-01T00:00:00.000Z',
    });
    await server.control('put', `state/titles/${NODRM}`, title);
  });
});
