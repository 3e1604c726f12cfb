import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { fileChoicesIn } from './content.js';
import { prepareDownload } from './status-page.js';
import type { DdsTestClient } from './test-shop.js';

/** How an audiobook comes, by the word in its type. */
const audioFormats = [
  { word: 'complete-public', mediaType: 'mpeg/audio', ending: '.mp3' },
  { word: 'zipped-public', mediaType: 'application/zip', ending: '.zip' },
  { word: 'hls-private', mediaType: 'application/vnd.apple.mpegurl', ending: '.m3u' },
];
const FIRST_PART = 'avsnitt_001.mp3';

/** What is tried on the files themselves. */
export function fileTests(client: DdsTestClient): ConformanceTest[] {
  return [
    {
      name: 'GET the file of an e-book',
      verifies: [requirements.fileOpen, requirements.epubType],
      run: async (context) => {
        const content = await client.orderedContent(context, 'nodrm');
        const file = await fileAt(client, context, content);
        context.expectStatus(requirements.fileOpen, file, 200, { variant: 'who has no token' });
        if (file.status === 200)
          expectMediaType(context, file, 'application/epub+zip', requirements.epubType);
      },
    },
    ...audioFormats.map(({ word, mediaType, ending }): ConformanceTest => ({
      name: `GET the file of an audiobook, ${word}`,
      verifies: [
        requirements.audioType,
        requirements.fileName,
        ...(ending === '.zip' ? [requirements.zipParts] : []),
      ],
      run: async (context) => {
        const content = await client.orderedContent(context, 'audio');
        const offered = fileChoicesIn(await client.startDownload(context, content));
        const choice =
          offered.find(({ type }) => type?.includes(word)) ??
          context.skip(`no ${word} is offered of data.titles.audio`);
        const file = await fileAt(client, context, content, choice);
        if (file.status !== 200) context.skip(`the file was answered ${describeResponse(file)}`);
        expectMediaType(context, file, mediaType, requirements.audioType);
        const name = nameOf(file);
        context.expect(requirements.fileName, file, name.endsWith(ending), {
          pointer: 'Content-Disposition',
          expected: `a name with ${ending}`,
          seen: name,
        });
        if (ending !== '.zip') return;
        context.expect(requirements.zipParts, file, file.response.body.includes(FIRST_PART), {
          pointer: '',
          expected: FIRST_PART,
          seen: 'none of that name',
        });
      },
    })),
  ];
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
  const seen = String(file.response.headers['content-type'] ?? 'missing');
  const met = seen.split(';')[0]?.trim().toLowerCase() === expected;
  context.expect(requirement, file, met, { pointer: 'Content-Type', expected, seen });
}

/** The name by which a file is to be saved, or else the end of its URL. */
function nameOf({ path, response: { headers } }: Exchange): string {
  const disposition = String(headers['content-disposition'] ?? '');
  const given = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(disposition)?.[1];
  return given ?? path.split('?')[0] ?? '';
}
