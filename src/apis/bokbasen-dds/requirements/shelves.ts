import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { guide, opds } = ddsPages;

/** Requirements of the shelf of an account. */
export const shelfRequirements = defineRequirements({
  lastModified: {
    id: 'BOKB-DDS-150',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'The response with a shelf contains a Last-Modified header',
    source: `${opds}: Last-Modified`,
  },
  shelfType: {
    id: 'BOKB-DDS-151',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'The shelf is an XML document',
    source: `${opds}: OPDS (ATOM) XML`,
  },
  shelfForm: {
    id: 'BOKB-DDS-152',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'The shelf is an Atom feed',
    source: `${opds}: OPDS (ATOM) XML`,
    stateful: true,
  },
  notModified: {
    id: 'BOKB-DDS-153',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'DDS answers 304 to an If-Modified-Since that equals the Last-Modified value',
    source: `${opds}: 304`,
    stateful: true,
  },
  emptyNotModified: {
    id: 'BOKB-DDS-154',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'A 304 response has no body',
    source: `${opds}: 304, empty body`,
    notTestedReason: 'In HTTP, a 304 response ends after its headers: clients never read a body',
  },
  exactDate: {
    id: 'BOKB-DDS-155',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'DDS answers 200 to an If-Modified-Since that differs from the Last-Modified value',
    source: `${opds}: exact comparison`,
    stateful: true,
  },
  anyDateForm: {
    id: 'BOKB-DDS-156',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'DDS accepts every date format of RFC 2616 in If-Modified-Since',
    source: `${opds}: any RFC 2616 date`,
    stateful: true,
  },
  shelfChanges: {
    id: 'BOKB-DDS-157',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'The shelf counts as modified after an order for its consumer',
    source: `${opds}: 304 means not modified`,
    stateful: true,
  },
  orderOnShelf: {
    id: 'BOKB-DDS-158',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text:
      'The shelf of a consumer contains every title that was ordered for the consumer, with ' +
      'the link of its order',
    source: `${guide}: an order with the DDS-ID adds the book to the shelf`,
    stateful: true,
  },
  shelfOfAll: {
    id: 'BOKB-DDS-159',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'The shelf of a consumer contains the purchases at all stores',
    source: `${guide}: the purchases of all stores`,
    stateful: true,
  },
  shelfLeads: {
    id: 'BOKB-DDS-160',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'The links of a shelf refer to the content',
    source: `${guide}: the links refer to GET content`,
    stateful: true,
  },
  shelfIds: {
    id: 'BOKB-DDS-161',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text:
      'The id of an entry is the resid, and its identifiers are urn:uuid: followed by the ' +
      'resid, and urn:isbn: followed by the ISBN',
    source: `${opds}: the example`,
    stateful: true,
  },
  shelfLinks: {
    id: 'BOKB-DDS-162',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text:
      'The link of a title has the type application/json, and contains the type of the ' +
      'content in indirectAcquisition',
    source: `${opds}: the example`,
    stateful: true,
  },
  shelfElements: {
    id: 'BOKB-DDS-163',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getShelf'],
    text:
      'An entry contains title, thumbnail, author, created, updated, publisher, issued ' +
      "and language, in the form of Bokbasen's example",
    source: `${opds}: the example`,
    stateful: true,
  },
  shelfOrder: {
    id: 'BOKB-DDS-164',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: "The child elements of an entry are in the same order as in Bokbasen's example",
    source: `${opds}: the example; clients read the elements by position`,
    stateful: true,
  },
  excerptOnShelf: {
    id: 'BOKB-DDS-165',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'The link of an excerpt has rel http://opds-spec.org/acquisition/sample',
    source: `${opds}: excerpts`,
    stateful: true,
  },
  audioOnShelf: {
    id: 'BOKB-DDS-166',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getShelf'],
    text:
      'An audiobook lists its available types: as indirectAcquisition of one link, or of one ' +
      'link for each type',
    source: `${opds}: audio lists the combinations; the form was observed in a client`,
    stateful: true,
  },
  unknownShelf: {
    id: 'BOKB-DDS-167',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getShelf'],
    text: 'DDS answers 404 to a request for the shelf of an unknown DDS-ID',
    source: `${opds}: 40x; our interpretation`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
