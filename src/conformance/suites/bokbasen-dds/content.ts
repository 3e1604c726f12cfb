import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import type { TitleKind } from './dds-data.js';
import { foreignContentTests } from './foreign-content.js';
import { fileChoicesIn } from './file-choices.js';
import { waitForFileLink, prepareDownload } from './status-page.js';
import { callerOf } from './valid-calls.js';
import {
  CONCURRENT_CALLS,
  locationOf,
  operationsCoveredBy,
  expect40x,
  type DdsTestClient,
} from './test-client.js';

/** Number of offered files that are tried. */
const MAX_CHOICES = 8;

/** Tests of downloads: from the content of an order to its file. */
export function contentTests(client: DdsTestClient): ConformanceTest[] {
  return [
    fileChoiceTest(client),
    repeatedDownloadTest(client),
    concurrencyTest(client),
    ...foreignContentTests(client),
    ...operationsCoveredBy(requirements.unknownContent).map((operation): ConformanceTest => ({
      name: `${operation.method} ${operation.path} with an unknown id`,
      verifies: [requirements.unknownContent],
      run: async (context) => {
        const as = callerOf(operation);
        if (as !== 'store') client.requireKind(context, as);
        const path = operation.path.replace('{id}', client.session.ids.uuid());
        const call = { operation, as, path, probe: true };
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
      const choices = fileChoicesIn(bare).slice(0, MAX_CHOICES);
      for (const choice of choices) {
        const chosen = await client.startDownload(context, content, choice);
        context.expectStatus(requirements.chosenFile, chosen, 302, {
          variant: `type=${choice['type']}, which was offered`,
        });
      }
      const type = 'audio/vnd.bokbasen.unheard-of';
      const unknown = await client.startDownload(
        context,
        content,
        { type, bitrate: '64' },
        { probe: true },
      );
      context.expectStatus(requirements.unknownChoice, unknown, 300, {
        variant: `type=${type}`,
        causes: [requirements.severalFiles],
      });
      if (choices.length === 0)
        context.skip(`the partner offered no type and bitrate in a form that is known`);
    },
  };
}

function repeatedDownloadTest(client: DdsTestClient): ConformanceTest {
  return {
    name: 'GET content again after a download',
    verifies: [
      requirements.newDownload,
      requirements.fulfilmentLasts,
      requirements.toStatusPage,
      requirements.emptyFound,
    ],
    run: async (context) => {
      const content = await client.placeOrder(context, await client.order(context));
      const { page, link } = await prepareDownload(client, context, content);
      await context.call({ operation: ddsOperations.getFile, url: link });
      const repeat = await client.startDownload(context, content);
      context.expectStatus(requirements.fulfilmentLasts, repeat, 302, {
        before: 'the file was downloaded once',
      });
      if (repeat.status !== 302) return;
      const other = locationOf(repeat, client.target);
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
      const pages = new Set(all.map((one) => locationOf(one, client.target)));
      context.expect(requirements.downloadsAtOnce, all.at(-1), pages.size === CONCURRENT_CALLS, {
        pointer: 'Location',
        expected: `${CONCURRENT_CALLS} different status pages`,
        seen: `${pages.size} status pages; responses ${all.map(describeResponse).join(', ')}`,
        causes: [derivedRequirements(ddsOperations.getContent).ok, requirements.newDownload],
      });
    },
  };
}

function rightTests(client: DdsTestClient): ConformanceTest[] {
  const { getRawContent, getLibraryContent } = ddsOperations;
  const withoutRight = (
    operation: typeof getRawContent | typeof getLibraryContent,
    kind: 'partner' | 'library',
    verifies: Requirement[],
    check: (context: TestContext, exchange: Exchange) => void,
  ): ConformanceTest => ({
    name: `GET ${operation.path} by a client without the right to it`,
    verifies,
    run: async (context) => {
      client.requireOtherThan(context, 'store', kind);
      const path = operation.path.replace('{id}', client.data.title(context, 'nodrm'));
      check(context, await context.call({ operation, as: 'store', path, probe: true }));
    },
  });
  return [
    withoutRight(
      getRawContent,
      'partner',
      [requirements.rawByRight, requirements.rawForbidden],
      (context, exchange) => {
        expect40x(context, requirements.rawByRight, exchange);
        context.expectStatus(requirements.rawForbidden, exchange, 403, {
          variant: 'the token of clients.store',
          causes: [requirements.rawByRight],
        });
      },
    ),
    withoutRight(getLibraryContent, 'library', [requirements.libraryByRight], (context, exchange) =>
      context.expectStatus(requirements.libraryByRight, exchange, 403, {
        variant: 'the token of clients.store',
      }),
    ),
    {
      name: `GET ${getRawContent.path} of an audiobook`,
      verifies: [requirements.rawFile],
      run: async (context) => {
        client.requireKind(context, 'partner');
        const path = getRawContent.path.replace('{id}', client.data.title(context, 'audio'));
        const call = { operation: getRawContent, as: 'partner', path };
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
  const sample = (context: TestContext, kind: TitleKind, probe = true): Promise<Exchange> => {
    const path = operation.path.replace('{id}', client.data.title(context, kind));
    return context.call({ operation, as: 'store', path, probe });
  };
  const withoutSample = (
    name: string,
    requirement: Requirement,
    kind: TitleKind,
  ): ConformanceTest => ({
    name: `GET sample of ${name}`,
    verifies: [requirement],
    run: async (context) => {
      // If there is no sample at all, a rejection proves nothing.
      const other = await sample(context, 'excerpt', false);
      if (other.status !== operation.successStatus)
        context.skip(`the sample of another e-book was answered ${describeResponse(other)}`);
      expect40x(context, requirement, await sample(context, kind));
    },
  });
  return [
    {
      name: 'GET sample of an e-book that was not ordered',
      verifies: [requirements.sampleWithoutOrder, requirements.becomesReady],
      // Later the tests of orders have ordered it.
      first: true,
      run: async (context) => {
        const exchange = await sample(context, 'excerpt', false);
        const status = operation.successStatus;
        context.expectStatus(requirements.sampleWithoutOrder, exchange, status, {
          causes: [derivedRequirements(operation).ok],
        });
        await waitForFileLink(client, context, client.statusPageOf(context, exchange));
      },
    },
    withoutSample('an audiobook', requirements.noAudioSample, 'audio'),
    withoutSample('an e-book without an excerpt', requirements.noSample, 'withoutExcerpt'),
  ];
}
