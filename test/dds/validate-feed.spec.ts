import { describe, expect, it } from '@jest/globals';
import type { XmlPart } from '../../src/apis/bokbasen-dds/read-xml.js';
import {
  ATOM,
  checkEach,
  checkInventory,
  entriesOf,
  residOf,
  validateElementOrder,
  validateFeed,
} from '../../src/apis/bokbasen-dds/validate-feed.js';
import { ddsRequirements } from '../../src/apis/bokbasen-dds/requirements.js';
import { at, violationsOf } from '../../src/platform/requirements/check-result.js';
import { violated } from '../support/checks.js';
import { anXmlPart, withChildren } from '../support/xml-part.js';

const INVENTORY = 'http://bokbasen.no/module/inventory/1.0';
const inv = (name: string, text: string) => anXmlPart(name, text, { namespace: INVENTORY });
/** The children of a valid entry of an e-book. */
const children = [
  anXmlPart('id', 'urn:uuid:fab4599e-eb2e-445a-a7f9-4af12c052dec'),
  anXmlPart('updated', '2026-10-01T08:00:00Z'),
  inv('isbn', '9788200100010'),
  inv('publisher', '900224'),
  inv('format', 'EPUB'),
  inv('drm', 'NODRM'),
  inv('version', '1'),
  inv('deleted', ''),
  inv('published', 'true'),
  inv('access', 'false'),
  inv('excerpt', 'true'),
];
const entryOf = (parts: XmlPart[] = children) => anXmlPart('entry', parts);
const entryWith = (name: string, ...texts: string[]) =>
  entryOf(withChildren(children, name, ...texts));
const head = ['title', 'link', 'updated'].map((name) => anXmlPart(name, 'x'));
const feedOf = (...entries: XmlPart[]) =>
  anXmlPart('feed', [...head, ...entries], { namespace: ATOM });

