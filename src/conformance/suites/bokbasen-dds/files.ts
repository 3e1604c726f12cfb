import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { choicesIn } from './content.js';
import { readyOf } from './status-page.js';
import type { Shop } from './shop.js';

/** How an audiobook comes, by the word in its type. */
const kinds = [
  { word: 'complete-public', mediaType: 'mpeg/audio', ending: '.mp3' },
  { word: 'zipped-public', mediaType: 'application/zip', ending: '.zip' },
  { word: 'hls-private', mediaType: 'application/vnd.apple.mpegurl', ending: '.m3u' },
];
const FIRST_PART = 'avsnitt_001.mp3';

/** What is tried on the files themselves. */
export function fileTests(shop: Shop): Test[] {
  return [
    {
      name: 'GET the file of an e-book',
      verifies: [asked.fileOpen, asked.epubType],
      run: async (trial) => {
        const content = await shop.content(trial, 'nodrm');
        const file = await fileAt(shop, trial, content);
        trial.answers(asked.fileOpen, file, 200, { what: 'who has no token' });
        if (file.status === 200) judgeType(trial, file, 'application/epub+zip', asked.epubType);
      },
    },
    ...kinds.map(({ word, mediaType, ending }): Test => ({
      name: `GET the file of an audiobook, ${word}`,
      verifies: [asked.audioType, asked.fileName, ...(ending === '.zip' ? [asked.zipParts] : [])],
      run: async (trial) => {
        const content = await shop.content(trial, 'audio');
        const offered = choicesIn(await shop.start(trial, content));
        const choice =
          offered.find(({ type }) => type?.includes(word)) ??
          trial.skip(`no ${word} is offered of data.titles.audio`);
        const file = await fileAt(shop, trial, content, choice);
        if (file.status !== 200) trial.skip(`the file was answered ${seenIn(file)}`);
        judgeType(trial, file, mediaType, asked.audioType);
        const name = nameOf(file);
        trial.expect(asked.fileName, file, name.endsWith(ending), {
          pointer: 'Content-Disposition',
          expected: `a name with ${ending}`,
          seen: name,
        });
        if (ending !== '.zip') return;
        trial.expect(asked.zipParts, file, file.response.body.includes(FIRST_PART), {
          pointer: '',
          expected: FIRST_PART,
          seen: 'none of that name',
        });
      },
    })),
  ];
}

async function fileAt(
  shop: Shop,
  trial: Trial,
  content: string,
  query?: Record<string, string>,
): Promise<Exchange> {
  const { link } = await readyOf(shop, trial, content, query);
  return trial.call({ operation: ddsApi.getFile, url: link });
}

function judgeType(
  trial: Trial,
  file: Exchange,
  expected: string,
  requirement: typeof asked.audioType,
): void {
  const seen = String(file.response.headers['content-type'] ?? 'missing');
  const met = seen.split(';')[0]?.trim().toLowerCase() === expected;
  trial.expect(requirement, file, met, { pointer: 'Content-Type', expected, seen });
}

/** The name by which a file is to be saved, or else the end of its URL. */
function nameOf({ path, response: { headers } }: Exchange): string {
  const disposition = String(headers['content-disposition'] ?? '');
  const given = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(disposition)?.[1];
  return given ?? path.split('?')[0] ?? '';
}
