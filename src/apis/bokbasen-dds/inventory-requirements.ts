import { defineRequirements } from '../../platform/requirements/requirement.js';
import { ddsPages } from './sources.js';

const { inventory, exportService, guide } = ddsPages;
const server = 'dds server';
const either = 'getInventory getInventoryByIsbn';

/** What DDS says in its inventory. */
// prettier-ignore
export const inventoryRequirements = defineRequirements({
  feedType:        ['BOKB-DDS-110', 'MUST',   server, either, 'The inventory is application/atom+xml;charset=UTF-8', `${inventory}: Content-Type`],
  nextHeader:      ['BOKB-DDS-111', 'MUST',   server, 'getInventory', 'A page has its token in the header Next', `${inventory}: Next`],
  linkHeader:      ['BOKB-DDS-112', 'MUST',   server, 'getInventory', 'A page has the next page in the header Link, with rel="next"', `${inventory}: Link`],
  feedForm:        ['BOKB-DDS-113', 'MUST',   server, either, 'The inventory is an Atom feed with title, link and updated', `${inventory}: the example`, { stateful: true }],
  entryId:         ['BOKB-DDS-114', 'MUST',   server, either, 'The id of an entry is urn:uuid: and the resid', `${inventory}: id`, { stateful: true }],
  entryUpdated:    ['BOKB-DDS-115', 'MUST',   server, either, 'updated is a time of ISO 8601 in Zulu', `${inventory}: updated`, { stateful: true }],
  entryElements:   ['BOKB-DDS-116', 'MUST',   server, either, 'An entry has isbn, publisher, format, drm, version, deleted, published, access and excerpt, in the namespace of the inventory', `${inventory}: the elements of version 2`, { stateful: true }],
  entryValues:     ['BOKB-DDS-117', 'MUST',   server, either, 'An isbn has thirteen digits, a version is 1 or more, published, access and excerpt are true or false', `${inventory}: the elements of version 2`, { stateful: true }],
  deletedDate:     ['BOKB-DDS-118', 'MUST',   server, either, 'deleted is a date, or empty', `${inventory}: deleted`, { stateful: true }],
  knownDrm:        ['BOKB-DDS-119', 'SHOULD', server, either, 'drm is SDRM, TDRM, NODRM, LCP or UNKNOWN', `${inventory}: drm; LCP is ours`, { stateful: true }],
  knownFormat:     ['BOKB-DDS-120', 'SHOULD', server, either, 'format is MP3, EPUB, EPB or PDF', `${inventory}: format; those of e-books are ours`, { stateful: true }],
  noAudioExcerpt:  ['BOKB-DDS-121', 'MUST',   server, either, 'excerpt is false for an MP3', `${inventory}: excerpt; ${guide}: always false for audio`, { stateful: true }],
  elementOrder:    ['BOKB-DDS-122', 'SHOULD', server, either, 'The elements of an entry stand in the order of the example', `${inventory}: the example; ours`, { stateful: true }],
  pageSize:        ['BOKB-DDS-123', 'MUST',   server, 'getInventory', 'A page has at most pagesize entries', `${inventory}: pagesize`, { stateful: true }],
  largestPage:     ['BOKB-DDS-124', 'SHOULD', server, 'getInventory', 'A pagesize beyond 10000 is answered 400, or with 10000 entries at most', `${inventory}: pagesize, maximum 10000; the answer is ours`, { stateful: true }],
  nextGoesOn:      ['BOKB-DDS-125', 'MUST',   server, 'getInventory', 'next goes on behind the page before, and repeats nothing of it', `${inventory}: next; ${exportService}: until it no longer changes`, { stateful: true }],
  nextComesToRest: ['BOKB-DDS-126', 'MUST',   server, 'getInventory', 'At the end Next stays the same', `${exportService}: repeat until next no longer changes`, { stateful: true }],
  linkIsNext:      ['BOKB-DDS-127', 'MUST',   server, 'getInventory', 'Link leads to the same page as Next', `${inventory}: Link, next page`, { stateful: true }],
  afterOrNext:     ['BOKB-DDS-128', 'MUST',   server, 'getInventory', 'A call with neither after nor next is refused with 40x', `${inventory}: after is required if next is absent`, { stateful: true }],
  afterForm:       ['BOKB-DDS-129', 'SHOULD', server, 'getInventory', 'An after that is no yyyyMMddHHmmss is answered 400', `${inventory}: after; the status is ours`, { stateful: true }],
  afterTooOld:     ['BOKB-DDS-130', 'SHOULD', server, 'getInventory', 'An after of more than 180 days ago is answered 400', `${exportService}: no older than 180 days; the status is ours`, { stateful: true }],
  sinceAfter:      ['BOKB-DDS-131', 'SHOULD', server, 'getInventory', 'The entries were updated at after, or later', `${inventory}: after; ours`, { stateful: true }],
  latestOnly:      ['BOKB-DDS-132', 'MUST',   server, 'getInventory', 'The feed has the latest version of a title alone', `${inventory}: only the latest version of each book`, { stateful: true }],
  allVersions:     ['BOKB-DDS-133', 'MUST',   server, 'getInventoryByIsbn', 'By ISBN there is every version of a title', `${inventory}: lookup by ISBN returns all versions`, { stateful: true }],
  onlyThatIsbn:    ['BOKB-DDS-134', 'MUST',   server, 'getInventoryByIsbn', 'By ISBN there is that title alone', `${inventory}: lookup by ISBN`, { stateful: true }],
  unknownIsbn:     ['BOKB-DDS-135', 'SHOULD', server, 'getInventoryByIsbn', 'An ISBN that there is not is answered 200, with a feed without entries', 'Seen at a client', { stateful: true }],
  alwaysAtom:      ['BOKB-DDS-136', 'SHOULD', server, either, 'The inventory is Atom also to who asks for JSON', 'Seen at a client', { stateful: true }],
  emptyParameters: ['BOKB-DDS-137', 'SHOULD', server, 'getInventoryByIsbn', 'Empty parameters after and pagesize are let pass', 'Seen at a client', { stateful: true }],
  newVersionNewId: ['BOKB-DDS-138', 'MUST',   server, 'getInventoryByIsbn', 'Each version of a title has a resid and a version number of its own', `${inventory}: id changes with a new version, version counts up`, { stateful: true }],
  withoutAccess:   ['BOKB-DDS-139', 'MUST',   server, 'getInventory', 'Titles without access are in the inventory too', `${inventory}: visibility`, { notTestedReason: 'Whether there are such titles is not known from outside' }],
});
