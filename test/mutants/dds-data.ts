import { randomUUID } from 'node:crypto';
import type { Mutant } from './mutant.js';
import {
  refusesWith,
  requestBody,
  responseText,
  responseWhere,
  statusBecomes,
} from './mutations.js';
import {
  account,
  byIsbn,
  content,
  feeds,
  file,
  ids,
  inventory,
  loans,
  orders,
  parsedBody,
  register,
  sample,
  shelf,
  statusPage,
  streaming,
  subscriptions,
  tibiLoans,
} from './dds-requests.js';
import type { Mutation, ProxiedRequest, ProxiedResponse } from './proxy.js';

const AUDIO = 'a0d10000-0000-4000-8000-000000000001';
const NODRM = 'fab4599e-eb2e-445a-a7f9-4af12c052dec';
const ENTRY = /<entry>[\s\S]*?<\/entry>/g;
const CREATED = {
  status: 201,
  body: '',
  headers: { location: 'http://127.0.0.1/dds/content/v1/00000000-0000-4000-8000-000000000000' },
};
const REFUSED = { status: 404, headers: {}, body: '{"message":"Not Found"}' };
const TO_STATUS = {
  status: 302,
  body: '',
  headers: { location: 'http://127.0.0.1/dds/download/v1/1/status' },
};
type On = (request: ProxiedRequest) => boolean;

const hasCode =
  (on: On, code: string) =>
  (response: ProxiedResponse, request: ProxiedRequest): boolean =>
    on(request) && response.body.includes(`"${code}"`);
const hasText =
  (on: On, text: string | RegExp): On =>
  (request) =>
    on(request) &&
    (typeof text === 'string' ? request.body.includes(text) : text.test(request.body));
const relativeHeader = (on: On, name: string) =>
  responseWhere(
    (response, request) => on(request) && typeof response.headers[name] === 'string',
    ({ headers }) => ({
      headers: { ...headers, [name]: String(headers[name]).replace(/https?:\/\/[^/]+/, '') },
    }),
  );
const media = (on: On, from: RegExp, to: string) =>
  responseWhere(
    (response, request) => on(request) && from.test(String(response.headers['content-type'])),
    ({ headers }) => ({
      headers: { ...headers, 'content-type': String(headers['content-type']).replace(from, to) },
    }),
  );
const pathIn = (location: unknown): string => new URL(String(location)).pathname;

/** Moves Last-Modified by a number of days, and If-Modified-Since back. */
function shiftedDates(days: number): Mutation {
  const moved = (text: unknown, by: number): string =>
    new Date(Date.parse(String(text)) + by * 86_400_000).toUTCString();
  return {
    request: (request) => {
      const since = request.headers['if-modified-since'];
      if (!shelf(request) || since === undefined) return request;
      const text = since.endsWith('GMT') ? since : `${since} GMT`;
      return {
        ...request,
        headers: { ...request.headers, 'if-modified-since': moved(text, -days) },
      };
    },
    response: (response, request) => {
      const modified = response.headers['last-modified'];
      if (!shelf(request) || modified === undefined) return response;
      return {
        ...response,
        headers: { ...response.headers, 'last-modified': moved(modified, days) },
      };
    },
  };
}

/** Puts an order on the shelf of another consumer for whom its orderid is sent again. */
function movesOrders(): Mutation {
  const sent = new Map<unknown, { id: unknown; location: string }>();
  const moved = new Map<string, string>();
  return {
    response: (response, request) => {
      const { orderid, id } = parsedBody(request);
      const first = sent.get(orderid);
      if (orders(request) && response.status === 201 && typeof id === 'string')
        sent.set(orderid, { id, location: String(response.headers['location']) });
      if (orders(request) && first && first.id !== id) moved.set(String(id), first.location);
      const link = moved.get(request.path.split('/').at(-1) ?? '');
      if (!shelf(request) || link === undefined) return response;
      const entry = `<entry><id>1</id><link rel="http://opds-spec.org/acquisition/open-access" type="application/json" href="${link}"/></entry></feed>`;
      return { ...response, body: response.body.replace('</feed>', entry) };
    },
  };
}

