import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { fileChoicesIn } from './file-choices.js';
import { prepareDownload } from './status-page.js';
import type { DdsTestClient } from './test-client.js';

/** Formats of an audiobook, identified by a word in the type. */
const audioFormats = [
  { word: 'complete-public', mediaType: 'mpeg/audio', extension: '.mp3' },
  { word: 'zipped-public', mediaType: 'application/zip', extension: '.zip' },
  { word: 'hls-private', mediaType: 'application/vnd.apple.mpegurl', extension: '.m3u' },
];
const FIRST_PART = 'avsnitt_001.mp3';

/** Tests of the files that are downloaded. */
export function fileTests(client: DdsTestClient): ConformanceTest[] {
  return [
    {
      name: 'GET the file of an e-book',
      verifies: [requirements.fileOpen, requirements.epubType],
      run: async (context) => {
        const content = await client.orderedContent(context, 'nodrm');
        const file = await fileAt(client, context, content);
        context.expectStatus(requirements.fileOpen, file, 200, {
          variant: 'a call without a token',
        });
        if (file.status === 200)
          expectMediaType(context, file, 'application/epub+zip', requirements.epubType);
      },
    },
    ...audioFormats.map(({ word, mediaType, extension }): ConformanceTest => ({
      name: `GET the file of an audiobook, ${word}`,
      verifies: [
        requirements.audioType,
        requirements.fileName,
        ...(extension === '.zip' ? [requirements.zipParts] : []),
        ...(extension === '.mp3' ? [requirements.mp3Tags] : []),
      ],
      run: async (context) => {
        const content = await client.orderedContent(context, 'audio');
        const offered = fileChoicesIn(await client.startDownload(context, content));
        const choice =
          offered.find(({ type }) => type?.includes(word)) ??
          context.skip(
            `the partner does not offer ${word} for this audiobook: ` +
              'configure data.titles.audio with one that has it',
          );
        const file = await fileAt(client, context, content, choice);
        if (file.status !== 200)
          context.skip(`GET of the file was answered ${describeResponse(file)}, not 200`);
        expectMediaType(context, file, mediaType, requirements.audioType);
        const name = nameOf(file);
        context.expect(requirements.fileName, file, name.endsWith(extension), {
          pointer: 'Content-Disposition',
          expected: `a name that ends in ${extension}`,
          seen: name,
        });
        if (extension === '.mp3') expectTags(context, file);
        if (extension !== '.zip') return;
        context.expect(requirements.zipParts, file, file.response.body.includes(FIRST_PART), {
          pointer: '',
          expected: `a ZIP file that contains ${FIRST_PART}`,
          seen: 'a ZIP file without it',
        });
      },
    })),
  ];
}

/** An ID3v2 tag is at the beginning of a file, and an ID3v1 tag in its last 128 bytes. */
function expectTags(context: TestContext, file: Exchange): void {
  const { body } = file.response;
  context.expect(requirements.mp3Tags, file, body.startsWith('ID3'), {
    pointer: '',
    expected: 'a file that begins with ID3',
    seen: body === '' ? 'an empty file' : JSON.stringify(body.slice(0, 20)),
  });
}

async function fileAt(
  client: DdsTestClient,
  context: TestContext,
  content: string,
  query?: Record<string, string>,
): Promise<Exchange> {
  const { link } = await prepareDownload(client, context, content, query);
  return context.call({ operation: ddsOperations.getFile, url: link });
}

function expectMediaType(
  context: TestContext,
  file: Exchange,
  expected: string,
  requirement: typeof requirements.audioType,
): void {
  const actual = String(file.response.headers['content-type'] ?? 'missing');
  const isExpected = actual.split(';')[0]?.trim().toLowerCase() === expected;
  context.expect(requirement, file, isExpected, {
    pointer: 'Content-Type',
    expected,
    seen: actual,
  });
}

/** The filename of Content-Disposition, or the path of the URL if there is none. */
function nameOf({ path, response: { headers } }: Exchange): string {
  const disposition = String(headers['content-disposition'] ?? '');
  const fileName = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(disposition)?.[1];
  return fileName ?? path.split('?')[0] ?? '';
}
