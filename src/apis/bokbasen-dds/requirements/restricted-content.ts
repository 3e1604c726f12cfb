import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { content, raw, glossary, inventory, changes } = ddsPages;

/** Requirements of content that not everybody gets, and of what lasts. */
export const restrictedContentRequirements = defineRequirements({
  noAudioSample: {
    id: 'BOKB-DDS-97',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getSample'],
    text: 'The sample of an audiobook is refused with 40x',
    source: `${content}: audio samples are not in DDS`,
    stateful: true,
  },
  noSample: {
    id: 'BOKB-DDS-98',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getSample'],
    text: 'The sample of an e-book that has none is refused with 40x',
    source: `${inventory}: excerpt; ours`,
    stateful: true,
  },
  rawByRight: {
    id: 'BOKB-DDS-99',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getRawContent'],
    text: 'Raw content is refused with 40x to who has no right to it',
    source: `${raw}: special agreement and access right`,
    stateful: true,
  },
  rawForbidden: {
    id: 'BOKB-DDS-68',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getRawContent'],
    text: 'Raw content is answered 403 to who has no right to it',
    source: `${raw}: the status is ours`,
    stateful: true,
  },
  libraryByRight: {
    id: 'BOKB-DDS-69',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getLibraryContent'],
    text: 'Library content is answered 403 to who has no right to it',
    source: `${changes}: its path only; ours`,
    stateful: true,
  },
  rawFile: {
    id: 'BOKB-DDS-70',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getRawContent'],
    text: 'The raw content of an audiobook is one MP3',
    source: `${raw}: single MP3 of the best quality`,
    stateful: true,
  },
  contentLasts: {
    id: 'BOKB-DDS-100',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getContent'],
    text: 'A fulfilment id never expires',
    source: `${glossary}: Fulfilment ID`,
    notTestedReason: 'Nobody can wait so long; that it works after a download is judged',
  },
  statusLives: {
    id: 'BOKB-DDS-101',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A status page has a limited lifetime',
    source: `${content}: the lifetime is not said`,
    notTestedReason: 'How long it lives is not said, and nobody waits for its end',
  },
  watermark: {
    id: 'BOKB-DDS-102',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'The file of an SDRM title has a watermark of its own',
    source: `${content}: the individual watermark`,
    notTestedReason: 'Where and how a watermark is in a file is not published',
  },
} satisfies Record<string, DdsRequirement>);
