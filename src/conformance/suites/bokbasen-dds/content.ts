import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { describeResponse, type Test, type TestContext } from '../../runner/test-context.js';
import { fileOf, readyOf } from './status-page.js';
import {
  AT_ONCE,
  linkOf,
  nobody,
  operationsOf,
  refused40x,
  type DdsTestShop,
} from './test-shop.js';

/** Where nothing says otherwise, this kind of file there is of every audiobook. */
const COMPLETE = { type: 'audio/vnd.bokbasen.complete-public', bitrate: '64' };

/** What is tried on the way from an order to its file. */
export function contentTests(shop: DdsTestShop): Test[] {
  return [
    choiceTest(shop),
    againTest(shop),
    atOnceTest(shop),
    foreignTest(shop),
    ...operationsOf(requirements.unknownContent).map((operation): Test => ({
      name: `${operation.method} ${operation.path} of an id that there is not`,
      verifies: [requirements.unknownContent],
      run: async (context) => {
        const kinds: Record<string, string> = {
          getRawContent: 'partner',
          getLibraryContent: 'library',
        };
        const as = kinds[operation.name] ?? 'store';
        const path = operation.path.replace('{id}', nobody());
        const ask = { operation, as, path, probe: true };
        if (as !== 'store') await shop.demandRight(context, as, ask);
        context.answers(requirements.unknownContent, await context.call(ask), 404);
      },
    })),
    ...rightTests(shop),
    ...sampleTests(shop),
  ];
}

function choiceTest(shop: DdsTestShop): Test {
  return {
    name: 'GET content of an audiobook, without and with type and bitrate',
    verifies: [
      requirements.severalFiles,
      requirements.choicesAreJson,
      requirements.choicesListed,
      requirements.chosenFile,
      requirements.unknownChoice,
    ],
    run: async (context) => {
      const content = await shop.content(context, 'audio');
      const bare = await shop.start(context, content);
      context.answers(requirements.severalFiles, bare, 300);
      const chosen = await shop.start(context, content, choicesIn(bare)[0] ?? COMPLETE);
      context.answers(requirements.chosenFile, chosen, 302);
      const type = 'audio/vnd.bokbasen.unheard-of';
      const unknown = await shop.start(context, content, { type, bitrate: '64' }, { probe: true });
      context.answers(requirements.unknownChoice, unknown, 300, { what: `type=${type}` });
    },
  };
}

/** The files that a 300 offers, as the query that asks for each. */
export function choicesIn({ status, response }: Exchange): Record<string, string>[] {
  const { choices } = (parseJson(response.body) ?? {}) as { choices?: Record<string, unknown>[] };
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

function againTest(shop: DdsTestShop): Test {
  return {
    name: 'GET content again, after a download',
    verifies: [requirements.newDownload, requirements.fulfilmentLasts],
    run: async (context) => {
      const content = await shop.placed(context, shop.order());
      const { page, link } = await readyOf(shop, context, content);
      await context.call({ operation: ddsOperations.getFile, url: link });
      const again = await shop.start(context, content);
      context.answers(requirements.fulfilmentLasts, again, 302);
      if (again.status !== 302) return;
      const other = linkOf(again, shop.lab.options.target);
      context.expect(requirements.newDownload, again, other !== undefined && other !== page, {
        pointer: 'Location',
        expected: 'another status page than before',
        seen: other ?? 'no Location',
      });
    },
  };
}

function atOnceTest(shop: DdsTestShop): Test {
  return {
    name: `GET content ${AT_ONCE} times at once`,
    verifies: [requirements.downloadsAtOnce],
    run: async (context) => {
      const content = await shop.content(context, 'nodrm');
      const all = await Promise.all(
        Array.from({ length: AT_ONCE }, () => shop.start(context, content)),
      );
      const pages = new Set(all.map((one) => linkOf(one, shop.lab.options.target)));
      context.expect(requirements.downloadsAtOnce, all.at(-1), pages.size === AT_ONCE, {
        pointer: 'Location',
        expected: `${AT_ONCE} status pages`,
        seen: `${pages.size}: ${all.map(describeResponse).join(', ')}`,
      });
    },
  };
}

function foreignTest(shop: DdsTestShop): Test {
  return {
    name: 'GET content of what another client ordered',
    verifies: [requirements.foreignContent],
    run: async (context) => {
      shop.demandClient(context, 'store', 'a second store beside the client that stands for all');
      const content = await shop.content(context, 'nodrm');
      const exchange = await shop.start(context, content, {}, { as: undefined, probe: true });
      const met = [403, 404].includes(exchange.status);
      const seen = describeResponse(exchange);
      context.expect(requirements.foreignContent, exchange, met, {
        pointer: '',
        expected: '404 or 403',
        seen,
      });
    },
  };
}

function rightTests(shop: DdsTestShop): Test[] {
  const { getRawContent, getLibraryContent } = ddsOperations;
  const withoutRight = (
    operation: typeof getRawContent | typeof getLibraryContent,
    verifies: Requirement[],
    judge: (context: TestContext, exchange: Exchange) => void,
  ): Test => ({
    name: `GET ${operation.path} without the right to it`,
    verifies,
    run: async (context) => {
      shop.demandClient(context, 'store', 'a client that may place normal orders alone');
      const path = operation.path.replace('{id}', shop.title('nodrm'));
      judge(context, await context.call({ operation, as: 'store', path, probe: true }));
    },
  });
  return [
    withoutRight(
      getRawContent,
      [requirements.rawByRight, requirements.rawForbidden],
      (context, exchange) => {
        refused40x(context, requirements.rawByRight, exchange);
        context.answers(requirements.rawForbidden, exchange, 403);
      },
    ),
    withoutRight(getLibraryContent, [requirements.libraryByRight], (context, exchange) =>
      context.answers(requirements.libraryByRight, exchange, 403),
    ),
    {
      name: `GET ${getRawContent.path} of an audiobook`,
      verifies: [requirements.rawFile],
      run: async (context) => {
        const path = getRawContent.path.replace('{id}', shop.title('audio'));
        const ask = { operation: getRawContent, as: 'partner', path };
        await shop.demandRight(context, 'partner', ask);
        let started = await context.call(ask);
        const [choice] = choicesIn(started);
        if (choice) started = await context.call({ ...ask, query: choice });
        const link = await fileOf(shop, context, shop.pageOf(context, started));
        const file = await context.call({ operation: ddsOperations.getFile, url: link });
        const seen = String(file.response.headers['content-type'] ?? describeResponse(file));
        context.expect(requirements.rawFile, file, seen.startsWith('mpeg/audio'), {
          pointer: 'Content-Type',
          expected: 'mpeg/audio',
          seen,
        });
      },
    },
  ];
}

function sampleTests(shop: DdsTestShop): Test[] {
  const { getSample: operation } = ddsOperations;
  const sample = (context: TestContext, resid: string): Promise<Exchange> => {
    const path = operation.path.replace('{id}', resid);
    return context.call({ operation, as: 'store', path, probe: true });
  };
  return [
    {
      name: 'GET sample of an audiobook',
      verifies: [requirements.noAudioSample],
      run: async (context) =>
        refused40x(context, requirements.noAudioSample, await sample(context, shop.title('audio'))),
    },
    {
      name: 'GET sample of an e-book that has none',
      verifies: [requirements.noSample],
      run: async (context) =>
        refused40x(
          context,
          requirements.noSample,
          await sample(context, shop.title('withoutExcerpt')),
        ),
    },
  ];
}
