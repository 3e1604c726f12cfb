import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { inventoryOperations, type DdsRequirement } from './actors-and-operations.js';

const { guide, inventory } = ddsPages;

/** Requirements of the form of the inventory: its headers, and each entry. */
export const inventoryEntryRequirements = defineRequirements({
  feedType: {
    id: 'BOKB-DDS-110',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'The inventory has Content-Type: application/atom+xml, and no other charset than UTF-8',
    effect: 'An XML reader takes another encoding, and titles show wrong letters.',
    source: `${inventory}: Content-Type application/atom+xml;charset=UTF-8`,
    stateful: true,
  },
  nextHeader: {
    id: 'BOKB-DDS-111',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getInventory'],
    text: 'The response contains the token of the next page in the Next header',
    effect: 'The store reads only the first page, and does not offer most of the titles.',
    source: `${inventory}: Next`,
    stateful: true,
  },
  linkHeader: {
    id: 'BOKB-DDS-112',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getInventory'],
    text: 'The response contains the URL of the next page in the Link header, with rel="next"',
    effect:
      'A store that follows Link reads only the first page, and does not offer most of the titles.',
    source: `${inventory}: Link`,
    stateful: true,
  },
  feedForm: {
    id: 'BOKB-DDS-113',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'The inventory is an Atom feed with title, link and updated',
    effect: 'No store can read the inventory, and new titles are not sold.',
    source: `${inventory}: the example`,
    stateful: true,
  },
  entryId: {
    id: 'BOKB-DDS-114',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'The id of an entry is urn:uuid: followed by the resid',
    effect: 'The store orders with an id that DDS does not know, and the reader gets no book.',
    source: `${inventory}: id`,
    stateful: true,
  },
  entryUpdated: {
    id: 'BOKB-DDS-115',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'updated is an ISO 8601 time in UTC that ends in Z',
    effect: 'The store cannot tell which titles have changed, and sells an old version.',
    source: `${inventory}: updated`,
    stateful: true,
  },
  entryElements: {
    id: 'BOKB-DDS-116',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text:
      'An entry contains isbn, publisher, format, drm, version, deleted, published, ' +
      'access and excerpt, in the inventory namespace',
    effect: 'The store does not know if it may sell the title, and leaves it out.',
    source: `${inventory}: the elements of version 2`,
    stateful: true,
  },
  entryValues: {
    id: 'BOKB-DDS-117',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text:
      'isbn has thirteen digits; version is at least 1; published, access and excerpt are ' +
      'true or false',
    effect: 'The store takes the title for one that it must not sell, or the other way round.',
    source: `${inventory}: the elements of version 2`,
    stateful: true,
  },
  deletedDate: {
    id: 'BOKB-DDS-118',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'deleted is a date or empty',
    effect: 'A store continues to sell a title that was deleted.',
    source: `${inventory}: deleted`,
    stateful: true,
  },
  knownDrm: {
    id: 'BOKB-DDS-119',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'drm is SDRM, TDRM, NODRM, LCP or UNKNOWN',
    effect:
      'The store does not know if it has to send the names of the reader, and the order is refused.',
    source: `ours: LCP is not in the list; based on ${inventory}, drm: SDRM, TDRM, NODRM, UNKNOWN, and ${guide}: LCP is supported`,
    stateful: true,
  },
  knownFormat: {
    id: 'BOKB-DDS-120',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'format is MP3, EPUB, EPB or PDF',
    effect:
      'The store does not know if the title is an e-book or an audiobook, and does not offer it.',
    source: `ours: the formats of e-books are not listed; based on ${inventory}, format: MP3 for every audiobook`,
    stateful: true,
  },
  noAudioExcerpt: {
    id: 'BOKB-DDS-121',
    level: 'MUST',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: 'excerpt is false for an MP3',
    effect: 'A store shows a link to an excerpt of an audiobook that does not exist.',
    source: `${inventory}: excerpt; ${guide}: always false for audio`,
    stateful: true,
  },
  elementOrder: {
    id: 'BOKB-DDS-122',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: inventoryOperations,
    text: "The elements of an entry are in the same order as in Bokbasen's example",
    effect: 'Clients that read the elements by position mix up their values.',
    source: `ours: clients read by position; based on ${inventory}: the example of a feed`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
