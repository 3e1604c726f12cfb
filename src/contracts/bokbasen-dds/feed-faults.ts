import { judged, type Judgement } from '../../kernel/contract/judgement.js';
import type { Departure, Requirement } from '../../kernel/contract/requirement.js';
import { inventoryRequirements as asked } from './inventory-requirements.js';
import { childrenOf, textOf, type XmlPart } from './read-xml.js';
import { DRMS, FORMATS } from './titles.js';

export const ATOM = 'http://www.w3.org/2005/Atom';
const INVENTORY = 'http://bokbasen.no/module/inventory/1.0';
const MOST = 10;
/** In the order of the example. */
const ELEMENTS = 'isbn publisher format drm version deleted published access excerpt'.split(' ');
const IN_ORDER = ['id', 'updated', ...ELEMENTS];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The entries of a feed. */
export function entriesOf(feed: XmlPart): XmlPart[] {
  return childrenOf(feed, 'entry');
}

/** The resid of an entry. */
export function residOf(entry: XmlPart): string {
  return (textOf(entry, 'id') ?? '').replace(/^urn:uuid:/i, '');
}

/** What a feed of the inventory says; undefined: it is no XML. Without entries nothing is said of them. */
export function judgeInventory(feed: XmlPart | undefined): Judgement[] {
  if (!feed) return [judged(asked.feedForm, at('', 'well-formed XML', 'none'))];
  const entries = entriesOf(feed);
  const ofAll = (requirement: Requirement, find: (entry: XmlPart) => Departure[]): Judgement[] =>
    judgedEach(requirement, entries, find);
  return [
    judged(asked.feedForm, ...feedFaults(feed, ['title', 'link', 'updated'])),
    ...ofAll(asked.entryId, (entry) => matches(entry, 'id', /^urn:uuid:[0-9a-z-]{36}$/i)),
    ...ofAll(asked.entryUpdated, (entry) => matches(entry, 'updated', TIME)),
    ...ofAll(asked.entryElements, missingElements),
    ...ofAll(asked.entryValues, valueFaults),
    ...ofAll(asked.deletedDate, (entry) =>
      matches(entry, 'deleted', /^(\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?)?$/),
    ),
    ...ofAll(asked.knownDrm, (entry) => isOneOf(entry, 'drm', DRMS)),
    ...ofAll(asked.knownFormat, (entry) => isOneOf(entry, 'format', FORMATS)),
    ...judgedEach(
      asked.noAudioExcerpt,
      entries.filter((entry) => textOf(entry, 'format') === 'MP3'),
      (entry) => isOneOf(entry, 'excerpt', ['false']),
    ),
    ...ofAll(asked.elementOrder, (entry) => orderFaults(entry, IN_ORDER)),
  ];
}

/** The judgement of all entries by one requirement; without entries there is none. */
export function judgedEach(
  requirement: Requirement,
  entries: XmlPart[],
  find: (entry: XmlPart) => Departure[],
): Judgement[] {
  if (entries.length === 0) return [];
  const departures = entries.flatMap((entry, index) =>
    find(entry).map(({ pointer, ...rest }) => ({
      ...rest,
      pointer: `entry[${index + 1}]/${pointer}`,
    })),
  );
  return [judged(requirement, ...departures.slice(0, MOST))];
}

/** Where a document is no Atom feed with those elements. */
export function feedFaults(feed: XmlPart, elements: string[]): Departure[] {
  if (feed.name !== 'feed' || feed.namespace !== ATOM)
    return [at('', `feed of ${ATOM}`, `${feed.name} of ${feed.namespace || 'no namespace'}`)];
  return elements
    .filter((name) => childrenOf(feed, name).length === 0)
    .map((name) => at(name, 'one', 'missing'));
}

/** Where the text of an element is not of that form. */
export function matches(entry: XmlPart, name: string, form: RegExp): Departure[] {
  const text = textOf(entry, name);
  if (text !== undefined && form.test(text.trim())) return [];
  return [at(name, `a text like ${form.source}`, text ?? 'missing')];
}

/** Where the children that are known do not stand in that order. */
export function orderFaults(entry: XmlPart, order: readonly string[]): Departure[] {
  const seen = entry.children.map(({ name }) => name).filter((name) => order.includes(name));
  const sorted = seen.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
  return seen.join() === sorted.join() ? [] : [at('', sorted.join(' '), seen.join(' '))];
}

function isOneOf(entry: XmlPart, name: string, values: readonly string[]): Departure[] {
  const text = textOf(entry, name) ?? 'missing';
  return values.includes(text.trim()) ? [] : [at(name, values.join(', '), text)];
}

function missingElements(entry: XmlPart): Departure[] {
  return ELEMENTS.flatMap((name) => {
    const found = childrenOf(entry, name);
    if (found.some(({ namespace }) => namespace === INVENTORY)) return [];
    return [at(name, `one of ${INVENTORY}`, found[0]?.namespace ?? 'missing')];
  });
}

function valueFaults(entry: XmlPart): Departure[] {
  return [
    ...matches(entry, 'isbn', /^\d{13}$/),
    ...matches(entry, 'publisher', /\S/),
    ...matches(entry, 'version', /^[1-9]\d*$/),
    ...['published', 'access', 'excerpt'].flatMap((name) =>
      isOneOf(entry, name, ['true', 'false']),
    ),
  ];
}

function at(pointer: string, expected: string, seen: string): Departure {
  return { pointer, expected, seen: seen.slice(0, 200) };
}
