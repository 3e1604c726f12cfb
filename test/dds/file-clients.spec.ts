import { beforeAll, describe, expect, it } from '@jest/globals';
import { strToU8, unzipSync } from 'fflate';
import { parseBuffer, type IAudioMetadata } from 'music-metadata';
import { AUDIO, DdsClient, SDRM, anOrder } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const audioType = (kind: string) =>
  `?type=${encodeURIComponent(`audio/vnd.bokbasen.${kind}`)}&bitrate=64`;

beforeAll(() => server.freeze());

/** The URL of a file that is ready, and its complete content. */
async function readyFile(resid: string, query = '') {
  const path = await dds.placeOrder(anOrder({ resid, firstname: 'Ola', lastname: 'Nordmann' }));
  const page = await dds.startContent(path + query);
  await server.advance('PT1S');
  const url = (await dds.status(page)).downloadURL!;
  return { url, whole: await get(url) };
}

async function get(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(url, { method, headers });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

// Every place that serves a file: an e-book, a whole MP3, a ZIP, a playlist and its parts.
const files: [string, () => Promise<{ url: string; whole: Awaited<ReturnType<typeof get>> }>][] = [
  ['an e-book', () => readyFile(SDRM)],
  ['an MP3', () => readyFile(AUDIO, audioType('complete-public'))],
  ['a progressive MP3', () => readyFile(AUDIO, audioType('progressive-private'))],
  ['a ZIP', () => readyFile(AUDIO, audioType('zipped-public'))],
  ['a playlist', () => readyFile(AUDIO, audioType('hls-private'))],
  [
    'a part of a playlist',
    async () => {
      const { whole } = await readyFile(AUDIO, audioType('hls-private'));
      const url = /^http.*avsnitt_001\.mp3$/m.exec(whole.bytes.toString())![0];
      return { url, whole: await get(url) };
    },
  ],
  [
    'a file of the older platform',
    async () => {
      const { url } = await readyFile(SDRM);
      const legacy = url.replace('/bokbasen/dds/download/v1/', '/boknett/dds/download/');
      return { url: legacy, whole: await get(legacy) };
    },
  ],
];

describe.each(files)('a client that downloads %s', (_, prepare) => {
  let url: string;
  let whole: Awaited<ReturnType<typeof get>>;
  beforeAll(async () => {
    ({ url, whole } = await prepare());
  });

  it('gets the whole file with Accept-Ranges, and the same headers with HEAD', async () => {
    const { status, headers, bytes } = whole;
    expect([status, headers['accept-ranges'], headers['content-length']]).toEqual([
      200,
      'bytes',
      String(bytes.length),
    ]);
    const head = await get(url, {}, 'HEAD');
    const names = ['accept-ranges', 'content-length', 'content-type', 'etag', 'last-modified'];
    const valuesOf = (all: Record<string, string>) => names.map((name) => all[name]);
    expect([head.status, valuesOf(head.headers), head.bytes.length]).toEqual([
      200,
      valuesOf(headers),
      0,
    ]);
    expect(valuesOf(headers)).not.toContain(undefined);
    expect((await get(url, { range: 'bytes=0-9' }, 'HEAD')).status).toBe(200);
  });

  it('resumes an interrupted download with Range and If-Range, by ETag and by date', async () => {
    const half = Math.floor(whole.bytes.length / 2);
    const received = whole.bytes.subarray(0, half);
    for (const validator of [whole.headers['etag']!, whole.headers['last-modified']!]) {
      const rest = await get(url, { range: `bytes=${half}-`, 'if-range': validator });
      const size = whole.bytes.length;
      expect([rest.status, rest.headers['content-range'], rest.headers['content-length']]).toEqual([
        206,
        `bytes ${half}-${size - 1}/${size}`,
        String(size - half),
      ]);
      expect(Buffer.concat([received, rest.bytes]).equals(whole.bytes)).toBe(true);
      expect(rest.headers['content-type']).toBe(whole.headers['content-type']);
      expect(rest.headers['content-disposition']).toBe(whole.headers['content-disposition']);
    }
  });

  it('starts again when it resumes a file that has changed', async () => {
    for (const validator of ['"another"', 'Sat, 01 Jan 2000 00:00:00 GMT']) {
      const again = await get(url, { range: 'bytes=5-', 'if-range': validator });
      expect([again.status, again.headers['content-range']]).toEqual([200, undefined]);
      expect(again.bytes.equals(whole.bytes)).toBe(true);
    }
  });

  it('gets 416 with the size of the file for a range behind its end', async () => {
    const size = whole.bytes.length;
    const { status, headers, bytes } = await get(url, { range: `bytes=${size}-` });
    expect([status, headers['content-range'], JSON.parse(bytes.toString())]).toEqual([
      416,
      `bytes */${size}`,
      { message: 'Range Not Satisfiable', reason: `the file has ${size} bytes` },
    ]);
  });

  it('downloads the file in pieces at the same time', async () => {
    const size = whole.bytes.length;
    const starts = [0, 1, 2, 3].map((part) => Math.floor((size * part) / 4));
    const pieces = await Promise.all(
      starts.map((start, at) =>
        get(url, { range: `bytes=${start}-${(starts[at + 1] ?? size) - 1}` }),
      ),
    );
    expect(pieces.map(({ status }) => status)).toEqual([206, 206, 206, 206]);
    expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(whole.bytes)).toBe(true);
  });

  it('gets the whole file for several ranges and for another unit', async () => {
    for (const range of ['bytes=0-1,5-6', 'seconds=0-1', 'nonsense'])
      expect([range, (await get(url, { range })).status]).toEqual([range, 200]);
  });
});