describe('checkInventory', () => {
  const place = (name: string) => `entry[1]/${name}`;

  it.each<[string, XmlPart | undefined, string[]]>([
    ['a valid feed', feedOf(entryOf()), []],
    ['a feed without entries', feedOf(), []],
    ['a text that is not XML', undefined, ['113']],
    ['another document', anXmlPart('opml', [entryOf()]), ['113']],
    ['a feed in another namespace', anXmlPart('feed', head), ['113']],
    [
      'a feed without title and link',
      anXmlPart('feed', head.slice(2), { namespace: ATOM }),
      ['113 title', '113 link'],
    ],
    [
      'an id in capitals',
      feedOf(entryWith('id', 'URN:UUID:FAB4599E-EB2E-445A-A7F9-4AF12C052DEC')),
      [],
    ],
    [
      'an id without urn',
      feedOf(entryWith('id', 'fab4599e-eb2e-445a-a7f9-4af12c052dec')),
      [`114 ${place('id')}`],
    ],
    [
      'an id that is too short',
      feedOf(entryWith('id', 'urn:uuid:fab4599e')),
      [`114 ${place('id')}`],
    ],
    ['no id', feedOf(entryWith('id')), [`114 ${place('id')}`]],
    [
      'a time with fractions and white space',
      feedOf(entryWith('updated', '\n 2026-10-01T08:00:00.123Z ')),
      [],
    ],
    [
      'a time with an offset',
      feedOf(entryWith('updated', '2026-10-01T08:00:00+02:00')),
      [`115 ${place('updated')}`],
    ],
    ['a date for a time', feedOf(entryWith('updated', '2026-10-01')), [`115 ${place('updated')}`]],
    ['no isbn', feedOf(entryWith('isbn')), [`116 ${place('isbn')}`, `117 ${place('isbn')}`]],
    [
      'an isbn in no namespace',
      feedOf(
        entryOf(
          children.map((child) => (child.name === 'isbn' ? { ...child, namespace: '' } : child)),
        ),
      ),
      [`116 ${place('isbn')}`],
    ],
    ['an isbn of ten digits', feedOf(entryWith('isbn', '8200100010')), [`117 ${place('isbn')}`]],
    [
      'an isbn of fourteen digits',
      feedOf(entryWith('isbn', '97882001000100')),
      [`117 ${place('isbn')}`],
    ],
    ['an empty publisher', feedOf(entryWith('publisher', ' ')), [`117 ${place('publisher')}`]],
    ['the version 0', feedOf(entryWith('version', '0')), [`117 ${place('version')}`]],
    ['a negative version', feedOf(entryWith('version', '-1')), [`117 ${place('version')}`]],
    ['the version 10', feedOf(entryWith('version', '10')), []],
    ['a version with a leading 0', feedOf(entryWith('version', '01')), [`117 ${place('version')}`]],
    ['published: yes', feedOf(entryWith('published', 'yes')), [`117 ${place('published')}`]],
    ['access: TRUE', feedOf(entryWith('access', 'TRUE')), [`117 ${place('access')}`]],
    ['excerpt: 1', feedOf(entryWith('excerpt', '1')), [`117 ${place('excerpt')}`]],
    ['a deletion on a day', feedOf(entryWith('deleted', '2026-10-01')), []],
    ['a deletion at a time', feedOf(entryWith('deleted', '2026-10-01T08:00:00.5Z')), []],
    [
      'a deletion at a local time',
      feedOf(entryWith('deleted', '2026-10-01T08:00:00')),
      [`118 ${place('deleted')}`],
    ],
    ['deleted: true', feedOf(entryWith('deleted', 'true')), [`118 ${place('deleted')}`]],
    [
      'no deleted',
      feedOf(entryWith('deleted')),
      [`116 ${place('deleted')}`, `118 ${place('deleted')}`],
    ],
    ['an unknown drm', feedOf(entryWith('drm', 'ADOBE')), [`119 ${place('drm')}`]],
    ['a drm in small letters', feedOf(entryWith('drm', 'nodrm')), [`119 ${place('drm')}`]],
    ['an unknown format', feedOf(entryWith('format', 'MOBI')), [`120 ${place('format')}`]],
    [
      'no format',
      feedOf(entryWith('format')),
      [`116 ${place('format')}`, `120 ${place('format')}`],
    ],
    [
      'an audiobook with an excerpt',
      feedOf(entryWith('format', 'MP3')),
      [`121 ${place('excerpt')}`],
    ],
    [
      'an audiobook without an excerpt',
      feedOf(entryOf(withChildren(withChildren(children, 'format', 'MP3'), 'excerpt', 'false'))),
      [],
    ],
    [
      'elements in reverse order',
      feedOf(entryOf(children.toReversed())),
      [`122 ${place('')}`.trim()],
    ],
    [
      'an unknown element between them',
      feedOf(entryOf([...children.slice(0, 3), anXmlPart('title', 'x'), ...children.slice(3)])),
      [],
    ],
    [
      'a violation of the second entry',
      feedOf(entryOf(), entryWith('drm', 'ADOBE')),
      ['119 entry[2]/drm'],
    ],
  ])('checks %s', (_title, feed, expected) => {
    expect(violated(checkInventory(feed))).toEqual(expected);
  });

  it.each<[string, XmlPart | undefined, string[]]>([
    ['a text that is not XML', undefined, ['113']],
    ['a feed without entries', feedOf(), ['113']],
    [
      'an e-book',
      feedOf(entryOf()),
      ['113', '114', '115', '116', '117', '118', '119', '120', '122'],
    ],
    [
      'an audiobook',
      feedOf(entryWith('format', 'MP3')),
      ['113', '114', '115', '116', '117', '118', '119', '120', '121', '122'],
    ],
  ])('has results for what %s shows', (_title, feed, expected) => {
    const ids = checkInventory(feed).map(({ requirement }) => requirement.id.split('-').at(-1));
    expect(ids).toEqual(expected);
  });

  it('says what was expected and seen', () => {
    const feed = feedOf(
      entryOf(withChildren(withChildren(children, 'drm', 'x'.repeat(201)), 'isbn')),
    );
    const details = violationsOf(checkInventory(feed)).map(({ expected, seen }) => [
      expected,
      seen,
    ]);
    expect(details).toEqual([
      [`one of ${INVENTORY}`, 'missing'],
      [String.raw`a text like ^\d{13}$`, 'missing'],
      ['NODRM, SDRM, TDRM, LCP, UNKNOWN', 'x'.repeat(200)],
    ]);
  });
});

