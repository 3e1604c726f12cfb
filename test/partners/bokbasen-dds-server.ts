import { randomUUID } from 'node:crypto';
import { ddsData, ddsTitles, type DdsTitle } from './bokbasen-dds-data.js';
import { extensionOf, fileOf, type Download } from './bokbasen-dds-files.js';
import {
  bodyProblem,
  callProblem,
  isFlag,
  isOptionalText,
  isOrderid,
  isPrice,
  messageProblem,
  timeOf,
  timeOfDate,
  titleProblem,
} from './bokbasen-dds-messages.js';
import { areLoans, isStreamingReport, report } from './bokbasen-dds-reports.js';
import { AUDIO_TYPES, inventoryFeed, shelfFeed, type ShelfItem } from './bokbasen-dds-feeds.js';
import {
  json,
  parsed,
  PartnerServer,
  refusal,
  type PartnerAnswer,
  type PartnerCall,
  type PartnerRoute,
  type PartnerVariant,
} from './bokbasen-http.js';

/** Part of DDS that a server offers. */
type DdsPart = 'orders' | 'inventory' | 'accounts' | 'reports';

/** Ways in which servers of DDS may differ without a fault. */
export interface DdsVariant extends PartnerVariant {
  /** Only these parts; default: all. */
  parts?: readonly DdsPart[];
  /** Titles of the inventory; default: all. */
  titles?: readonly DdsTitle[];
  /** A repeated order is answered like the first one instead of 409. */
  idempotent?: boolean;
  /** A pagesize above the maximum is reduced, and not answered 400. */
  capsPages?: boolean;
  /** Duration of the preparation of a file. */
  preparationMs?: number;
  /** Status pages and files have URLs of another form, without a UUID. */
  ownIds?: boolean;
}

const everything = ['dds', 'bokskya', 'reporting'];
/** Clients with the services of their tokens. */
const clients: Record<string, string[]> = {
  shop: everything,
  'other-shop': everything,
  streaming: everything,
  aggregator: everything,
  library: everything,
  all: everything,
};
/** Clients that have a right; `all` has every one. */
const rights = {
  order: ['shop', 'other-shop'],
  subscribe: ['streaming'],
  raw: ['aggregator'],
  lend: ['library'],
};

const ATOM = 'application/atom+xml;charset=UTF-8';
const JSON_UTF8 = 'application/json;charset=UTF-8';
const DAY_MS = 86_400_000;

interface Fulfilment extends ShelfItem {
  id: string;
  client: string;
  orderid: string;
  order: string;
}

