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
    text: 'A type and a bitrate that are asked for are among those that there are',
    source: `${content}: 300, then again with sufficient parameters`,
    stateful: true,
  },
  pollsSlowly: {
    id: 'BOKB-DDS-19',
    level: 'SHOULD',
    actors: callers,
    operations: ['getDownloadStatus'],
    text: 'A status page is read again after half a second or more',
    source: `${content}: PROCESSING, wait 0.5 to 1 s`,
    stateful: true,
  },
  stopsAfterFailed: {
    id: 'BOKB-DDS-20',
    level: 'SHOULD',
    actors: callers,
    operations: ['getDownloadStatus'],
    text: 'A status page that said FAILED is not read again',
    source: `${content}: FAILED, stop`,
    stateful: true,
  },
  ownContent: {
    id: 'BOKB-DDS-21',
    level: 'SHOULD',
    actors: shops,
    operations: ['getContent'],
    text: 'Content is asked for by the Location of an own order',
    source: `${content}: by the fulfilment id; ours`,
  },
  sinceAsGiven: {
    id: 'BOKB-DDS-22',
    level: 'SHOULD',
    actors: callers,
    operations: ['getShelf'],
    text: 'If-Modified-Since repeats a Last-Modified that was answered',
    source: `${opds}: should be exactly the previous Last-Modified`,
    stateful: true,
  },
  nextAlone: {
    id: 'BOKB-DDS-23',
    level: 'SHOULD',
    actors: callers,
    operations: ['getInventory'],
    text: 'A call with next has no after',
    source: `${exportService}: start with after, then only next`,
    stateful: true,
  },
  rawOnlyByRight: {
    id: 'BOKB-DDS-29',
    level: 'MUST',
    actors: callers,
    operations: ['getRawContent'],
    text: 'Raw content is asked for by who has the right to it',
    source: `${raw}: special agreement and access right`,
  },
  libraryOnlyByRight: {
    id: 'BOKB-DDS-30',
    level: 'SHOULD',
    actors: callers,
    operations: ['getLibraryContent'],
    text: 'Library content is asked for by who has the right to it',
    source: `${changes}: its path only; ours`,
  },
  sampleOfEbook: {
    id: 'BOKB-DDS-31',
    level: 'MUST',
    actors: callers,
    operations: ['getSample'],
    text: 'A sample is asked of an e-book that has an excerpt',
    source: `${content}: audio samples are not in DDS`,
  },
} satisfies Record<string, DdsRequirement>);