/** Answers an order with the orderid of an order for another consumer as a new one. */
function ignoresOtherConsumers(): Mutation {
  const consumers = new Map<unknown, unknown>();
  return requestBody(
    (request) => {
      const { orderid, id } = parsedBody(request);
      if (!orders(request) || typeof orderid !== 'string' || typeof id !== 'string') return false;
      const first = consumers.get(orderid) ?? id;
      consumers.set(orderid, first);
      return first !== id;
    },
    (body) => ({ ...body, orderid: randomUUID() }),
  );
}

/** Changes the content of orders that match, by the Location of their response. */
function contentOf(
  on: On,
  isChanged: (response: ProxiedResponse) => boolean,
  change: ProxiedResponse,
): Mutation {
  const paths = new Set<string>();
  return {
    response: (response, request) => {
      if (on(request) && response.status === 201) paths.add(pathIn(response.headers['location']));
      const isContent = content(request) && paths.has(request.path.split('?')[0]!);
      return isContent && isChanged(response) ? change : response;
    },
  };
}

/** Answers subscription orders with the Location of the first. */
function oneSubscription(): Mutation {
  let first: string | string[] | undefined;
  return responseWhere(
    (response, request) =>
      subscriptions(request) &&
      response.status === 201 &&
      Object.keys(parsedBody(request)).join() === 'resid',
    ({ headers }) => ({ headers: { ...headers, location: (first ??= headers['location']) } }),
  );
}

/** Looks at the first row of a list only. */
function firstRow(on: On): Mutation {
  const cut = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, 1) : value);
  return {
    request: (request) => {
      if (!on(request)) return request;
      try {
        const value = JSON.parse(request.body) as { items?: unknown };
        const changed = Array.isArray(value) ? cut(value) : { ...value, items: cut(value.items) };
        return { ...request, body: JSON.stringify(changed) };
      } catch {
        return request;
      }
    },
  };
}

const bodyText = (on: On, from: string, to: string): Mutation => ({
  request: (request) =>
    on(request) ? { ...request, body: request.body.replaceAll(from, to) } : request,
});
const fails = (on: On, status: number) => refusesWith(on, status, { message: 'failed' });
const shownEntries = (on: On, change: (entry: string) => string) =>
  responseText(on, (body) => body.replaceAll(ENTRY, change));

