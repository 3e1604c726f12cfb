import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { readXml, textOf } from '../../../apis/bokbasen-dds/read-xml.js';
import { startTimer, realNow } from '../../../platform/time/time.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';
import type { DdsTestClient } from './test-shop.js';

/** As the page asks for it: half a second to a second. */
const PAUSE_MS = 500;
const WORDS = ['PROCESSING', 'READY', 'FAILED'];

/** What a status page says. */
export interface StatusPage {
  status: string | undefined;
  /** The link to the file, absolute. */
  link: string | undefined;
  exchange: Exchange;
}

/** Reads a status page once, in XML or in JSON. */
export async function readStatus(
  context: TestContext,
  url: string,
  headers: Record<string, string> = {},
): Promise<StatusPage> {
  const exchange = await context.call({ operation: ddsOperations.getDownloadStatus, url, headers });
  if (exchange.status !== 200) return { status: undefined, link: undefined, exchange };
  const said = await parseStatusPage(exchange.response.body);
  const status = said.status?.trim();
  context.expect(requirements.statusWords, exchange, WORDS.includes(status ?? ''), {
    pointer: '/status',
    expected: WORDS.join(', '),
    seen: status ?? 'missing',
  });
  const link = said.downloadURL?.trim();
  if (status === 'READY')
    context.expect(
      requirements.linkWhenReady,
      exchange,
      link !== undefined && URL.canParse(link, url),
      {
        pointer: '/downloadURL',
        expected: 'the URL of the file',
        seen: link ?? 'missing',
      },
    );
  else
    context.expect(requirements.noLinkBefore, exchange, !link, {
      pointer: '/downloadURL',
      expected: `none while it is ${status}`,
      seen: link ?? '',
    });
  const usable = link !== undefined && URL.canParse(link, url);
  return { status, link: usable ? new URL(link, url).href : undefined, exchange };
}

/** Reads it again and again, until it says something else than PROCESSING or the time is over. */
export async function waitUntilPrepared(
  client: DdsTestClient,
  context: TestContext,
  url: string,
): Promise<StatusPage> {
  const until = realNow() + client.session.options.timeoutMs;
  let told = await readStatus(context, url);
  while (told.status === 'PROCESSING' && realNow() < until) {
    await new Promise<void>((over) => void startTimer(PAUSE_MS, over));
    told = await readStatus(context, url);
  }
  return told;
}

/** Starts a download and waits for its file; where there is none, the test cannot go on. */
export async function prepareDownload(
  client: DdsTestClient,
  context: TestContext,
  content: string,
  query?: Record<string, string>,
): Promise<{ link: string; page: string }> {
  const page = client.statusPageOf(context, await client.startDownload(context, content, query));
  return { link: await waitForFileLink(client, context, page), page };
}

/** The link to the file of a download, once it is ready; where there is none, the test cannot go on. */
export async function waitForFileLink(
  client: DdsTestClient,
  context: TestContext,
  page: string,
): Promise<string> {
  const { status, link, exchange } = await waitUntilPrepared(client, context, page);
  context.expect(requirements.becomesReady, exchange, status === 'READY', {
    pointer: '/status',
    expected: `READY within ${client.session.options.timeoutMs} ms`,
    seen: status ?? describeResponse(exchange),
  });
  return (
    link ??
    context.skip(`a download came to ${status ?? describeResponse(exchange)}, and to no link`)
  );
}

async function parseStatusPage(body: string): Promise<{ status?: string; downloadURL?: string }> {
  if (!body.trimStart().startsWith('<')) {
    const said = parseJson(body);
    return typeof said === 'object' && said !== null ? said : {};
  }
  const page = await readXml(body);
  const [status, downloadURL] = page ? [textOf(page, 'status'), textOf(page, 'downloadURL')] : [];
  return {
    ...(status !== undefined && { status }),
    ...(downloadURL !== undefined && { downloadURL }),
  };
}