/** Correct server of DDS. */
export function ddsServer(variant: DdsVariant = {}): PartnerServer {
  const fulfilments: Fulfilment[] = [];
  const accounts = new Map([
    [ddsData.consumer, { email: 'leser@example.no', shelf: [] as Fulfilment[], modified: now() }],
  ]);
  const downloads = new Map<string, Download>();
  const { extraFields = false, preparationMs = 30, titles = ddsTitles } = variant;

  const titleOf = (resid: unknown): DdsTitle | undefined =>
    titles.find((title) => title.resid === String(resid).toLowerCase());
  const may = ({ client }: PartnerCall, right: keyof typeof rights): boolean =>
    client === 'all' || rights[right].includes(client);

  function order(call: PartnerCall): PartnerAnswer {
    const message = parsed(call.body);
    const problem = callProblem(call) ?? messageProblem(message);
    if (problem) return problem;
    if (!may(call, 'order')) return refusal(403, 'Not with this right');
    const { orderid, resid, spd, id, excerpt } = message!;
    if (!isOrderid(orderid) || !isPrice(spd) || !isOptionalText(id) || !isFlag(excerpt))
      return refusal(400, 'orderid, spd, id or excerpt is wrong');
    const text = JSON.stringify([resid, spd, id, excerpt]);
    const earlier = fulfilments.find(
      (one) => one.client === call.client && one.orderid === orderid,
    );
    if (earlier)
      return variant.idempotent && earlier.order === text
        ? created(earlier)
        : refusal(409, 'The orderid was used before');
    const isExcerpt = String(excerpt) === 'true';
    const title = titleOf(resid);
    const rejection = titleProblem(title, message!, isExcerpt);
    if (rejection || !title) return rejection ?? refusal(400, 'Unknown resid');
    return fulfil(call, title, { orderid: String(orderid), order: text, isExcerpt, account: id });
  }

  function subscriptionOrder(call: PartnerCall): PartnerAnswer {
    const message = parsed(call.body);
    const problem = callProblem(call) ?? messageProblem(message);
    if (problem) return problem;
    if (!may(call, 'subscribe')) return refusal(403, 'Not with this right');
    const { orderid, resid, spd } = message!;
    if ((orderid !== undefined && !isOrderid(orderid)) || (spd !== undefined && !isPrice(spd)))
      return refusal(400, 'orderid or spd is wrong');
    const title = titleOf(resid);
    const rejection = titleProblem(title, message!, false);
    if (rejection || !title) return rejection ?? refusal(400, 'Unknown resid');
    return fulfil(call, title, { orderid: randomUUID(), order: '', isExcerpt: false });
  }

  function fulfil(
    { client, origin }: PartnerCall,
    title: DdsTitle,
    {
      account: ddsId,
      ...about
    }: Pick<Fulfilment, 'orderid' | 'order' | 'isExcerpt'> & { account?: unknown },
  ): PartnerAnswer {
    const id = randomUUID();
    const fulfilment = { id, client, title, content: `${origin}/dds/content/v1/${id}`, ...about };
    fulfilments.push(fulfilment);
    const owner = accounts.get(String(ddsId));
    if (owner) {
      owner.shelf.push(fulfilment);
      owner.modified = Math.max(now(), owner.modified + 1_000);
    }
    return created(fulfilment);
  }

  function content(call: PartnerCall): PartnerAnswer {
    const problem = callProblem(call);
    const fulfilment = fulfilments.find(
      ({ id, client }) => id === call.params[0] && client === call.client,
    );
    if (problem || !fulfilment) return problem ?? refusal(404, 'Not Found');
    return choose(call, fulfilment.title);
  }

  /** Starts a download of the file that the query selects. */
  function choose(call: PartnerCall, title: DdsTitle): PartnerAnswer {
    if (title.format === 'EPUB') return startDownload(call, title, 'application/epub+zip');
    const type = call.query.get('type') ?? '';
    if (AUDIO_TYPES.includes(type) && call.query.get('bitrate') === '64')
      return startDownload(call, title, type);
    const choices = AUDIO_TYPES.map((one) => ({ type: one, bitrate: 64 }));
    return json(300, { choices, ...(extraFields && { resid: title.resid }) });
  }

  function startDownload({ origin }: PartnerCall, title: DdsTitle, type: string): PartnerAnswer {
    const id = variant.ownIds ? randomUUID().replaceAll('-', '') : randomUUID();
    const readyAt = title.preparation === 'slow' ? Infinity : Date.now() + preparationMs;
    downloads.set(id, { title, type, readyAt });
    return { status: 302, headers: { location: `${origin}/files/${id}/progress` } };
  }

  function sample(call: PartnerCall): PartnerAnswer {
    const problem = callProblem(call);
    const title = titleOf(call.params[0]);
    if (problem || !title) return problem ?? refusal(404, 'Not Found');
    if (!title.excerpt) return refusal(400, 'The title has no excerpt');
    return startDownload(call, title, 'application/epub+zip');
  }

  function restricted(right: 'raw' | 'lend') {
    return (call: PartnerCall): PartnerAnswer => {
      const problem = callProblem(call);
      if (problem) return problem;
      if (!may(call, right)) return refusal(403, 'Forbidden');
      const title = titleOf(call.params[0]);
      if (!title) return refusal(404, 'Not Found');
      if (right === 'raw' && title.format === 'MP3')
        return startDownload(call, title, 'audio/vnd.bokbasen.complete-private');
      return choose(call, title);
    };
  }

  function progress({ params, headers, origin }: PartnerCall): PartnerAnswer {
    const download = downloads.get(params[0]!);
    if (!download) return refusal(404, 'Not Found');
    const done = download.title.preparation === 'fails' ? 'FAILED' : 'READY';
    const status = Date.now() < download.readyAt ? 'PROCESSING' : done;
    const downloadURL =
      status === 'READY' ? `${origin}/files/${params[0]}/book${extensionOf(download)}` : undefined;
    if (headers['accept']?.includes('json')) return json(200, { status, downloadURL });
    const link = downloadURL === undefined ? '' : `<downloadURL>${downloadURL}</downloadURL>`;
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<downloadStatus><status>${status}</status>${link}</downloadStatus>`,
    };
  }

  function file({ params }: PartnerCall): PartnerAnswer {
    const download = downloads.get(params[0]!);
    return download ? fileOf(download) : refusal(404, 'Not Found');
  }

  function inventory(call: PartnerCall): PartnerAnswer {
    const [after, next, size = ''] = ['after', 'next', 'pagesize'].map(
      (name) => call.query.get(name) ?? undefined,
    );
    if (after === undefined && next === undefined) return refusal(400, 'after or next is required');
    const start = next === undefined ? [after!, '0'] : (next.split('_') as [string, string]);
    const from = timeOf(start[0]!);
    if (from === undefined || Date.now() - from > 180 * DAY_MS)
      return refusal(400, 'after is wrong');
    const latest = titles
      .filter(
        (title) => !titles.some((one) => one.isbn === title.isbn && one.version > title.version),
      )
      .filter(({ updated }) => Date.parse(updated) >= from);
    if (Number(size) > 10_000 && !variant.capsPages) return refusal(400, 'pagesize is too large');
    const at = Number(start[1]);
    const page = latest.slice(at, at + Math.min(Number(size || 10_000), 10_000));
    const token = `${start[0]}_${at + page.length}`;
    const url = `${call.origin}/dds/inventory/v2?next=${token}&pagesize=${size}`;
    const headers = { 'content-type': ATOM, next: token, link: `<${url}>; rel="next"` };
    return { status: 200, headers, body: inventoryFeed(page, extraFields) };
  }

  function byIsbn({ params }: PartnerCall): PartnerAnswer {
    const versions = titles.filter(({ isbn }) => isbn === params[0]);
    const body = inventoryFeed(versions, extraFields);
    return { status: 200, headers: { 'content-type': ATOM }, body };
  }

  function shelf({ params, headers }: PartnerCall): PartnerAnswer {
    const owner = accounts.get(params[0]!);
    if (!owner) return refusal(404, 'Not Found');
    const modified = new Date(owner.modified).toUTCString();
    if (timeOfDate(headers['if-modified-since']) === owner.modified) return { status: 304 };
    const type = { 'content-type': 'application/atom+xml', 'last-modified': modified };
    return { status: 200, headers: type, body: shelfFeed(owner.shelf, extraFields) };
  }

  function findAccount(call: PartnerCall): PartnerAnswer {
    const problem = callProblem(call);
    if (problem) return problem;
    const [by = ''] = call.params;
    if (!/^[0-9a-f-]{36}$|^\S+@\S+$/i.test(by)) return json(400, { data: 'PARAMETER_ERROR' });
    const found = [...accounts].find(([id, { email }]) => [id, email].includes(by));
    if (!found) return json(200, { data: 'USER_NOT_FOUND' }, JSON_UTF8);
    return json(200, account(found[0]), JSON_UTF8);
  }

  function account(id: string): object {
    return { id, active: true, ...(extraFields && { language: 'nn', oldId: 77 }) };
  }

  function register(call: PartnerCall): PartnerAnswer {
    const message = parsed(call.body);
    const problem = callProblem(call) ?? bodyProblem(message);
    if (problem) return problem;
    const { email, name, surname } = message!;
    const areNames = [name, surname].every(
      (one) => typeof one === 'string' && one.trim().length > 1,
    );
    if (typeof email !== 'string' || !/^\S+@\S+$/.test(email) || !areNames)
      return refusal(400, 'email, name or surname is wrong');
    if ([...accounts.values()].some((one) => one.email === email))
      return json(409, { data: 'USER_ALREADY_EXISTS' });
    const id = randomUUID();
    accounts.set(id, { email, shelf: [], modified: now() });
    return json(200, account(id), JSON_UTF8);
  }

  const routes: (PartnerRoute & { part: DdsPart })[] = [
    ...routesOf('orders', 'dds', [
      ['POST', /^\/dds\/order\/v1\/?$/, order],
      ['POST', /^\/dds\/order\/subscription\/v1$/, subscriptionOrder],
      ['GET', /^\/dds\/content\/v1\/([^/]+)$/, content],
      ['GET', /^\/dds\/content\/v1\/([^/]+)\/sample$/, sample],
      ['GET', /^\/dds\/content\/v1\/raw\/([^/]+)$/, restricted('raw')],
      ['GET', /^\/dds\/content\/v1\/library\/([^/]+)$/, restricted('lend')],
    ]),
    ...routesOf('orders', undefined, [
      ['GET', /^\/files\/([^/]+)\/progress$/, progress],
      ['GET', /^\/files\/([^/]+)\/book\.\w+$/, file],
    ]),
    ...routesOf('inventory', 'dds', [
      ['GET', /^\/dds\/inventory\/v2$/, inventory],
      ['GET', /^\/dds\/inventory\/v2\/([^/]+)$/, byIsbn],
    ]),
    ...routesOf('accounts', 'bokskya', [
      ['GET', /^\/bokskya\/content\/v1\/([^/]+)$/, shelf],
      ['GET', /^\/bokskya\/account\/v1\/([^/]+)$/, findAccount],
      ['POST', /^\/bokskya\/account\/v1\/?$/, register],
    ]),
    ...routesOf('reports', 'reporting', [
      ['POST', /^\/reporting\/streaming\/v1$/, report(isStreamingReport)],
      ['POST', /^\/reporting\/loan\/v1$/, report(areLoans)],
      ['POST', /^\/reporting\/loan\/tibi\/v1$/, report(areLoans)],
    ]),
  ];
  const { parts } = variant;
  const offered = routes.filter(({ part }) => !parts || parts.includes(part));
  return new PartnerServer(clients, offered, variant);
}

type Row = [method: string, path: RegExp, handle: PartnerRoute['handle']];

function routesOf(part: DdsPart, service: string | undefined, rows: Row[]) {
  return rows.map(([method, path, handle]) => ({
    part,
    method,
    path,
    handle,
    ...(service !== undefined && { service }),
  }));
}

/** Current time in whole seconds, as in a Last-Modified header. */
function now(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

function created({ content }: Fulfilment): PartnerAnswer {
  return { status: 201, headers: { location: content } };
}
