import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { waitForFileLink, prepareDownload } from './status-page.js';
import {
  CONCURRENT_CALLS,
  locationOf,
  unknownUuid,
  operationsCoveredBy,
  expect40x,
  type DdsTestClient,
} from './test-shop.js';

/** Where nothing says otherwise, this kind of file there is of every audiobook. */
const COMPLETE = { type: 'audio/vnd.bokbasen.complete-public', bitrate: '64' };

/** What is tried on the way from an order to its file. */
export function contentTests(client: DdsTestClient): ConformanceTest[] {
  return [
    choiceTest(client),
    againTest(client),
    atOnceTest(client),
    foreignTest(client),
    ...operationsCoveredBy(requirements.unknownContent).map((operation): ConformanceTest => ({
      name: `${operation.method} ${operation.path} of an id that there is not`,
      verifies: [requirements.unknownContent],
      run: async (context) => {
        const kinds: Record<string, string> = {
          getRawContent: 'partner',
          getLibraryContent: 'library',
        };
        const as = kinds[operation.name] ?? 'store';
        const path = operation.path.replace('{id}', unknownUuid());
        const call = { operation, as, path, probe: true };
        if (as !== 'store') await client.requireRight(context, as, call);
        context.expectStatus(requirements.unknownContent, await context.call(call), 404);
      },
    })),
    ...rightTests(client),
    ...sampleTests(client),
  ];
}

function choiceTest(client: DdsTestClient): ConformanceTest {
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
      const content = await client.orderedContent(context, 'audio');
      const bare = await client.startDownload(context, content);
      context.expectStatus(requirements.severalFiles, bare, 300);
      const chosen = await client.startDownload(
        context,
        content,
        fileChoicesIn(bare)[0] ?? COMPLETE,
      );
      context.expectStatus(requirements.chosenFile, chosen, 302);
      const type = 'audio/vnd.bokbasen.unheard-of';
      const unknown = await client.startDownload(
        context,
        content,
        { type, bitrate: '64' },
        { probe: true },
      );
      context.expectStatus(requirements.unknownChoice, unknown, 300, { variant: `type=${type}` });
    },
  };
}

/** The files that a 300 offers, as the query that asks for each. */
export function fileChoicesIn({ status, response }: Exchange): Record<string, string>[] {
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

function againTest(client: DdsTestClient): ConformanceTest {
  return {
    name: 'GET content again, after a download',
    verifies: [requirements.newDownload, requirements.fulfilmentLasts],
    run: async (context) => {
      const content = await client.placeOrder(context, client.order());
      const { page, link } = await prepareDownload(client, context, content);
      await context.call({ operation: ddsOperations.getFile, url: link });
      const again = await client.startDownload(context, content);
      context.expectStatus(requirements.fulfilmentLasts, again, 302);
      if (again.status !== 302) return;
      const other = locationOf(again, client.session.options.target);
      context.expect(requirements.newDownload, again, other !== undefined && other !== page, {
        pointer: 'Location',
        expected: 'another status page than before',
        seen: other ?? 'no Location',
      });
    },
  };
}

function atOnceTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET content ${CONCURRENT_CALLS} times at once`,
    verifies: [requirements.downloadsAtOnce],
    run: async (context) => {
      const content = await client.orderedContent(context, 'nodrm');
      const all = await Promise.all(
        Array.from({ length: CONCURRENT_CALLS }, () => client.startDownload(context, content)),
      );
      const pages = new Set(all.map((one) => locationOf(one, client.session.options.target)));
      context.expect(requirements.downloadsAtOnce, all.at(-1), pages.size === CONCURRENT_CALLS, {
        pointer: 'Location',
        expected: `${CONCURRENT_CALLS} status pages`,
        seen: `${pages.size}: ${all.map(describeResponse).join(', ')}`,
      });
    },
  };
}

function foreignTest(client: DdsTestClient): ConformanceTest {
  return {
    name: 'GET content of what another client ordered',
    verifies: [requirements.foreignContent],
    run: async (context) => {
      client.requireClient(
        context,
        'store',
        'a second store beside the client that stands for all',
      );
      const content = await client.orderedContent(context, 'nodrm');
      const exchange = await client.startDownload(
        context,
        content,
        {},
        { as: undefined, probe: true },
      );
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

function rightTests(client: DdsTestClient): ConformanceTest[] {
  const { getRawContent, getLibraryContent } = ddsOperations;
  const withoutRight = (
    operation: typeof getRawContent | typeof getLibraryContent,
    verifies: Requirement[],
    judge: (context: TestContext, exchange: Exchange) => void,
  ): ConformanceTest => ({
    name: `GET ${operation.path} without the right to it`,
    verifies,
    run: async (context) => {
      client.requireClient(context, 'store', 'a client that may place normal orders alone');
      const path = operation.path.replace('{id}', client.title('nodrm'));
      judge(context, await context.call({ operation, as: 'store', path, probe: true }));
    },
  });
  return [
    withoutRight(
      getRawContent,
      [requirements.rawByRight, requirements.rawForbidden],
      (context, exchange) => {
        expect40x(context, requirements.rawByRight, exchange);
        context.expectStatus(requirements.rawForbidden, exchange, 403);
      },
    ),
    withoutRight(getLibraryContent, [requirements.libraryByRight], (context, exchange) =>
      context.expectStatus(requirements.libraryByRight, exchange, 403),
    ),
    {
      name: `GET ${getRawContent.path} of an audiobook`,
      verifies: [requirements.rawFile],
      run: async (context) => {
        const path = getRawContent.path.replace('{id}', client.title('audio'));
        const call = { operation: getRawContent, as: 'partner', path };
        await client.requireRight(context, 'partner', call);
        let started = await context.call(call);
        const [choice] = fileChoicesIn(started);
        if (choice) started = await context.call({ ...call, query: choice });
        const link = await waitForFileLink(client, context, client.statusPageOf(context, started));
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

function sampleTests(client: DdsTestClient): ConformanceTest[] {
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
        expect40x(
          context,
          requirements.noAudioSample,
          await sample(context, client.title('audio')),
        ),
    },
    {
      name: 'GET sample of an e-book that has none',
      verifies: [requirements.noSample],
      run: async (context) =>
        expect40x(
          context,
          requirements.noSample,
          await sample(context, client.title('withoutExcerpt')),
        ),
    },
  ];
}
