import { atStartOf, resultOf, type CheckResult } from '../../platform/requirements/check-result.js';
import type { ViolationDetail } from '../../platform/requirements/requirement.js';
import { ddsRequirements as requirements } from './requirements.js';
import {
  entriesOf,
  validateFeed,
  checkEach,
  matches,
  validateElementOrder,
} from './validate-feed.js';
import { childrenOf, textOf, type XmlPart } from './read-xml.js';

const ACQUISITION = 'http://opds-spec.org/acquisition/';
export const SAMPLE = `${ACQUISITION}sample`;
export const OPEN_ACCESS = `${ACQUISITION}open-access`;
const THUMBNAIL = 'http://opds-spec.org/image/thumbnail';
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** In the order of the example. */
const ORDER = 'title link author id created updated identifier publisher issued language'.split(
  ' ',
);

/** The links of an entry by which its title is had. */
export function acquisitionsOf(entry: XmlPart): { rel: string; href: string }[] {
  return acquisitionLinks(entry).map(({ attributes }) => ({
    rel: attributes['rel'] ?? '',
    href: attributes['href'] ?? '',
  }));
}

/** Number of the types in which a title is offered: as children of one link, or as several links. */
export function countOffers(entry: XmlPart): number {
  const links = acquisitionLinks(entry);
  const types = links.flatMap((link) =>
    childrenOf(link, 'indirectAcquisition').flatMap(({ attributes }) => attributes['type'] ?? []),
  );
  return Math.max(new Set(types).size, links.length);
}

/**
 * Checks the shelf of a consumer; `feed` is undefined for a text that is not XML. A shelf without
 * entries has no results for them.
 */
export function checkShelf(feed: XmlPart | undefined): CheckResult[] {
  if (!feed) return [resultOf(requirements.shelfForm, atStartOf('', 'well-formed XML', 'none'))];
  const entries = entriesOf(feed);
  return [
    resultOf(requirements.shelfForm, ...validateFeed(feed, [])),
    ...checkEach(requirements.shelfIds, entries, idViolations),
    ...checkEach(requirements.shelfLinks, entries, linkViolations),
    ...checkEach(requirements.shelfElements, entries, elementViolations),
    ...checkEach(requirements.shelfOrder, entries, (entry) => validateElementOrder(entry, ORDER)),
  ];
}

/** Checks a status page in XML. */
export function checkStatusPage(page: XmlPart | undefined): CheckResult[] {
  const { statusXml } = requirements;
  if (page?.name !== 'downloadStatus')
    return [resultOf(statusXml, atStartOf('', 'downloadStatus', page?.name ?? 'no XML'))];
  const missing = childrenOf(page, 'status').length === 0;
  return [resultOf(statusXml, ...(missing ? [atStartOf('status', 'one', 'missing')] : []))];
}

function acquisitionLinks(entry: XmlPart): XmlPart[] {
  return childrenOf(entry, 'link').filter(({ attributes }) =>
    attributes['rel']?.startsWith(ACQUISITION),
  );
}

function idViolations(entry: XmlPart): ViolationDetail[] {
  const id = textOf(entry, 'id') ?? '';
  const identifiers = childrenOf(entry, 'identifier').map(({ text }) => text.toLowerCase());
  const bare = /^[0-9a-z-]{36}$/i.test(id);
  const named = identifiers.includes(`urn:uuid:${id.toLowerCase()}`);
  const byIsbn = identifiers.some((one) => /^urn:isbn:\d{13}$/.test(one));
  return [
    ...(bare ? [] : [atStartOf('id', 'a bare resid', id || 'missing')]),
    ...(named && byIsbn
      ? []
      : [atStartOf('dc:identifier', `urn:uuid:${id} and urn:isbn:…`, identifiers.join(' '))]),
  ];
}

function linkViolations(entry: XmlPart): ViolationDetail[] {
  const links = acquisitionLinks(entry);
  if (links.length === 0) return [atStartOf('link', `one with the rel ${ACQUISITION}…`, 'missing')];
  return links.flatMap((link) => {
    const { type = 'missing', href = 'missing' } = link.attributes;
    const leads = childrenOf(link, 'indirectAcquisition').some(
      ({ attributes }) => attributes['type'],
    );
    return [
      ...(type === 'application/json' ? [] : [atStartOf('link/@type', 'application/json', type)]),
      ...(/^https?:\/\/./i.test(href) ? [] : [atStartOf('link/@href', 'an absolute URL', href)]),
      ...(leads ? [] : [atStartOf('link/opds:indirectAcquisition', 'one with a type', 'missing')]),
    ];
  });
}

function elementViolations(entry: XmlPart): ViolationDetail[] {
  const pictured = childrenOf(entry, 'link').some(
    ({ attributes }) => attributes['rel'] === THUMBNAIL,
  );
  return [
    ...matches(entry, 'title', /\S/),
    ...(pictured ? [] : [atStartOf('link', `one with the rel ${THUMBNAIL}`, 'missing')]),
    ...matches(entry, 'author', /^/),
    ...matches(entry, 'created', TIME),
    ...matches(entry, 'updated', TIME),
    ...matches(entry, 'publisher', /\S/),
    ...matches(entry, 'issued', /^\d{4}$/),
    ...matches(entry, 'language', /\S/),
  ];
}