// prettier-ignore
export const ddsDataMutants: Mutant[] = [
  { name: '418 for a schema error of a registration', breaks: ids('registerAccount-schema 178'), mayBreak: ids('40'), server: statusBecomes(400, 418, register) },
  { name: '422 for a schema error of a report', breaks: ids('243'), server: statusBecomes(400, 422, streaming) },
  { name: 'content of a reader of another store is served', breaks: ids('249'), server: contentOf((request) => orders(request) && typeof parsedBody(request)['id'] === 'string', ({ status }) => status === 404, TO_STATUS) },
  { name: 'content of a subscription service is served to stores', breaks: ids('81'), server: contentOf(subscriptions, ({ status }) => status === 404, TO_STATUS) },
  { name: 'content of an order without a consumer is served to other stores', breaks: ids('81'), server: contentOf((request) => orders(request) && !('id' in parsedBody(request)), ({ status }) => status === 404, TO_STATUS) },
  { name: '500 for content of another client', breaks: ids('getContent-ok 32 81 82 249'), server: statusBecomes(404, 500, content) },
  { name: '500 for an unknown title', breaks: ids('placeOrder-ok 32 56'), server: responseWhere(hasCode(orders, 'UNKNOWN_RESOURCE'), () => ({ status: 500 })) },
  { name: '500 for an unknown title of a subscription service', breaks: ids('placeSubscriptionOrder-ok 32 56'), server: responseWhere(hasCode(subscriptions, 'UNKNOWN_RESOURCE'), () => ({ status: 500 })) },
  { name: '500 when no title has changed', breaks: ids('getInventory-ok 32 234'), server: responseWhere((response, request) => inventory(request) && request.path.includes('after=') && response.status === 200 && !response.body.includes('<entry>'), () => ({ status: 500, body: '{"message":"nothing"}' })) },
  { name: '500 for an unknown account', breaks: ids('findAccount-ok 32 170'), server: responseWhere(hasCode(account, 'USER_NOT_FOUND'), () => ({ status: 500 })) },
  { name: '500 for a report of an earlier year', breaks: ids('reportStreaming-ok 32'), server: fails(hasText(streaming, '"2021-12"'), 500) },
  { name: 'a report of two months is refused', breaks: ids('reportStreaming-ok'), server: fails(hasText(streaming, '"periodTo":"2025-02"'), 400) },
  { name: 'a loan of an earlier year is refused', breaks: ids('reportLoan-ok'), server: fails(hasText(loans, '"2021-11-30"'), 400) },
  { name: '500 for a loan to tibi of an earlier year', breaks: ids('reportTibiLoan-ok 32'), server: fails(hasText(tibiLoans, '"2021-11-30"'), 500) },
  { name: 'PAY_PER_LOAN is refused', breaks: ids('reportLoan-ok'), server: fails(hasText(loans, /^\[\{[^}]*PAY_PER_LOAN[^}]*\}\]$/), 400) },
  { name: 'a report has one loan only', breaks: ids('reportLoan-ok'), server: fails(hasText(loans, /PACKAGE.*\},\{.*PAY_PER_LOAN/), 400) },
  { name: 'only the first row of a report is validated', breaks: ids('reportStreaming-schema'), server: firstRow(streaming) },
  { name: 'only the first loan is validated', breaks: ids('reportLoan-schema'), server: firstRow(loans) },
  { name: 'only the first loan to tibi is validated', breaks: ids('reportTibiLoan-schema'), server: firstRow(tibiLoans) },
  { name: 'month 13 is accepted', breaks: ids('reportStreaming-schema'), server: bodyText(streaming, '2026-13', '2026-12') },
  { name: 'a date for a month is accepted', breaks: ids('reportStreaming-schema'), server: bodyText(streaming, '2026-10-01', '2026-10') },
  { name: 'the inventory was updated in 1970', breaks: ids('245'), server: responseText(feeds, (body) => body.replace(/<updated>\d{4}/, '<updated>1970')) },
  { name: 'a title is deleted in the future', breaks: ids('245'), mayBreak: ids('251'), server: responseText(inventory, (body) => body.replace('<inv:deleted />', '<inv:deleted>2099-01-01</inv:deleted>')) },
  { name: 'a title was put on a shelf in 1970', breaks: ids('245'), server: shownEntries(shelf, (entry) => entry.replace(/<created>\d{4}/, '<created>1970')) },
  { name: 'a title on a shelf is updated in 2099', breaks: ids('245'), server: shownEntries(shelf, (entry) => entry.replace(/<updated>\d{4}/, '<updated>2099')) },
  { name: 'Last-Modified of a shelf is ten years ago', breaks: ids('246'), server: shiftedDates(-3650) },
  { name: 'Last-Modified of a shelf is tomorrow', breaks: ids('247'), server: shiftedDates(1) },
  { name: 'an order moves to another shelf', breaks: ids('248'), server: movesOrders() },
  { name: 'an orderid is accepted again for another consumer', breaks: ids('53'), server: ignoresOtherConsumers() },
  { name: 'another title is on the shelf', breaks: ids('158 161'), server: responseText(shelf, (body) => body.replaceAll(NODRM, AUDIO)) },
  { name: 'another ISBN is on the shelf', breaks: ids('161'), server: responseText(shelf, (body) => body.replaceAll(/urn:isbn:\d{13}/g, 'urn:isbn:9788200199991')) },
  { name: 'a shelf with titles shows one of another consumer too', breaks: ids('230'), mayBreak: ids('160'), server: responseText(shelf, (body) => { const found = body.match(ENTRY) ?? []; return found.length < 3 ? body : body.replace('</feed>', `${found[0]!.replaceAll(/\/content\/v1\/[0-9a-f-]{36}/g, `/content/v1/${randomUUID()}`)}</feed>`); }) },
  { name: 'every title is on the shelf twice', breaks: ids('253'), server: shownEntries(shelf, (entry) => entry + entry) },
  { name: 'the shelf has another type of an audiobook', breaks: ids('166'), server: responseText(shelf, (body) => body.replaceAll('zipped-private', 'zipped-old')) },
  { name: 'a relative Location of an order', breaks: ids('43'), server: relativeHeader(orders, 'location') },
  { name: 'a relative Location of a subscription order', breaks: ids('43'), server: relativeHeader(subscriptions, 'location') },
  { name: 'a relative Location of a status page', breaks: ids('71'), server: relativeHeader(content, 'location') },
  { name: 'a relative Link', breaks: ids('112'), server: relativeHeader(inventory, 'link') },
  { name: 'relative links of a shelf', breaks: ids('162'), server: responseText(shelf, (body) => body.replaceAll(/href="https?:\/\/[^/"]+(?=[^"]*\/content\/v1\/)/g, 'href="')) },
  { name: 'one of the choices is refused', breaks: ids('76'), server: fails((request) => content(request) && request.path.includes('zipped-private'), 400) },
  { name: 'a sample never becomes READY', breaks: ids('87'), server: responseWhere((response, request) => sample(request) && response.status === 302, ({ headers }) => ({ headers: { ...headers, location: String(headers['location']).replace(/[0-9a-f-]{36}/, randomUUID()) } })) },
  { name: 'the content of a subscription order is not found', breaks: ids('250'), server: contentOf(subscriptions, ({ status }) => status === 302, REFUSED) },
  { name: '404 for an unknown title of a subscription service', breaks: ids('56'), server: responseWhere(hasCode(subscriptions, 'UNKNOWN_RESOURCE'), () => ({ status: 404 })) },
  { name: 'a subscription service lends an unpublished title', breaks: ids('58 256'), server: responseWhere(hasCode(subscriptions, 'NOT_PUBLISHED'), () => CREATED) },
  { name: 'one fulfilment for all subscription orders', breaks: ids('55'), server: oneSubscription() },
  { name: 'the excerpt of an e-book without one is sold', breaks: ids('59'), server: responseWhere((response, request) => hasCode(orders, 'NO_EXCERPT')(response, request) && parsedBody(request)['resid'] !== AUDIO, () => CREATED) },
  { name: 'a negative price is accepted', breaks: ids('66'), server: bodyText(orders, '"-18900"', '"18900"') },
  { name: 'an empty price is accepted', breaks: ids('66'), server: bodyText(orders, '"spd":""', '"spd":"0"') },
  { name: 'an excerpt that is yes is accepted', breaks: ids('placeOrder-schema'), server: bodyText(orders, '"excerpt":"yes"', '"excerpt":true') },
  { name: 'the inventory has an earlier version of a title', breaks: ids('132'), mayBreak: ids('251'), server: responseText(inventory, (body) => body.replaceAll('<inv:version>2<', '<inv:version>1<')) },
  { name: 'a look-up by ISBN shows another publisher', breaks: ids('251'), server: responseText(byIsbn, (body) => body.replaceAll(/<inv:publisher>[^<]*/g, '<inv:publisher>1')) },
  { name: 'every title may be sold', breaks: ids('252'), mayBreak: ids('251'), server: responseText(inventory, (body) => body.replaceAll('<inv:access>false', '<inv:access>true')) },
  { name: 'no title has a watermark', breaks: ids('252'), mayBreak: ids('251'), server: responseText(inventory, (body) => body.replaceAll('>SDRM<', '>NODRM<')) },
  { name: 'an audiobook is listed as EPUB', breaks: ids('252'), mayBreak: ids('251'), server: responseText(inventory, (body) => body.replaceAll('>MP3<', '>EPUB<')) },
  { name: 'a registered account is not active', breaks: ids('173'), server: responseText(account, (body) => body.replace('"active":true', '"active":false')) },
  { name: 'a status page as text/html', breaks: ids('85 86'), mayBreak: ids('getDownloadStatus-answer'), server: media(statusPage, /application\/(xml|json)/, 'text/html') },
  { name: 'an MP3 is a page that tells an error', breaks: ids('254'), server: responseWhere((response, request) => file(request) && response.headers['content-type'] === 'mpeg/audio', () => ({ body: '<html>Error</html>' })) },
  { name: 'the inventory without a charset', breaks: ids('244'), server: media(feeds, /;.*/, '') },
  { name: 'the inventory in ISO-8859-1', breaks: ids('110'), server: media(feeds, /utf-8/i, 'ISO-8859-1') },
  { name: 'an account in ISO-8859-1', breaks: ids('171'), server: media(account, /utf-8/i, 'ISO-8859-1') },
  { name: 'an account as text/plain', breaks: ids('171'), mayBreak: ids('findAccount-answer'), server: media(account, /application\/json/, 'text/plain') },
];
