import type { DdsTitle } from './bokbasen-dds-data.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** Inventory feed of version 2. */
export function inventoryFeed(titles: readonly DdsTitle[], extraFields = false): string {
  const entries = titles.map(
    (title) => `<entry><id>urn:uuid:${title.resid}</id><updated>${title.updated}</updated>
<inv:isbn>${title.isbn}</inv:isbn><inv:publisher>4711</inv:publisher><inv:format>${title.format}</inv:format>
<inv:drm>${title.drm}</inv:drm><inv:version>${title.version}</inv:version><inv:deleted/>
<inv:published>${title.published}</inv:published><inv:access>${title.access}</inv:access>
<inv:excerpt>${title.excerpt}</inv:excerpt>${extraFields ? '<inv:gtin14>09788299000017</inv:gtin14>' : ''}</entry>`,
  );
  return `${HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:inv="http://bokbasen.no/module/inventory/1.0">
<title>Inventory Items</title><link rel="self" href="/dds/inventory/v2"/><updated>2026-11-01T00:00:00Z</updated>
${entries.join('\n')}</feed>`;
}

/** A title on a shelf. */
export interface ShelfItem {
  title: DdsTitle;
  content: string;
  isExcerpt: boolean;
}

/** OPDS feed of a shelf. */
export function shelfFeed(items: readonly ShelfItem[], extraFields = false): string {
  const entries = items.map(({ title: { resid, isbn, format }, content, isExcerpt }) => {
    const types = format === 'MP3' ? AUDIO_TYPES : ['application/epub+zip'];
    const offers = types.map((type) => `<opds:indirectAcquisition type="${type}"/>`);
    return `<entry><title>Skogen</title>
<link rel="http://opds-spec.org/image/thumbnail" type="image/jpeg" href="https://covers.example.no/${isbn}.jpg"/>
<link rel="http://opds-spec.org/acquisition/${isExcerpt ? 'sample' : 'open-access'}" type="application/json" href="${content}">${offers.join('')}</link>
<author><name>Hav, Ida</name></author><id>${resid}</id>
<created>2026-10-02T09:00:00.000Z</created><updated>2026-10-02T09:00:00.000Z</updated>
<dc:identifier>urn:uuid:${resid}</dc:identifier><dc:identifier>urn:isbn:${isbn}</dc:identifier>
${extraFields ? '<dc:identifier>urn:ean:09788299000017</dc:identifier>' : ''}
<dc:publisher>Havforlaget</dc:publisher><dc:issued>2026</dc:issued><dc:language>nn</dc:language>
${extraFields ? '<dc:rights>Havforlaget</dc:rights>' : ''}</entry>`;
  });
  return `${HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opds="http://opds-spec.org/2010/catalog"><title>Bokskya</title>${entries.join('\n')}</feed>`;
}

/** Types in which an audiobook is offered. */
export const AUDIO_TYPES = [
  'complete-public',
  'complete-private',
  'zipped-public',
  'hls-private',
].map((kind) => `audio/vnd.bokbasen.${kind}`);
