import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import { jsonOf } from '../../../kernel/contract/judgement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { fileOf, readyOf } from './status-page.js';
import { AT_ONCE, linkOf, nobody, operationsOf, refused40x, type Shop } from './shop.js';

/** Where nothing says otherwise, this kind of file there is of every audiobook. */
const COMPLETE = { type: 'audio/vnd.bokbasen.complete-public', bitrate: '64' };

/** What is tried on the way from an order to its file. */
export function contentTests(shop: Shop): Test[] {
  return [
    choiceTest(shop),
    againTest(shop),
    atOnceTest(shop),
    foreignTest(shop),
    ...operationsOf(asked.unknownContent).map((operation): Test => ({
      name: `${operation.method} ${operation.path} of an id that there is not`,
      verifies: [asked.unknownContent],
      run: async (trial) => {
        const kinds: Record<string, string> = {
          getRawContent: 'partner',
          getLibraryContent: 'library',
        };
        const as = kinds[operation.name] ?? 'store';
        const path = operation.path.replace('{id}', nobody());
        const ask = { operation, as, path, probe: true };
        if (as !== 'store') await shop.demandRight(trial, as, ask);
        trial.answers(asked.unknownContent, await trial.call(ask), 404);
      },
    })),
    ...rightTests(shop),
    ...sampleTests(shop),
  ];
}

function choiceTest(shop: Shop): Test {
  return {
    name: 'GET content of an audiobook, without and with type and bitrate',
    verifies: [
      asked.severalFiles,
      asked.choicesAreJson,
      asked.choicesListed,
      asked.chosenFile,
      asked.unknownChoice,
    ],
    run: async (trial) => {
      const content = await shop.content(trial, 'audio');
      const bare = await shop.start(trial, content);
      trial.answers(asked.severalFiles, bare, 300);
      const chosen = await shop.start(trial, content, choicesIn(bare)[0] ?? COMPLETE);
      trial.answers(asked.chosenFile, chosen, 302);
      const type = 'audio/vnd.bokbasen.unheard-of';
      const unknown = await shop.start(trial, content, { type, bitrate: '64' }, { probe: true });
      trial.answers(asked.unknownChoice, unknown, 300, { what: `type=${type}` });
    },
  };
}

/** The files that a 300 offers, as the query that asks for each. */
export function choicesIn({ status, response }: Exchange): Record<string, string>[] {
  const { choices } = (jsonOf(response.body) ?? {}) as { choices?: Record<string, unknown>[] };
  if (status !== 300 || !Array.isArray(choices)) return [];
  return choices
    .filter((one) => typeof one?.['type'] === 'string')
    .map(({ type, bitrate }) => ({
      type: String(type),
      ...((typeof bitrate === 'string' || typeof bitrate === 'number') && {
        bitrate: String(bitrate),
      }),
    }));
}

function againTest(shop: Shop): Test {
  return {
    name: 'GET content again, after a download',
    verifies: [asked.newDownload, asked.fulfilmentLasts],
    run: async (trial) => {
      const content = await shop.placed(trial, shop.order());
      const { page, link } = await readyOf(shop, trial, content);
      await trial.call({ operation: ddsApi.getFile, url: link });
      const again = await shop.start(trial, content);
      trial.answers(asked.fulfilmentLasts, again, 302);
      if (again.status !== 302) return;
      const other = linkOf(again, shop.lab.options.target);
      trial.expect(asked.newDownload, again, other !== undefined && other !== page, {
        pointer: 'Location',
        expected: 'another status page than before',
        seen: other ?? 'no Location',
      });
    },
  };
}

function atOnceTest(shop: Shop): Test {
  return {
    name: `GET content ${AT_ONCE} times at once`,
    verifies: [asked.downloadsAtOnce],
    run: async (trial) => {
      const content = await shop.content(trial, 'nodrm');
      const all = await Promise.all(
        Array.from({ length: AT_ONCE }, () => shop.start(trial, content)),
      );
      const pages = new Set(all.map((one) => linkOf(one, shop.lab.options.target)));
      trial.expect(asked.downloadsAtOnce, all.at(-1), pages.size === AT_ONCE, {
        pointer: 'Location',
        expected: `${AT_ONCE} status pages`,
        seen: `${pages.size}: ${all.map(seenIn).join(', ')}`,
      });
    },
  };
}

function foreignTest(shop: Shop): Test {
  return {
    name: 'GET content of what another client ordered',
    verifies: [asked.foreignContent],
    run: async (trial) => {
      shop.demandClient(trial, 'store', 'a second store beside the client that stands for all');
      const content = await shop.content(trial, 'nodrm');
      const exchange = await shop.start(trial, content, {}, { as: undefined, probe: true });
      const met = [403, 404].includes(exchange.status);
      const seen = seenIn(exchange);
      trial.expect(asked.foreignContent, exchange, met, {
        pointer: '',
        expected: '404 or 403',
        seen,
      });
    },
  };
}

function rightTests(shop: Shop): Test[] {
  const { getRawContent, getLibraryContent } = ddsApi;
  const withoutRight = (
    operation: typeof getRawContent | typeof getLibraryContent,
    verifies: Requirement[],
    judge: (trial: Trial, exchange: Exchange) => void,
  ): Test => ({
    name: `GET ${operation.path} without the right to it`,
    verifies,
    run: async (trial) => {
      shop.demandClient(trial, 'store', 'a client that may place normal orders alone');
      const path = operation.path.replace('{id}', shop.title('nodrm'));
      judge(trial, await trial.call({ operation, as: 'store', path, probe: true }));
    },
  });
  return [
    withoutRight(getRawContent, [asked.rawByRight, asked.rawForbidden], (trial, exchange) => {
      refused40x(trial, asked.rawByRight, exchange);
      trial.answers(asked.rawForbidden, exchange, 403);
    }),
    withoutRight(getLibraryContent, [asked.libraryByRight], (trial, exchange) =>
      trial.answers(asked.libraryByRight, exchange, 403),
    ),
    {
      name: `GET ${getRawContent.path} of an audiobook`,
      verifies: [asked.rawFile],
      run: async (trial) => {
        const path = getRawContent.path.replace('{id}', shop.title('audio'));
        const ask = { operation: getRawContent, as: 'partner', path };
        await shop.demandRight(trial, 'partner', ask);
        let started = await trial.call(ask);
        const [choice] = choicesIn(started);
        if (choice) started = await trial.call({ ...ask, query: choice });
        const link = await fileOf(shop, trial, shop.pageOf(trial, started));
        const file = await trial.call({ operation: ddsApi.getFile, url: link });
        const seen = String(file.response.headers['content-type'] ?? seenIn(file));
        trial.expect(asked.rawFile, file, seen.startsWith('mpeg/audio'), {
          pointer: 'Content-Type',
          expected: 'mpeg/audio',
          seen,
        });
      },
    },
  ];
}

function sampleTests(shop: Shop): Test[] {
  const { getSample: operation } = ddsApi;
  const sample = (trial: Trial, resid: string): Promise<Exchange> => {
    const path = operation.path.replace('{id}', resid);
    return trial.call({ operation, as: 'store', path, probe: true });
  };
  return [
    {
      name: 'GET sample of an audiobook',
      verifies: [asked.noAudioSample],
      run: async (trial) =>
        refused40x(trial, asked.noAudioSample, await sample(trial, shop.title('audio'))),
    },
    {
      name: 'GET sample of an e-book that has none',
      verifies: [asked.noSample],
      run: async (trial) =>
        refused40x(trial, asked.noSample, await sample(trial, shop.title('withoutExcerpt'))),
    },
  ];
}
