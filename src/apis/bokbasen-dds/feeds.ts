import type { Title } from './titles.js';
import { escaped } from './xml.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The beginning of an inventory feed; entries follow, and then its end. */
export function inventoryHead(self: string, updated: string): string {
  return `${HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:inv="http://bokbasen.no/module/inventory/1.0">
  <title>Inventory Items</title>
  <link rel="self" type="application/atom+xml" href="${escaped(self)}" title="Inventory feed" />
  <updated>${updated}</updated>
`;
}

export const FEED_END = '</feed>\n';

/** An entry of the inventory; version 1 says more of a title. */
export function inventoryEntry(title: Title, version: 1 | 2): string {
  const { id, isbn, publisher, format, drm, deleted = '', published, access, excerpt } = title;
  const lines = [
    `<id>urn:uuid:${escaped(id)}</id>`,
    ...(version === 1
      ? [
          `<title>${escaped(title.title)}</title>`,
          `<author><name>${escaped(title.author ?? '')}</name></author>`,
        ]
      : []),
    `<updated>${title.updated}</updated>`,
    `<inv:isbn>${escaped(isbn)}</inv:isbn>`,
    `<inv:publisher>${escaped(publisher)}</inv:publisher>`,
    `<inv:format>${format}</inv:format>`,
    `<inv:drm>${drm}</inv:drm>`,
    `<inv:version>${title.version}</inv:version>`,
    ...(version === 1 ? [element('inv:firstpublished', title.firstpublished ?? '')] : []),
    element('inv:deleted', deleted),
    `<inv:published>${published}</inv:published>`,
    `<inv:access>${access}</inv:access>`,
    `<inv:excerpt>${excerpt}</inv:excerpt>`,
  ];
  return `  <entry>\n${lines.map((line) => `    ${line}\n`).join('')}  </entry>\n`;
}

function element(name: string, text: string): string {
  return text === '' ? `<${name} />` : `<${name}>${escaped(text)}</${name}>`;
}

/** An item of a shelf: a title of a consumer, with the link to its content. */
export interface ShelfItem {
  title: Title;
  excerpt: boolean;
  boughtAt: string;
  /** URL of its content. */
  content: string;
  /** Media types in which it can be had. */
  types: readonly string[];
}

/** The shelf of a consumer, in OPDS 1.1. Clients read the children of an entry by their place. */
export function shelfFeed(self: string, updated: string, items: ShelfItem[]): string {
  return `${HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <id>${escaped(self)}</id>
  <title>Bokskya</title>
  <updated>${updated}</updated>
  <link rel="self" type="application/atom+xml;profile=opds-catalog;kind=acquisition" href="${escaped(self)}" />
${items.map(shelfEntry).join('')}${FEED_END}`;
}

/**
 * An entry of a shelf. A title in several types has one link with a child for each: clients count
 * these elements, and add `type` and `bitrate` to the plain `href` themselves.
 */
function shelfEntry({ title, excerpt, boughtAt, content, types }: ShelfItem): string {
  const { id, isbn, author = '', publisher, publisherName = publisher, updated } = title;
  const rel = `http://opds-spec.org/acquisition/${excerpt ? 'sample' : 'open-access'}`;
  const acquisitions = types.map(
    (type) => `      <opds:indirectAcquisition type="${escaped(type)}" />\n`,
  );
  return `  <entry>
    <title>${escaped(title.title)}</title>
    <link rel="http://opds-spec.org/image/thumbnail" type="image/jpeg" href="https://example.org/covers/${escaped(isbn)}.jpg" />
    <link rel="${rel}" type="application/json" href="${escaped(content)}">
${acquisitions.join('')}    </link>
    <author><name>${escaped(author)}</name></author>
    <id>${escaped(id)}</id>
    <created>${boughtAt}</created>
    <updated>${updated.includes('.') ? updated : updated.replace('Z', '.000Z')}</updated>
    <dc:identifier xsi:type="dcterms:URI">urn:uuid:${escaped(id)}</dc:identifier>
    <dc:identifier xsi:type="dcterms:URI">urn:isbn:${escaped(isbn)}</dc:identifier>
    <dc:publisher>${escaped(publisherName)}</dc:publisher>
    <dc:issued>${updated.slice(0, 4)}</dc:issued>
    <dc:language>bm</dc:language>
  </entry>
`;
}

/** The status page of a download. */
export function statusPage(status: string, downloadURL: string | undefined): string {
  const link =
    downloadURL === undefined ? '' : `  <downloadURL>${escaped(downloadURL)}</downloadURL>\n`;
  return `${HEAD}<downloadStatus>\n  <status>${status}</status>\n${link}</downloadStatus>\n`;
}
