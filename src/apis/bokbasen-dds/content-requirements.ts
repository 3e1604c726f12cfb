import { defineRequirements } from '../../platform/requirements/requirement.js';
import { ddsPages } from './sources.js';

const { content, audio, raw, glossary, changes, errors } = ddsPages;
const server = 'dds server';
const chosen = 'getContent getRawContent getLibraryContent';
const contents = `${chosen} getSample`;
const described = 'getContent getRawContent getSample';

/** What DDS makes of who wants a file: the way from an order to it. */
// prettier-ignore
export const contentRequirements = defineRequirements({
  toStatusPage:    ['BOKB-DDS-71', 'MUST',   server, described, 'A 302 leads by Location to the status page', `${content}, ${raw}: 302, Location`],
  emptyFound:      ['BOKB-DDS-72', 'MUST',   server, described, 'A 302 has no body', `${content}, ${raw}: 302, no body`],
  severalFiles:    ['BOKB-DDS-73', 'MUST',   server, 'getContent', 'An audiobook that is asked for without type and bitrate is answered 300', `${content}: 300, more than one type and bitrate fit`, { stateful: true }],
  choicesAreJson:  ['BOKB-DDS-74', 'MUST',   server, 'getContent', 'A 300 has a JSON body', `${content}: 300, every combination of type and bitrate`, { stateful: true }],
  choicesListed:   ['BOKB-DDS-75', 'SHOULD', server, 'getContent', 'A 300 lists as choices every type, with its bitrate', `${content}: every combination; the form is ours`, { stateful: true }],
  chosenFile:      ['BOKB-DDS-76', 'MUST',   server, 'getContent', 'A type and a bitrate that were offered are answered 302', `${content}: repeat with sufficient parameters`, { stateful: true }],
  unknownChoice:   ['BOKB-DDS-77', 'SHOULD', server, 'getContent', 'A type that there is not is answered 300', `${content}: not described; ours`, { stateful: true }],
  newDownload:     ['BOKB-DDS-78', 'MUST',   server, 'getContent', 'Every call starts a download with an id of its own', `${glossary}: Download ID, random for each download started`, { stateful: true }],
  downloadsAtOnce: ['BOKB-DDS-79', 'SHOULD', server, 'getContent', 'Calls at once each start a download of their own', `${glossary}: Download ID; ours`, { stateful: true }],
  fulfilmentLasts: ['BOKB-DDS-80', 'MUST',   server, 'getContent', 'The Location of an order keeps working after a download', `${glossary}: Fulfilment ID, never expires`, { stateful: true }],
  foreignContent:  ['BOKB-DDS-81', 'SHOULD', server, 'getContent', 'What another client ordered is answered 404 or 403', `${content}: not described; ours`, { stateful: true }],
  unknownContent:  ['BOKB-DDS-82', 'SHOULD', server, contents, 'An id that there is not is answered 404', `${errors}: 404; for ids ours`, { stateful: true }],
  statusOpen:      ['BOKB-DDS-83', 'SHOULD', server, 'getDownloadStatus', 'A status page is shown to who has no token', 'Seen at a client', { stateful: true }],
  statusWords:     ['BOKB-DDS-84', 'MUST',   server, 'getDownloadStatus', 'A status is PROCESSING, READY or FAILED', `${content}: the states of the status page`, { stateful: true }],
  statusXml:       ['BOKB-DDS-85', 'SHOULD', server, 'getDownloadStatus', 'To who does not ask for JSON, a status page is XML: downloadStatus with status and downloadURL', 'Seen at a client', { stateful: true }],
  statusJson:      ['BOKB-DDS-86', 'SHOULD', server, 'getDownloadStatus', 'To who asks for JSON, a status page is JSON', `${content}: Accept application/json; for the status page ours`, { stateful: true }],
  becomesReady:    ['BOKB-DDS-87', 'MUST',   server, 'getDownloadStatus', 'A download becomes READY', `${content}: PROCESSING, then READY`, { stateful: true }],
  linkWhenReady:   ['BOKB-DDS-88', 'MUST',   server, 'getDownloadStatus', 'A READY comes with the link to the file', `${content}: start the download with the link given`, { stateful: true }],
  noLinkBefore:    ['BOKB-DDS-89', 'SHOULD', server, 'getDownloadStatus', 'A PROCESSING or FAILED comes without a link', 'Seen at a client', { stateful: true }],
  failedTold:      ['BOKB-DDS-90', 'SHOULD', server, 'getDownloadStatus', 'A preparation that fails becomes FAILED', `${content}: FAILED; ours`, { stateful: true }],
  unknownDownload: ['BOKB-DDS-91', 'SHOULD', server, 'getDownloadStatus', 'A download that there is not is answered 404', `${errors}: 404; for ids ours`, { stateful: true }],
  fileOpen:        ['BOKB-DDS-92', 'SHOULD', server, 'getFile', 'A file is given to who has no token', `${audio}: a direct link`, { stateful: true }],
  audioType:       ['BOKB-DDS-93', 'MUST',   server, 'getFile', 'An audiobook comes as the media type of its kind: mpeg/audio, application/zip, application/vnd.apple.mpegurl', `${audio}: the responses of the final links`, { stateful: true }],
  epubType:        ['BOKB-DDS-94', 'SHOULD', server, 'getFile', 'An EPUB comes as application/epub+zip', `${ddsPages.opds}: indirectAcquisition; ours`, { stateful: true }],
  fileName:        ['BOKB-DDS-95', 'SHOULD', server, 'getFile', 'A file is called by its kind: .mp3, .zip, .m3u', `${audio}: the names; where they stand is ours`, { stateful: true }],
  zipParts:        ['BOKB-DDS-96', 'SHOULD', server, 'getFile', 'A zip holds avsnitt_001.mp3', `${audio}: what is inside`, { stateful: true }],
  noAudioSample:   ['BOKB-DDS-97', 'MUST',   server, 'getSample', 'The sample of an audiobook is refused with 40x', `${content}: audio samples are not in DDS`, { stateful: true }],
  noSample:        ['BOKB-DDS-98', 'SHOULD', server, 'getSample', 'The sample of an e-book that has none is refused with 40x', `${ddsPages.inventory}: excerpt; ours`, { stateful: true }],
  rawByRight:      ['BOKB-DDS-99', 'MUST',   server, 'getRawContent', 'Raw content is refused with 40x to who has no right to it', `${raw}: special agreement and access right`, { stateful: true }],
  rawForbidden:    ['BOKB-DDS-68', 'SHOULD', server, 'getRawContent', 'Raw content is answered 403 to who has no right to it', `${raw}: the status is ours`, { stateful: true }],
  libraryByRight:  ['BOKB-DDS-69', 'SHOULD', server, 'getLibraryContent', 'Library content is answered 403 to who has no right to it', `${changes}: its path only; ours`, { stateful: true }],
  rawFile:         ['BOKB-DDS-70', 'SHOULD', server, 'getRawContent', 'The raw content of an audiobook is one MP3', `${raw}: single MP3 of the best quality`, { stateful: true }],
  contentLasts:    ['BOKB-DDS-100', 'MUST',  server, 'getContent', 'A fulfilment id never expires', `${glossary}: Fulfilment ID`, { notTestedReason: 'Nobody can wait so long; that it works after a download is judged' }],
  statusLives:     ['BOKB-DDS-101', 'MUST',  server, 'getDownloadStatus', 'A status page has a limited lifetime', `${content}: the lifetime is not said`, { notTestedReason: 'How long it lives is not said, and nobody waits for its end' }],
  watermark:       ['BOKB-DDS-102', 'MUST',  server, 'getFile', 'The file of an SDRM title has a watermark of its own', `${content}: the individual watermark`, { notTestedReason: 'Where and how a watermark is in a file is not published' }],
});
