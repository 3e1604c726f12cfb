import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { childrenOf, type XmlPart } from '../../../../apis/bokbasen-dds/read-xml.js';
import { entriesOf, residOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { acquisitionsOf } from '../../../../apis/bokbasen-dds/validate-shelf.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { readXml } from '../../../../apis/bokbasen-dds/read-xml.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { TestContext } from '../../../runner/test-context.js';
import { fileChoicesIn } from '../file-choices.js';
import { entriesFor, entryOf, pathOf, type Shelf } from './shelf-reader.js';
import type { DdsTestClient } from '../test-client.js';

/** An order for the consumer of a shelf. */
export interface ShelvedOrder {
  resid: string;
  content: string;
}

/** Checks that a shelf shows each order once with its title, and nothing else. */
export function expectExactly(context: TestContext, shelf: Shelf, orders: ShelvedOrder[]): void {
  const { exchange, entries } = shelf;
  for (const { resid, content } of orders) {
    const [entry, second] = entriesFor(shelf, content);
    if (!entry) continue;
    const seen = residOf(entry);
    context.expect(
      requirements.orderOnShelf,
      exchange,
      seen.toLowerCase() === resid.toLowerCase(),
      { pointer: 'entry/id', expected: `${resid}, which was ordered`, seen },
    );
    context.expect(requirements.shelvedOnce, exchange, second === undefined, {
      pointer: 'entry',
      expected: `one entry for ${content}`,
      seen: 'two entries or more',
    });
  }
  const own = orders.map(({ content }) => pathOf(content));
  const other = entries.find(
    (entry) => !acquisitionsOf(entry).some(({ href }) => own.includes(pathOf(href))),
  );
  context.expect(requirements.ownShelf, exchange, other === undefined, {
    pointer: 'entry/link/@href',
    expected: 'entries of the orders for this consumer only',
    seen: other ? (acquisitionsOf(other)[0]?.href ?? residOf(other)) : '',
    causes: [requirements.shelfLeads],
  });
}

/** Checks that the ISBN of an entry is that of its resid in the inventory. */
export async function expectIsbn(
  context: TestContext,
  shelf: Shelf,
  content: string,
): Promise<void> {
  const entry = entryOf(shelf, content);
  const isbn = entry && isbnOf(entry);
  if (!entry || isbn === undefined) return;
  const operation = ddsOperations.getInventoryByIsbn;
  const path = operation.path.replace('{isbn}', isbn);
  const found = await context.call({ operation, as: 'store', path });
  if (found.status !== 200) return;
  const feed = await readXml(found.response.body);
  const resids = (feed ? entriesOf(feed) : []).map((one) => residOf(one).toLowerCase());
  const isKnown = resids.includes(residOf(entry).toLowerCase());
  context.expect(requirements.shelfIds, shelf.exchange, isKnown, {
    pointer: 'entry/dc:identifier',
    expected: `the ISBN of ${residOf(entry)}`,
    seen: `urn:isbn:${isbn}, which has ${resids.join(', ') || 'no title'}`,
    causes: [requirements.onlyThatIsbn, derivedRequirements(operation).ok],
  });
}

function isbnOf(entry: XmlPart): string | undefined {
  return childrenOf(entry, 'identifier')
    .map(({ text }) => /urn:isbn:(\d{13})/i.exec(text)?.[1])
    .find((isbn) => isbn !== undefined);
}

/** Checks that a shelf offers an audiobook in the same types as its content. */
export async function expectTypesOfContent(
  client: DdsTestClient,
  context: TestContext,
  shelf: Shelf,
  content: string,
): Promise<void> {
  const entry = entryOf(shelf, content);
  const choices = fileChoicesIn(await client.startDownload(context, content));
  if (!entry) return;
  const offered = childrenOf(entry, 'link').flatMap((link) =>
    childrenOf(link, 'indirectAcquisition').flatMap(({ attributes }) => attributes['type'] ?? []),
  );
  const types = choices.flatMap(({ type }) => type ?? []);
  if (types.length === 0) return;
  const missing = types.filter((type) => !offered.includes(type));
  const unknown = offered.filter((type) => !types.includes(type));
  const differ = [...missing, ...unknown];
  context.expect(requirements.audioOnShelf, shelf.exchange, differ.length === 0, {
    pointer: 'entry/link/opds:indirectAcquisition',
    expected: `the types of the content: ${[...new Set(types)].join(', ')}`,
    seen: [...new Set(offered)].join(', '),
  });
}
