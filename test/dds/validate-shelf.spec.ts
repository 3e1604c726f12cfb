import { describe, expect, it } from '@jest/globals';
import type { XmlPart } from '../../src/apis/bokbasen-dds/read-xml.js';
import { ATOM } from '../../src/apis/bokbasen-dds/validate-feed.js';
import {
  OPEN_ACCESS,
  SAMPLE,
  acquisitionsOf,
  checkShelf,
  checkStatusPage,
  countOffers,
} from '../../src/apis/bokbasen-dds/validate-shelf.js';
import { violationsOf } from '../../src/platform/requirements/check-result.js';
import { violated } from '../support/checks.js';
import { anXmlPart, withChildren } from '../support/xml-part.js';

const RESID = 'fab4599e-eb2e-445a-a7f9-4af12c052dec';
const link = (rel: string, attributes: Record<string, string>, content: XmlPart[] = []) =>
  anXmlPart('link', content, { attributes: { rel, ...attributes } });
const indirect = anXmlPart('indirectAcquisition', '', {
  attributes: { type: 'application/epub+zip' },
});
const LINK = { href: 'https://example.org/1' };
const acquisition = link(OPEN_ACCESS, { ...LINK, type: 'application/json' }, [indirect]);
const thumbnail = link('http://opds-spec.org/image/thumbnail', { href: '/1.jpg' });
/** The children of a valid entry, without its acquisition links. */
const children = [
  anXmlPart('title', 'Eksempelboka'),
  thumbnail,
  anXmlPart('author', ''),
  anXmlPart('id', RESID),
  anXmlPart('created', '2026-10-01T08:00:00.000Z'),
  anXmlPart('updated', '2026-10-01T08:00:00.000Z'),
  anXmlPart('identifier', `urn:uuid:${RESID}`),
  anXmlPart('identifier', 'urn:isbn:9788200100010'),
  anXmlPart('publisher', '900224'),
  anXmlPart('issued', '2026'),
  anXmlPart('language', 'bm'),
];
/** An entry with these links after its thumbnail. */
const entryOf = (parts: XmlPart[] = children, links: XmlPart[] = [acquisition]) =>
  anXmlPart('entry', [...parts.slice(0, 2), ...links, ...parts.slice(2)]);
const entryWith = (name: string, ...texts: string[]) =>
  entryOf(withChildren(children, name, ...texts));
const shelfOf = (...entries: XmlPart[]) => anXmlPart('feed', entries, { namespace: ATOM });

describe('checkShelf', () => {
  it.each<[string, XmlPart | undefined, string[]]>([
    ['a valid shelf', shelfOf(entryOf()), []],
    ['a shelf without entries', shelfOf(), []],
    ['a text that is not XML', undefined, ['152']],
    ['another document', anXmlPart('html'), ['152']],
    ['an id in capitals', shelfOf(entryWith('id', RESID.toUpperCase())), []],
    [
      'an id with urn',
      shelfOf(entryWith('id', `urn:uuid:${RESID}`)),
      ['161 entry[1]/id', '161 entry[1]/dc:identifier'],
    ],
    ['no id', shelfOf(entryWith('id')), ['161 entry[1]/id', '161 entry[1]/dc:identifier']],
    ['no identifiers', shelfOf(entryWith('identifier')), ['161 entry[1]/dc:identifier']],
    [
      'another resid among the identifiers',
      shelfOf(entryWith('id', RESID.replace('f', 'a'))),
      ['161 entry[1]/dc:identifier'],
    ],
    [
      'no isbn among the identifiers',
      shelfOf(entryOf(children.filter(({ text }) => !text.startsWith('urn:isbn')))),
      ['161 entry[1]/dc:identifier'],
    ],
    [
      'identifiers in capitals',
      shelfOf(
        entryOf(
          children.map((child) =>
            child.name === 'identifier' ? { ...child, text: child.text.toUpperCase() } : child,
          ),
        ),
      ),
      [],
    ],
    ['no acquisition link', shelfOf(entryOf(children, [])), ['162 entry[1]/link']],
    [
      'a link to a sample',
      shelfOf(entryOf(children, [link(SAMPLE, { ...LINK, type: 'application/json' }, [indirect])])),
      [],
    ],
    [
      'an acquisition link of another type',
      shelfOf(
        entryOf(children, [link(OPEN_ACCESS, { ...LINK, type: 'application/xml' }, [indirect])]),
      ),
      ['162 entry[1]/link/@type'],
    ],
    [
      'acquisition links without a type and what they lead to',
      shelfOf(entryOf(children, [acquisition, link(SAMPLE, LINK)])),
      ['162 entry[1]/link/@type', '162 entry[1]/link/opds:indirectAcquisition'],
    ],
    [
      'an indirect acquisition without a type',
      shelfOf(
        entryOf(children, [
          link(SAMPLE, { ...LINK, type: 'application/json' }, [anXmlPart('indirectAcquisition')]),
        ]),
      ),
      ['162 entry[1]/link/opds:indirectAcquisition'],
    ],
    [
      'a relative link',
      shelfOf(
        entryOf(children, [
          link(OPEN_ACCESS, { type: 'application/json', href: '/dds/content/v1/1' }, [indirect]),
        ]),
      ),
      ['162 entry[1]/link/@href'],
    ],
    ['an empty title', shelfOf(entryWith('title', ' ')), ['163 entry[1]/title']],
    [
      'no thumbnail',
      shelfOf(entryOf(children.map((child) => (child === thumbnail ? link('self', {}) : child)))),
      ['163 entry[1]/link'],
    ],
    ['no author', shelfOf(entryWith('author')), ['163 entry[1]/author']],
    [
      'created without milliseconds',
      shelfOf(entryWith('created', '2026-10-01T08:00:00Z')),
      ['163 entry[1]/created'],
    ],
    [
      'updated with microseconds',
      shelfOf(entryWith('updated', '2026-10-01T08:00:00.000000Z')),
      ['163 entry[1]/updated'],
    ],
    ['an empty publisher', shelfOf(entryWith('publisher', '')), ['163 entry[1]/publisher']],
    ['issued on a day', shelfOf(entryWith('issued', '2026-10-01')), ['163 entry[1]/issued']],
    ['no language', shelfOf(entryWith('language')), ['163 entry[1]/language']],
    ['elements in another order', shelfOf(entryOf(children.toReversed())), ['164 entry[1]/']],
    [
      'a violation of the second entry',
      shelfOf(entryOf(), entryWith('title', '')),
      ['163 entry[2]/title'],
    ],
  ])('checks %s', (_title, feed, expected) => {
    expect(violated(checkShelf(feed))).toEqual(expected);
  });

  it.each<[string, XmlPart | undefined, string[]]>([
    ['a text that is not XML', undefined, ['152']],
    ['a shelf without entries', shelfOf(), ['152']],
    ['a shelf with an entry', shelfOf(entryOf()), ['152', '161', '162', '163', '164']],
  ])('has results for what %s shows', (_title, feed, expected) => {
    const ids = checkShelf(feed).map(({ requirement }) => requirement.id.split('-').at(-1));
    expect(ids).toEqual(expected);
  });

  it('says what was expected and seen', () => {
    const entry = entryOf(withChildren(children, 'id'), []);
    const details = violationsOf(checkShelf(shelfOf(entry))).map(({ expected, seen }) => [
      expected,
      seen,
    ]);
    expect(details).toEqual([
      ['a bare resid', 'missing'],
      ['urn:uuid: and urn:isbn:…', `urn:uuid:${RESID} urn:isbn:9788200100010`],
      ['one with the rel http://opds-spec.org/acquisition/…', 'missing'],
    ]);
  });
});

