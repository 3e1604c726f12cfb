import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import { readXml, textOf } from '../../../contracts/bokbasen-dds/read-xml.js';
import { after, realNow } from '../../../kernel/clock/time.js';
import { jsonOf } from '../../../kernel/contract/judgement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Trial } from '../../runner/trial.js';
import type { Shop } from './shop.js';

/** As the page asks for it: half a second to a second. */
const PAUSE_MS = 500;
const WORDS = ['PROCESSING', 'READY', 'FAILED'];

/** What a status page says. */
export interface Told {
  status: string | undefined;
  /** The link to the file, absolute. */
  link: string | undefined;
  exchange: Exchange;
}

/** Reads a status page once, in XML or in JSON. */
export async function readStatus(
  trial: Trial,
  url: string,
  headers: Record<string, string> = {},
): Promise<Told> {
  const exchange = await trial.call({ operation: ddsApi.getDownloadStatus, url, headers });
  if (exchange.status !== 200) return { status: undefined, link: undefined, exchange };
  const said = await saidIn(exchange.response.body);
  const status = said.status?.trim();
  trial.expect(asked.statusWords, exchange, WORDS.includes(status ?? ''), {
    pointer: '/status',
    expected: WORDS.join(', '),
    seen: status ?? 'missing',
  });
  const link = said.downloadURL?.trim();
  if (status === 'READY')
    trial.expect(asked.linkWhenReady, exchange, link !== undefined && URL.canParse(link, url), {
      pointer: '/downloadURL',
      expected: 'the URL of the file',
      seen: link ?? 'missing',
    });
  else
    trial.expect(asked.noLinkBefore, exchange, !link, {
      pointer: '/downloadURL',
      expected: `none while it is ${status}`,
      seen: link ?? '',
    });
  const usable = link !== undefined && URL.canParse(link, url);
  return { status, link: usable ? new URL(link, url).href : undefined, exchange };
}

/** Reads it again and again, until it says something else than PROCESSING or the time is over. */
export async function lastOf(shop: Shop, trial: Trial, url: string): Promise<Told> {
  const until = realNow() + shop.lab.options.timeoutMs;
  let told = await readStatus(trial, url);
  while (told.status === 'PROCESSING' && realNow() < until) {
    await new Promise<void>((over) => void after(PAUSE_MS, over));
    told = await readStatus(trial, url);
  }
  return told;
}

/** Starts a download and waits for its file; where there is none, the test cannot go on. */
export async function readyOf(
  shop: Shop,
  trial: Trial,
  content: string,
  query?: Record<string, string>,
): Promise<{ link: string; page: string }> {
  const page = shop.pageOf(trial, await shop.start(trial, content, query));
  return { link: await fileOf(shop, trial, page), page };
}

/** The link to the file of a download, once it is ready; where there is none, the test cannot go on. */
export async function fileOf(shop: Shop, trial: Trial, page: string): Promise<string> {
  const { status, link, exchange } = await lastOf(shop, trial, page);
  trial.expect(asked.becomesReady, exchange, status === 'READY', {
    pointer: '/status',
    expected: `READY within ${shop.lab.options.timeoutMs} ms`,
    seen: status ?? seenIn(exchange),
  });
  return link ?? trial.skip(`a download came to ${status ?? seenIn(exchange)}, and to no link`);
}

async function saidIn(body: string): Promise<{ status?: string; downloadURL?: string }> {
  if (!body.trimStart().startsWith('<')) {
    const said = jsonOf(body);
    return typeof said === 'object' && said !== null ? said : {};
  }
  const page = await readXml(body);
  const [status, downloadURL] = page ? [textOf(page, 'status'), textOf(page, 'downloadURL')] : [];
  return {
    ...(status !== undefined && { status }),
    ...(downloadURL !== undefined && { downloadURL }),
  };
}
