import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { content, raw, glossary, inventory, errors, changes } = ddsPages;

/** Requirements of content that not everybody gets, and of what lasts. */
export const restrictedContentRequirements = defineRequirements({
  noAudioSample: {
    id: 'BOKB-DDS-97',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getSample'],
    text: 'DDS rejects a request for the sample of an audiobook with a 40x status',
    effect: 'A store shows a link to an excerpt that cannot be played.',
    source: `${content}: audio samples are not in DDS`,
    stateful: true,
  },
  noSample: {
    id: 'BOKB-DDS-98',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getSample'],
    text: 'DDS rejects a request for the sample of an e-book that has none with a 40x status',
    effect: 'A store shows a link to an excerpt that cannot be opened.',
    source: `ours: what does not exist cannot be downloaded; based on ${inventory}: excerpt is false when there is none`,
    stateful: true,
  },
  rawByRight: {
    id: 'BOKB-DDS-99',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getRawContent'],
    text:
      'DDS rejects a request for raw content by a client without the right to it with a 40x ' +
      'status',
    effect: 'Any store can download files without a watermark.',
    source: `${raw}: special agreement and access right`,
    stateful: true,
  },
  rawForbidden: {
    id: 'BOKB-DDS-68',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getRawContent'],
    text: 'DDS answers 403 to a request for raw content by a client without the right to it',
    effect:
      'The store cannot see that it lacks the right, and searches for the fault in its own code.',
    source: `ours: the status is not written down; based on ${raw}: special agreement and access right, and ${errors}: 403`,
    stateful: true,
  },
  libraryByRight: {
    id: 'BOKB-DDS-69',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getLibraryContent'],
    text: 'DDS answers 403 to a request for library content by a client without the right to it',
    effect: 'A store can lend titles as if it were a library, and the publisher is not paid.',
    source: `ours: a path of its own suggests a right of its own; based on ${changes}, table of endpoints: /dds/content/v1/library/{resourceId}`,
    stateful: true,
  },
  rawFile: {
    id: 'BOKB-DDS-70',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getRawContent'],
    text: 'The raw content of an audiobook is a single MP3 file',
    effect: 'A distributor cannot process the audiobook that it got.',
    source: `${raw}: a single MP3 of the best quality`,
    stateful: true,
  },
  contentLasts: {
    id: 'BOKB-DDS-100',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getContent'],
    text: 'A fulfilment id never expires',
    source: `${glossary}: Fulfilment ID`,
    notTestedReason:
      'A test cannot observe this; the runner only checks that the id works after a download',
  },
  statusLives: {
    id: 'BOKB-DDS-101',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A status page has a limited lifetime',
    source: `${content}: the lifetime is not specified`,
    notTestedReason: 'The lifetime is not specified, and a test would have to wait for its end',
  },
  watermark: {
    id: 'BOKB-DDS-102',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'The file of an SDRM title has an individual watermark',
    source: `${content}: the individual watermark`,
    notTestedReason: 'The place and form of the watermark in a file are not published',
  },
  sampleWithoutOrder: {
    id: 'BOKB-DDS-236',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getSample'],
    text: 'DDS returns the sample of an e-book that the store has not ordered',
    effect: 'Nobody can read a sample before the purchase.',
    source: `${content}: a sample needs the resource id, and no order`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
