import { atStartOf, resultOf, type CheckResult } from '../../platform/requirements/check-result.js';
import type { ViolationDetail, Requirement } from '../../platform/requirements/requirement.js';
import { ddsRequirements as requirements } from './requirements.js';
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

/**
 * Checks a feed of the inventory; `feed` is undefined for a text that is not XML. A feed without
 * entries has no results for them.
 */
export function checkInventory(feed: XmlPart | undefined): CheckResult[] {
  if (!feed) return [resultOf(requirements.feedForm, atStartOf('', 'well-formed XML', 'none'))];
  const entries = entriesOf(feed);
  const ofAll = (
    requirement: Requirement,
    find: (entry: XmlPart) => ViolationDetail[],
  ): CheckResult[] => checkEach(requirement, entries, find);
  return [
    resultOf(requirements.feedForm, ...validateFeed(feed, ['title', 'link', 'updated'])),
    ...ofAll(requirements.entryId, (entry) => matches(entry, 'id', /^urn:uuid:[0-9a-z-]{36}$/i)),
    ...ofAll(requirements.entryUpdated, (entry) => matches(entry, 'updated', TIME)),
    ...ofAll(requirements.entryElements, missingElements),
    ...ofAll(requirements.entryValues, valueViolations),
    ...ofAll(requirements.deletedDate, (entry) =>
      matches(entry, 'deleted', /^(\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?)?$/),
    ),
    ...ofAll(requirements.knownDrm, (entry) => isOneOf(entry, 'drm', DRMS)),
    ...ofAll(requirements.knownFormat, (entry) => isOneOf(entry, 'format', FORMATS)),
    ...checkEach(
      requirements.noAudioExcerpt,
      entries.filter((entry) => textOf(entry, 'format') === 'MP3'),
      (entry) => isOneOf(entry, 'excerpt', ['false']),
    ),
    ...ofAll(requirements.elementOrder, (entry) => validateElementOrder(entry, IN_ORDER)),
  ];
}

/** The result of one requirement for all entries; without entries there is none. */
export function checkEach(
  requirement: Requirement,
  entries: XmlPart[],
  find: (entry: XmlPart) => ViolationDetail[],
): CheckResult[] {
  if (entries.length === 0) return [];
  const violations = entries.flatMap((entry, index) =>
    find(entry).map(({ pointer, ...rest }) => ({
      ...rest,
      pointer: `entry[${index + 1}]/${pointer}`,
    })),
  );
  return [resultOf(requirement, ...violations.slice(0, MOST))];
}

/** The places at which a document is not an Atom feed with those elements. */
export function validateFeed(feed: XmlPart, elements: string[]): ViolationDetail[] {
  if (feed.name !== 'feed' || feed.namespace !== ATOM)
    return [
      atStartOf('', `feed of ${ATOM}`, `${feed.name} of ${feed.namespace || 'no namespace'}`),
    ];
  return elements
    .filter((name) => childrenOf(feed, name).length === 0)
    .map((name) => atStartOf(name, 'one', 'missing'));
}

/** The element whose text does not match that form. */
export function matches(entry: XmlPart, name: string, form: RegExp): ViolationDetail[] {
  const text = textOf(entry, name);
  if (text !== undefined && form.test(text.trim())) return [];
  return [atStartOf(name, `a text like ${form.source}`, text ?? 'missing')];
}

/** The violation of an entry whose known children have another order. */
export function validateElementOrder(entry: XmlPart, order: readonly string[]): ViolationDetail[] {
  const seen = entry.children.map(({ name }) => name).filter((name) => order.includes(name));
  const sorted = seen.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
  return seen.join() === sorted.join() ? [] : [atStartOf('', sorted.join(' '), seen.join(' '))];
}

function isOneOf(entry: XmlPart, name: string, values: readonly string[]): ViolationDetail[] {
  const text = textOf(entry, name) ?? 'missing';
  return values.includes(text.trim()) ? [] : [atStartOf(name, values.join(', '), text)];
}

function missingElements(entry: XmlPart): ViolationDetail[] {
  return ELEMENTS.flatMap((name) => {
    const found = childrenOf(entry, name);
    if (found.some(({ namespace }) => namespace === INVENTORY)) return [];
    return [atStartOf(name, `one of ${INVENTORY}`, found[0]?.namespace ?? 'missing')];
  });
}

function valueViolations(entry: XmlPart): ViolationDetail[] {
  return [
    ...matches(entry, 'isbn', /^\d{13}$/),
    ...matches(entry, 'publisher', /\S/),
    ...matches(entry, 'version', /^[1-9]\d*$/),
    ...['published', 'access', 'excerpt'].flatMap((name) =>
      isOneOf(entry, name, ['true', 'false']),
    ),
  ];
}
