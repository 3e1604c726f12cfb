import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { content, audio, opds, errors } = ddsPages;

/** Requirements of status pages and files. */
export const downloadRequirements = defineRequirements({
  statusOpen: {
    id: 'BOKB-DDS-83',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A status page is shown to who has no token',
    source: 'Seen at a client',
    stateful: true,
  },
  statusWords: {
    id: 'BOKB-DDS-84',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A status is PROCESSING, READY or FAILED',
    source: `${content}: the states of the status page`,
    stateful: true,
  },
  statusXml: {
    id: 'BOKB-DDS-85',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text:
      'To who does not ask for JSON, a status page is XML: downloadStatus with status and ' +
      'downloadURL',
    source: 'Seen at a client',
    stateful: true,
  },
  statusJson: {
    id: 'BOKB-DDS-86',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'To who asks for JSON, a status page is JSON',
    source: `${content}: Accept application/json; for the status page ours`,
    stateful: true,
  },
  becomesReady: {
    id: 'BOKB-DDS-87',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A download becomes READY',
    source: `${content}: PROCESSING, then READY`,
    stateful: true,
  },
  linkWhenReady: {
    id: 'BOKB-DDS-88',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A READY comes with the link to the file',
    source: `${content}: start the download with the link given`,
    stateful: true,
  },
  noLinkBefore: {
    id: 'BOKB-DDS-89',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A PROCESSING or FAILED comes without a link',
    source: 'Seen at a client',
    stateful: true,
  },
  failedTold: {
    id: 'BOKB-DDS-90',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A preparation that fails becomes FAILED',
    source: `${content}: FAILED; ours`,
    stateful: true,
  },
  unknownDownload: {
    id: 'BOKB-DDS-91',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A download that there is not is answered 404',
    source: `${errors}: 404; for ids ours`,
    stateful: true,
  },
  fileOpen: {
    id: 'BOKB-DDS-92',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'A file is given to who has no token',
    source: `${audio}: a direct link`,
    stateful: true,
  },
  audioType: {
    id: 'BOKB-DDS-93',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getFile'],
    text:
      'An audiobook comes as the media type of its kind: mpeg/audio, application/zip, ' +
      'application/vnd.apple.mpegurl',
    source: `${audio}: the responses of the final links`,
    stateful: true,
  },
  epubType: {
    id: 'BOKB-DDS-94',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'An EPUB comes as application/epub+zip',
    source: `${opds}: indirectAcquisition; ours`,
    stateful: true,
  },
  fileName: {
    id: 'BOKB-DDS-95',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'A file is called by its kind: .mp3, .zip, .m3u',
    source: `${audio}: the names; where they stand is ours`,
    stateful: true,
  },
  zipParts: {
    id: 'BOKB-DDS-96',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'A zip holds avsnitt_001.mp3',
    source: `${audio}: what is inside`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