describe('checkEach', () => {
  const requirement = ddsRequirements.knownDrm;
  const find = (entry: XmlPart) => entry.children.map(({ name, text }) => at(name, 'none', text));
  const entryOfCount = (count: number) =>
    anXmlPart(
      'entry',
      Array.from({ length: count }, (_, index) => anXmlPart('x', String(index))),
    );

  it.each<[string, number[], string[] | undefined]>([
    ['no entries', [], undefined],
    ['entries without violations', [0, 0], []],
    ['violations of several entries', [1, 0, 2], ['entry[1]/x', 'entry[3]/x', 'entry[3]/x']],
    ['ten violations', [10], Array<string>(10).fill('entry[1]/x')],
    ['the first ten of eleven', [9, 2], [...Array<string>(9).fill('entry[1]/x'), 'entry[2]/x']],
  ])('reports %s', (_title, counts, pointers) => {
    const results = checkEach(requirement, counts.map(entryOfCount), find);
    expect(results.map(({ violations }) => violations.map(({ pointer }) => pointer))).toEqual(
      pointers ? [pointers] : [],
    );
  });
});

describe('validateFeed', () => {
  it.each<[string, XmlPart, string[], object[]]>([
    ['all elements', feedOf(), ['title', 'link'], []],
    ['no required elements', anXmlPart('feed', [], { namespace: ATOM }), [], []],
    ['a missing element', feedOf(), ['title', 'id'], [at('id', 'one', 'missing')]],
    [
      'another element',
      anXmlPart('entry', head),
      ['title'],
      [at('', `feed of ${ATOM}`, 'entry of no namespace')],
    ],
    [
      'another element of Atom',
      anXmlPart('entry', head, { namespace: ATOM }),
      ['title'],
      [at('', `feed of ${ATOM}`, `entry of ${ATOM}`)],
    ],
    [
      'another namespace',
      anXmlPart('feed', [], { namespace: 'urn:x' }),
      ['title'],
      [at('', `feed of ${ATOM}`, 'feed of urn:x')],
    ],
  ])('of a document with %s', (_title, feed, elements, expected) => {
    expect(validateFeed(feed, elements)).toEqual(expected);
  });
});

describe('validateElementOrder', () => {
  const order = ['a', 'b', 'c'];

  it.each<[string, string[], object[]]>([
    ['no elements', [], []],
    ['the order', ['a', 'b', 'c'], []],
    ['a part of it', ['a', 'c'], []],
    ['repeated elements together', ['a', 'b', 'b'], []],
    ['unknown elements anywhere', ['x', 'a', 'x', 'b'], []],
    ['two elements exchanged', ['b', 'a', 'x'], [at('', 'a b', 'b a')]],
    ['a repeated element apart', ['a', 'b', 'a'], [at('', 'a a b', 'a b a')]],
  ])('of %s', (_title, names, expected) => {
    expect(
      validateElementOrder(
        anXmlPart(
          'entry',
          names.map((name) => anXmlPart(name)),
        ),
        order,
      ),
    ).toEqual(expected);
  });
});

describe('an entry', () => {
  it.each([
    ['urn:uuid:FAB4', 'FAB4'],
    ['URN:UUID:fab4', 'fab4'],
    ['fab4', 'fab4'],
    ['x:urn:uuid:fab4', 'x:urn:uuid:fab4'],
  ])('with the id %s has the resid %s', (id, resid) => {
    expect(residOf(entryWith('id', id))).toBe(resid);
  });

  it('without an id has an empty resid', () => {
    expect(residOf(anXmlPart('entry'))).toBe('');
  });

  it('is found below the feed only', () => {
    const [first, second] = [entryOf(), entryOf([entryOf()])];
    expect(entriesOf(feedOf(first, second))).toEqual([first, second]);
  });
});