describe('acquisitionsOf', () => {
  const buy = link('http://opds-spec.org/acquisition/buy', {});

  it.each<[string, XmlPart[], object[]]>([
    ['no links', [], []],
    [
      'acquisition links',
      [acquisition, buy],
      [
        { rel: OPEN_ACCESS, ...LINK },
        { rel: 'http://opds-spec.org/acquisition/buy', href: '' },
      ],
    ],
    [
      'other links',
      [
        link('self', { href: '/' }),
        anXmlPart('link'),
        link('http://opds-spec.org/acquisition', {}),
      ],
      [],
    ],
  ])('of an entry with %s', (_title, links, expected) => {
    expect(acquisitionsOf(entryOf(children, links))).toEqual(expected);
  });
});

// BOKB-DDS-166: the form of an audiobook is inferred, so one link and several links are both legal.
describe('countOffers', () => {
  const child = (type: string) =>
    anXmlPart('indirectAcquisition', '', { attributes: { type: `audio/${type}` } });
  const to = (...types: XmlPart[]) => link(OPEN_ACCESS, { href: '/1' }, types);

  it.each<[string, XmlPart[], number]>([
    ['one link with several types', [to(child('a'), child('b'), child('c'))], 3],
    ['a link for each type', [to(child('a')), to(child('b'))], 2],
    ['links that differ in their parameters only', [to(child('a')), to(child('a'))], 2],
    ['one link with one type', [to(child('a'))], 1],
    ['one link with a type twice', [to(child('a'), child('a'))], 1],
    ['types of another link', [link('self', {}, [child('a'), child('b')])], 0],
    ['no links', [], 0],
  ])('of an entry with %s', (_title, links, expected) => {
    expect(countOffers(entryOf(children, links))).toBe(expected);
  });
});

describe('checkStatusPage', () => {
  const status = anXmlPart('status', 'READY');

  it.each<[string, XmlPart | undefined, [string, string, string][]]>([
    ['a page with a status', anXmlPart('downloadStatus', [status]), []],
    ['an empty status', anXmlPart('downloadStatus', [anXmlPart('status')]), []],
    ['a page without a status', anXmlPart('downloadStatus'), [['status', 'one', 'missing']]],
    ['another document', anXmlPart('status', [status]), [['', 'downloadStatus', 'status']]],
    ['a text that is not XML', undefined, [['', 'downloadStatus', 'no XML']]],
  ])('checks %s', (_title, page, expected) => {
    const results = checkStatusPage(page);
    const details = violationsOf(results).map(({ pointer, expected: wanted, seen }) => [
      pointer,
      wanted,
      seen,
    ]);
    expect([results.length, details]).toEqual([1, expected]);
  });
});
