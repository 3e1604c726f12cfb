import { beforeAll, describe, expect, it } from '@jest/globals';
import { readXml, type XmlPart } from '../../src/apis/bokbasen-dds/read-xml.js';
import { AUDIO, CONSUMER, DdsClient, SDRM, anOrder } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const SHELF = '/bokbasen/bokskya/content/v1';
const OPEN_ACCESS = 'http://opds-spec.org/acquisition/open-access';
// prettier-ignore
const AUDIO_TYPES = [
  'complete-public', 'complete-private', 'zipped-public', 'zipped-private', 'hls-private', 'progressive-private',
].map((kind) => `audio/vnd.bokbasen.${kind}`);

beforeAll(() => server.freeze());

async function shelfOf(id: string): Promise<string> {
  return (await dds.call('get', `${SHELF}/${id}`, { service: 'bokskya' })).text;
}

/** The shelf of a new consumer with one title. */
async function shelfWith(resid: string, email: string): Promise<string> {
  const registered = await dds.call('post', '/bokbasen/bokskya/account/v1', {
    service: 'bokskya',
    body: { email, name: 'Lise', surname: 'Leser' },
  });
  const { id } = registered.body as { id: string };
  await dds.placeOrder(anOrder({ id, resid, firstname: 'Lise', lastname: 'Leser' }));
  return shelfOf(id);
}

/** All elements below one, in the order in which a parser meets them. */
const elementsOf = (part: XmlPart): XmlPart[] =>
  part.children.flatMap((child) => [child, ...elementsOf(child)]);

// Spec of DDS, corrections of 2026-11-29: a production client counts the elements of an entry.
describe('a client that reads an audiobook by the position of its elements', () => {
  it('finds seven elements between thumbnail and author, and downloads with type and bitrate', async () => {
    const feed = await readXml(await shelfWith(AUDIO, 'position@example.org'));
    const entry = feed!.children.find(({ name }) => name === 'entry')!;
    const elements = elementsOf(entry);
    const names = elements.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['title', 'link']);
    expect(elements[1]!.attributes['rel']).toBe('http://opds-spec.org/image/thumbnail');
    expect(names.indexOf('author') - 2).toBe(7);

    const [link, ...types] = elements.slice(2, 9);
    expect(link).toMatchObject({ name: 'link', attributes: { rel: OPEN_ACCESS } });
    expect(types.map(({ name, attributes }) => [name, attributes])).toEqual(
      AUDIO_TYPES.map((type) => ['indirectAcquisition', { type }]),
    );
    const url = new URL(link!.attributes['href']!);
    expect(url.search).toBe('');
    // The client adds its own parameters to the plain link.
    for (const { attributes } of types) {
      const query = `?type=${encodeURIComponent(attributes['type']!)}&bitrate=64`;
      const { status, headers } = await dds.call('get', url.pathname + query);
      expect([status, headers['location']]).toEqual([302, expect.stringMatching(/\/status$/)]);
    }
  });

  it('finds two elements between thumbnail and author of an e-book', async () => {
    const feed = await readXml(await shelfWith(SDRM, 'book@example.org'));
    const entry = feed!.children.find(({ name }) => name === 'entry')!;
    // prettier-ignore
    const expected = [
      'title', 'link', 'link', 'indirectAcquisition', 'author', 'name', 'id', 'created',
      'updated', 'identifier', 'identifier', 'publisher', 'issued', 'language',
    ];
    expect(elementsOf(entry).map(({ name }) => name)).toEqual(expected);
  });
});

describe('a client that reads a shelf by regular expressions', () => {
  it('finds the author by last name, the name of the publisher, and one link for each title', async () => {
    const entries = (await shelfOf(CONSUMER)).split('<entry>').slice(1);
    expect(entries).toHaveLength(4);
    for (const entry of entries) {
      // "Bookshelf", example 1: Tolstoj, Leo.
      expect(/<author><name>(\w+), (\w+)<\/name><\/author>/.exec(entry)?.slice(1)).toEqual([
        'Forfatter',
        'Kari',
      ]);
      expect(/<dc:publisher>(.*)<\/dc:publisher>/.exec(entry)?.[1]).toBe('Eksempelforlaget');
      const links = entry.match(/<link rel="[^"]*\/acquisition\/[^"]*"[^>]* href="[^"?]+">/g);
      expect(links).toHaveLength(1);
    }
  });

  it('finds the author and publisher of a title as a tester wrote them', async () => {
    const title = await server.state<Record<string, unknown>>('titles', SDRM);
    const { publisherName: _, ...unnamed }: Record<string, unknown> = {
      ...title,
      author: 'Tolstoj, Leo & Sønn',
    };
    await server.control('put', `state/titles/${SDRM}`, unnamed);
    const shelf = await shelfWith(SDRM, 'written@example.org');
    expect(shelf).toContain('<author><name>Tolstoj, Leo &amp; Sønn</name></author>');
    expect(shelf).toContain('<dc:publisher>900224</dc:publisher>');
    await server.control('put', `state/titles/${SDRM}`, title);
  });
});
