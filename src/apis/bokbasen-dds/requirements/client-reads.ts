import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { callers, selectableContent, shops, type DdsRequirement } from './actors-and-operations.js';

const { content, raw, exportService, opds, changes } = ddsPages;

/** Requirements of clients that read content, shelves and the inventory. */
export const clientReadRequirements = defineRequirements({
  offeredChoice: {
    id: 'BOKB-DDS-18',
    level: 'SHOULD',
    actors: callers,
    operations: selectableContent,
    text: 'The client requests a type and a bitrate that are available',
    effect: 'The reader gets no file, but a choice that the client does not show.',
    source: `ours: another choice cannot be downloaded; based on ${content}: 300, repeat the request with sufficient parameters`,
    stateful: true,
  },
  pollsSlowly: {
    id: 'BOKB-DDS-19',
    level: 'SHOULD',
    actors: callers,
    operations: ['getDownloadStatus'],
    text: 'The client waits at least half a second before it polls a status page again',
    effect: 'Many impatient clients together make DDS slow for all readers.',
    source: `${content}: PROCESSING, wait 0.5 to 1 second and read it again`,
    stateful: true,
  },
  stopsAfterFailed: {
    id: 'BOKB-DDS-20',
    level: 'SHOULD',
    actors: callers,
    operations: ['getDownloadStatus'],
    text: 'The client does not poll a status page again after FAILED',
    effect: 'The client waits for ever for a file that will not come.',
    source: `${content}: FAILED, stop and contact Bokbasen`,
    stateful: true,
  },
  ownContent: {
    id: 'BOKB-DDS-21',
    level: 'SHOULD',
    actors: shops,
    operations: ['getContent'],
    text: 'The client requests content at the Location of its own order',
    effect:
      'The reader cannot download the book, because the link belongs to no order of the store.',
    source: `ours: a store delivers what it sold; based on ${content}: content is requested by the fulfilment id`,
  },
  sinceAsGiven: {
    id: 'BOKB-DDS-22',
    level: 'SHOULD',
    actors: callers,
    operations: ['getShelf'],
    text: 'If-Modified-Since repeats a Last-Modified value of an earlier response',
    effect: 'The app shows an old shelf, or reads the whole shelf with every call.',
    source: `${opds}, If-Modified-Since: should be exactly the previous Last-Modified`,
    stateful: true,
  },
  nextAlone: {
    id: 'BOKB-DDS-23',
    level: 'SHOULD',
    actors: callers,
    operations: ['getInventory'],
    text: 'A call with next does not contain after',
    effect: 'The client starts again from the beginning, or misses changes of titles.',
    source: `ours: one of the two decides; based on ${exportService}: start with after, then only next`,
    stateful: true,
  },
  rawOnlyByRight: {
    id: 'BOKB-DDS-29',
    level: 'MUST',
    actors: callers,
    operations: ['getRawContent'],
    text: 'Only clients with the right to raw content request it',
    effect: 'The call is refused, and the distributor gets no files.',
    source: `${raw}: special agreement and access right`,
  },
  libraryOnlyByRight: {
    id: 'BOKB-DDS-30',
    level: 'SHOULD',
    actors: callers,
    operations: ['getLibraryContent'],
    text: 'Only clients with the right to library content request it',
    effect: 'The call is refused, and the library gets no files.',
    source: `ours: a path of its own suggests a right of its own; based on ${changes}, table of endpoints: /dds/content/v1/library/{resourceId}`,
  },
  sampleOfEbook: {
    id: 'BOKB-DDS-31',
    level: 'MUST',
    actors: callers,
    operations: ['getSample'],
    text: 'The client requests a sample only of an e-book that has an excerpt',
    effect: 'The store shows a link to an excerpt that cannot be opened.',
    source: `${content}: audio samples are not in DDS`,
  },
} satisfies Record<string, DdsRequirement>);
