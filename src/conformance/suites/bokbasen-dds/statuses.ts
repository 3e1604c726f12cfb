import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { readXml } from '../../../apis/bokbasen-dds/read-xml.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { checkStatusPage } from '../../../apis/bokbasen-dds/validate-shelf.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import type { DdsTestClient } from './test-client.js';
import { waitForFileLink, waitUntilPrepared, readStatus } from './status-page.js';

const { getDownloadStatus: operation } = ddsOperations;
const NAME = `GET ${operation.path}`;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
/** An id in another form than a UUID. */
const LONG_HEX = /(?<![0-9a-z-])[0-9a-f]{16,}(?![0-9a-z-])/i;

/** Another id of the same form. */
function mirrored(id: string): string {
  return id.split('').toReversed().join('');
}

/** Tests of the status pages of downloads. */
export function statusPageTests(client: DdsTestClient): ConformanceTest[] {
  return [readableTest(client), failedTest(client), slowTest(client), unknownTest(client)];
}

function readableTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `${NAME} as XML and as JSON`,
    verifies: [
      derivedRequirements(operation).answer,
      requirements.statusOpen,
      requirements.statusXml,
      requirements.statusJson,
      requirements.statusWords,
      requirements.becomesReady,
      requirements.linkWhenReady,
    ],
    run: async (context) => {
      const content = await client.orderedContent(context, 'nodrm');
      const page = client.statusPageOf(context, await client.startDownload(context, content));
      const { exchange } = await readStatus(context, page);
      context.expectStatus(requirements.statusOpen, exchange, 200, {
        variant: 'a call without a token',
      });
      if (exchange.status !== 200) return;
      expectMediaType(context, requirements.statusXml, exchange, 'xml');
      for (const result of checkStatusPage(await readXml(exchange.response.body)))
        context.record(result, exchange);
      const { exchange: other } = await readStatus(context, page, { accept: 'application/json' });
      const { body } = other.response;
      context.expect(requirements.statusJson, other, parseJson(body) !== undefined, {
        pointer: '',
        expected: 'JSON',
        seen: body.slice(0, 100) || describeResponse(other),
      });
      if (other.status === 200) expectMediaType(context, requirements.statusJson, other, 'json');
      await waitForFileLink(client, context, page);
    },
  };
}

function expectMediaType(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  word: string,
): void {
  const seen = String(exchange.response.headers['content-type'] ?? 'missing');
  context.expect(requirement, exchange, seen.toLowerCase().includes(word), {
    pointer: 'Content-Type',
    expected: `application/${word}`,
    seen,
  });
}

function failedTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `${NAME} of a download that fails`,
    verifies: [requirements.failedTold],
    run: async (context) => {
      const content = await client.orderedContent(context, 'failing');
      const page = client.statusPageOf(context, await client.startDownload(context, content));
      const { status, exchange } = await waitUntilPrepared(client, context, page);
      context.expect(requirements.failedTold, exchange, status === 'FAILED', {
        pointer: '/status',
        expected: 'FAILED',
        seen: status ?? describeResponse(exchange),
      });
    },
  };
}

function slowTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `${NAME} of a slow download`,
    verifies: [requirements.noLinkBefore],
    run: async (context) => {
      const content = await client.orderedContent(context, 'slow');
      const page = client.statusPageOf(context, await client.startDownload(context, content));
      const { status } = await readStatus(context, page);
      if (status !== 'PROCESSING')
        context.skip(
          'the download was not PROCESSING: configure ' +
            'data.titles.slow with a title whose preparation takes long',
        );
    },
  };
}

function unknownTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `${NAME} of an unknown download`,
    verifies: [requirements.unknownDownload],
    run: async (context) => {
      const content = await client.orderedContent(context, 'nodrm');
      const page = client.statusPageOf(context, await client.startDownload(context, content));
      const url = page.replace(UUID, client.session.ids.uuid()).replace(LONG_HEX, mirrored);
      if (url === page)
        context.skip('the URL of the status page contains no id that can be replaced');
      context.expectStatus(
        requirements.unknownDownload,
        await context.call({ operation, url, probe: true }),
        404,
      );
    },
  };
}