describe('a range of a file', () => {
  it('needs no token, expires with its link, and is no finding', async () => {
    const { url } = await readyFile(SDRM);
    await get(url, { range: 'bytes=99999999-' });
    await get(url, { range: 'bytes=0-9' });
    const exchanges = await server.exchanges('operation=getFile');
    expect(exchanges.slice(0, 3).map(({ status, findings }) => [status, findings])).toEqual([
      [206, []],
      [416, []],
      [200, []],
    ]);
    await server.advance('PT15M');
    expect((await get(url, { range: 'bytes=0-9' })).status).toBe(404);
  });

  it('has another ETag after its title has changed', async () => {
    const { url, whole } = await readyFile(AUDIO, audioType('zipped-public'));
    const title = await server.state<Record<string, unknown>>('titles', AUDIO);
    await server.control('put', `state/titles/${AUDIO}`, { ...title, title: 'Et annet navn' });
    const resumed = await get(url, { range: 'bytes=5-', 'if-range': whole.headers['etag']! });
    expect([resumed.status, resumed.headers['etag'] === whole.headers['etag']]).toEqual([
      200,
      false,
    ]);
    await server.control('put', `state/titles/${AUDIO}`, title);
  });
});

// "Audio": MP3 files have ID3v1 and ID3v2 with title, artist, album, genre, track and cover.
describe('a player that reads the ID3 tags of an MP3 file', () => {
  const read = (bytes: Uint8Array) =>
    parseBuffer(bytes, { mimeType: 'audio/mpeg' }, { duration: true });
  /** Tags of one version of ID3. */
  const tagsOf = ({ native }: IAudioMetadata, version: string) =>
    Object.fromEntries(
      (native[version] ?? []).flatMap(({ id, value }) => (id === 'APIC' ? [] : [[id, value]])),
    );
  const expectPlayable = ({ format }: IAudioMetadata) => {
    expect([format.container, format.codec, format.numberOfChannels]).toEqual([
      'MPEG',
      expect.stringMatching(/^MPEG .* Layer 3$/),
      1,
    ]);
    expect(format.duration).toBeCloseTo(1, 0);
  };

  it('finds both tags and a cover in the whole file, and the sound between them', async () => {
    for (const kind of ['complete-public', 'complete-private', 'progressive-private']) {
      const { whole } = await readyFile(AUDIO, audioType(kind));
      const metadata = await read(whole.bytes);
      expect(tagsOf(metadata, 'ID3v2.3')).toEqual({
        TIT2: 'Lydboka',
        TPE1: 'Forfatter, Kari',
        TALB: 'Lydboka',
        TCON: 'Audiobook',
        TRCK: '1/1',
      });
      expect(tagsOf(metadata, 'ID3v1')).toEqual({
        title: 'Lydboka',
        artist: 'Forfatter, Kari',
        album: 'Lydboka',
        track: 1,
        genre: 'Audiobook',
      });
      const [cover] = metadata.common.picture!;
      expect([cover!.format, cover!.type, cover!.data.subarray(1, 4)]).toEqual([
        'image/png',
        'Cover (front)',
        strToU8('PNG'),
      ]);
      expectPlayable(metadata);
    }
  });

  it('finds the number of each part of a ZIP and of a playlist', async () => {
    const zip = await readyFile(AUDIO, audioType('zipped-public'));
    const parts = Object.entries(unzipSync(zip.whole.bytes));
    expect(parts.map(([name]) => name)).toEqual(['avsnitt_001.mp3', 'avsnitt_002.mp3']);
    const playlist = await readyFile(AUDIO, audioType('hls-private'));
    const urls = playlist.whole.bytes.toString().match(/^http.*$/gm)!;
    for (const [index, [, bytes]] of parts.entries()) {
      const track = index + 1;
      const metadata = await read(bytes);
      expect(metadata.common).toMatchObject({
        title: `Lydboka, avsnitt ${track}`,
        album: 'Lydboka',
        artist: 'Forfatter, Kari',
        genre: ['Audiobook'],
        track: { no: track, of: 2 },
        picture: [{ format: 'image/png' }],
      });
      expect(tagsOf(metadata, 'ID3v1')).toMatchObject({ track });
      expectPlayable(metadata);
      expect((await get(urls[index]!)).bytes.equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it('finds tags of titles that ID3v1 and texts of ID3 cannot hold', async () => {
    const title = await server.state<Record<string, unknown>>('titles', AUDIO);
    const long = `Ærlig\u0000talt – ${'å'.repeat(200)}`;
    const { author: _, ...unwritten }: Record<string, unknown> = { ...title, title: long };
    await server.control('put', `state/titles/${AUDIO}`, unwritten);
    const metadata = await read((await readyFile(AUDIO, audioType('complete-public'))).whole.bytes);
    expect(tagsOf(metadata, 'ID3v2.3')).toMatchObject({ TIT2: long.replace('\u0000', ' ') });
    expect(tagsOf(metadata, 'ID3v1')).toMatchObject({ title: `Ærlig talt ? ${'å'.repeat(17)}` });
    expectPlayable(metadata);
    await server.control('put', `state/titles/${AUDIO}`, title);
  });
});
