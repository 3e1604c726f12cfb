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
} from './test-client.js';

/** Kind of file that is requested if the partner offers no choices. */
const COMPLETE = { type: 'audio/vnd.bokbasen.complete-public', bitrate: '64' };

/** Tests of downloads: from the content of an order to its file. */
export function contentTests(client: DdsTestClient): ConformanceTest[] {
  return [
    fileChoiceTest(client),
    repeatedDownloadTest(client),
    concurrencyTest(client),
    otherClientTest(client),
    ...operationsCoveredBy(requirements.unknownContent).map((operation): ConformanceTest => ({
      name: `${operation.method} ${operation.path} with an unknown id`,
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

function fileChoiceTest(client: DdsTestClient): ConformanceTest {
  return {
    name:
      'GET content of an audiobook without type and bitrate, with offered ones and with ' +
      'unknown ones',
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

/** Query parameters for each of the files that a response with status 300 offers. */
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

function repeatedDownloadTest(client: DdsTestClient): ConformanceTest {
  return {
    name: 'GET content again after a download',
    verifies: [requirements.newDownload, requirements.fulfilmentLasts],
    run: async (context) => {
      const content = await client.placeOrder(context, client.order());
      const { page, link } = await prepareDownload(client, context, content);
      await context.call({ operation: ddsOperations.getFile, url: link });
      const repeat = await client.startDownload(context, content);
      context.expectStatus(requirements.fulfilmentLasts, repeat, 302);
      if (repeat.status !== 302) return;
      const other = locationOf(repeat, client.session.options.target);
      context.expect(requirements.newDownload, repeat, other !== undefined && other !== page, {
        pointer: 'Location',
        expected: 'another status page than that of the first download',
        seen: other ?? 'no Location header',
      });
    },
  };
}

function concurrencyTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET content ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.downloadsAtOnce],
    run: async (context) => {
      const content = await client.orderedContent(context, 'nodrm');
      const all = await Promise.all(
        Array.from({ length: CONCURRENT_CALLS }, () => client.startDownload(context, content)),
      );
      const pages = new Set(all.map((one) => locationOf(one, client.session.options.target)));
      context.expect(requirements.downloadsAtOnce, all.at(-1), pages.size === CONCURRENT_CALLS, {
        pointer: 'Location',
        expected: `${CONCURRENT_CALLS} different status pages`,
        seen: `${pages.size} status pages; responses ${all.map(describeResponse).join(', ')}`,
      });
    },
  };
}

function otherClientTest(client: DdsTestClient): ConformanceTest {
  return {
    name: 'GET content of an order of another client',
    verifies: [requirements.foreignContent],
    run: async (context) => {
      client.requireClient(context, 'store', 'a second store, in addition to the default client');
      const content = await client.orderedContent(context, 'nodrm');
      const exchange = await client.startDownload(
        context,
        content,
        {},
        { as: undefined, probe: true },
      );
      const isHidden = [403, 404].includes(exchange.status);
      const seen = describeResponse(exchange);
      context.expect(requirements.foreignContent, exchange, isHidden, {
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
    check: (context: TestContext, exchange: Exchange) => void,
  ): ConformanceTest => ({
    name: `GET ${operation.path} by a client without the right to it`,
    verifies,
    run: async (context) => {
      client.requireClient(context, 'store', 'a client that may only place normal orders');
      const path = operation.path.replace('{id}', client.title('nodrm'));
      check(context, await context.call({ operation, as: 'store', path, probe: true }));
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
      name: 'GET sample of an e-book without an excerpt',
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
