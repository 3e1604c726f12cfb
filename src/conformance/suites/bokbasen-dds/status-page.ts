import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { readXml, textOf } from '../../../apis/bokbasen-dds/read-xml.js';
import { pause, realNow } from '../../../platform/time/time.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeValue } from '../../runner/differences.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';
import type { DdsTestClient } from './test-client.js';

/** Pause between two reads. The documentation asks for half a second to a second. */
const POLL_MS = 500;
const STATUSES = ['PROCESSING', 'READY', 'FAILED'];

/** Content of a status page. */
export interface StatusPage {
  status: string | undefined;
  /** The absolute URL of the file. */
  link: string | undefined;
  exchange: Exchange;
}

/** Reads a status page once, as XML or as JSON, and checks its content. */
export async function readStatus(
  context: TestContext,
  url: string,
  headers: Record<string, string> = {},
): Promise<StatusPage> {
  const exchange = await context.call({ operation: ddsOperations.getDownloadStatus, url, headers });
  if (exchange.status !== 200) return { status: undefined, link: undefined, exchange };
  const parsed = await parseStatusPage(exchange.response.body);
  const status = parsed.status?.trim();
  context.expect(requirements.statusWords, exchange, STATUSES.includes(status ?? ''), {
    pointer: '/status',
    expected: STATUSES.join(', '),
    seen: describeValue(status),
  });
  const link = parsed.downloadURL?.trim();
  if (status === 'READY')
    context.expect(
      requirements.linkWhenReady,
      exchange,
      link !== undefined && URL.canParse(link, url),
      {
        pointer: '/downloadURL',
        expected: 'the URL of the file',
        seen: describeValue(link),
      },
    );
  else if (status === 'PROCESSING' || status === 'FAILED')
    context.expect(requirements.noLinkBefore, exchange, !link, {
      pointer: '/downloadURL',
      expected: `no downloadURL while the status is ${status}`,
      seen: link ?? '',
    });
  const usable = link !== undefined && URL.canParse(link, url);
  return { status, link: usable ? new URL(link, url).href : undefined, exchange };
}

/** Reads a status page until its status is not PROCESSING, or until the timeout elapses. */
export async function waitUntilPrepared(
  client: DdsTestClient,
  context: TestContext,
  url: string,
): Promise<StatusPage> {
  const deadline = realNow() + client.session.options.timeoutMs;
  let page = await readStatus(context, url);
  while (page.status === 'PROCESSING' && realNow() < deadline) {
    await pause(POLL_MS);
    page = await readStatus(context, url);
  }
  return page;
}

/** Starts a download and waits for its file. Skips the test if there is none. */
export async function prepareDownload(
  client: DdsTestClient,
  context: TestContext,
  content: string,
  query?: Record<string, string>,
): Promise<{ link: string; page: string }> {
  const page = client.statusPageOf(context, await client.startDownload(context, content, query));
  return { link: await waitForFileLink(client, context, page), page };
}

/**
 * Waits until a download is READY and returns the URL of its file. Skips the test if there is none.
 */
export async function waitForFileLink(
  client: DdsTestClient,
  context: TestContext,
  page: string,
): Promise<string> {
  const { status, link, exchange } = await waitUntilPrepared(client, context, page);
  context.expect(requirements.becomesReady, exchange, status === 'READY', {
    pointer: '/status',
    expected: `READY within ${client.session.options.timeoutMs} ms; --timeout changes this`,
    seen: status ?? describeResponse(exchange),
  });
  return (
    link ??
    context.skip(
      `the download ended with ${status ?? describeResponse(exchange)} and without a downloadURL`,
    )
  );
}

async function parseStatusPage(body: string): Promise<{ status?: string; downloadURL?: string }> {
  if (!body.trimStart().startsWith('<')) {
    const parsed = parseJson(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  }
  const page = await readXml(body);
  const [status, downloadURL] = page ? [textOf(page, 'status'), textOf(page, 'downloadURL')] : [];
  return {
    ...(status !== undefined && { status }),
    ...(downloadURL !== undefined && { downloadURL }),
  };
}
