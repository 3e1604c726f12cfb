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
    text: 'DDS returns a status page without requiring a token',
    source: 'Observed in a client; our interpretation',
    stateful: true,
  },
  statusWords: {
    id: 'BOKB-DDS-84',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'The download status is PROCESSING, READY or FAILED',
    source: `${content}: the states of the status page`,
    stateful: true,
  },
  statusXml: {
    id: 'BOKB-DDS-85',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text:
      'When the client does not request JSON, the status page is XML: downloadStatus with ' +
      'status and downloadURL',
    source: 'Observed in a client; our interpretation',
    stateful: true,
  },
  statusJson: {
    id: 'BOKB-DDS-86',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'When the client requests JSON, the status page is JSON',
    source: `${content}: Accept application/json; our interpretation for the status page`,
    stateful: true,
  },
  becomesReady: {
    id: 'BOKB-DDS-87',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'The status of a download becomes READY',
    source: `${content}: PROCESSING, then READY`,
    stateful: true,
  },
  linkWhenReady: {
    id: 'BOKB-DDS-88',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A status page with READY contains the link to the file',
    source: `${content}: start the download with the link given`,
    stateful: true,
  },
  noLinkBefore: {
    id: 'BOKB-DDS-89',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'A status page with PROCESSING or FAILED contains no link',
    source: 'Observed in a client; our interpretation',
    stateful: true,
  },
  failedTold: {
    id: 'BOKB-DDS-90',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'The status of a download whose preparation fails becomes FAILED',
    source: `${content}: FAILED; our interpretation`,
    stateful: true,
  },
  unknownDownload: {
    id: 'BOKB-DDS-91',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getDownloadStatus'],
    text: 'DDS answers 404 to a request for an unknown download',
    source: `${errors}: 404; our interpretation for ids`,
    stateful: true,
  },
  fileOpen: {
    id: 'BOKB-DDS-92',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'DDS returns the file without requiring a token',
    source: `${audio}: a direct link`,
    stateful: true,
  },
  audioType: {
    id: 'BOKB-DDS-93',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getFile'],
    text:
      'The media type of an audiobook file depends on its type: mpeg/audio, ' +
      'application/zip, application/vnd.apple.mpegurl',
    source: `${audio}: the responses of the final links`,
    stateful: true,
  },
  epubType: {
    id: 'BOKB-DDS-94',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'The media type of an EPUB file is application/epub+zip',
    source: `${opds}: indirectAcquisition; our interpretation`,
    stateful: true,
  },
  fileName: {
    id: 'BOKB-DDS-95',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'The extension of a file depends on its type: .mp3, .zip, .m3u',
    source: `${audio}: the names; their place is our choice`,
    stateful: true,
  },
  zipParts: {
    id: 'BOKB-DDS-96',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['getFile'],
    text: 'A zip file contains avsnitt_001.mp3',
    source: `${audio}: contents of the zip`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
