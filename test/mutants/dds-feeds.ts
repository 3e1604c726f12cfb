import { randomUUID } from 'node:crypto';
import type { Mutant } from './mutant.js';
import {
  responseWhere,
  responseBody,
  responseHeader,
  requestBody,
  refusesWith,
  statusBecomes,
  successBecomes,
  responseText,
} from './mutations.js';
import {
  account,
  byIsbn,
  feeds,
  ids,
  inventory,
  orders,
  register,
  parsedBody,
  shelf,
  streaming,
} from './dds-requests.js';
import type { ProxiedResponse, ProxiedRequest } from './proxy.js';

const ENTRY = /<entry>[\s\S]*?<\/entry>/g;
const isGood =
  (on: (request: ProxiedRequest) => boolean) =>
  (response: ProxiedResponse, request: ProxiedRequest) =>
    response.status === 200 && on(request);
const without = (on: (request: ProxiedRequest) => boolean, name: string) =>
  responseWhere(isGood(on), ({ headers }) => ({ headers: { ...headers, [name]: undefined } }));

/** Changes every entry of a feed. */
const entries = (on: (request: ProxiedRequest) => boolean, change: (entry: string) => string) =>
  responseText(on, (body) => body.replaceAll(ENTRY, change));
const urlOf = ({ path }: ProxiedRequest): URL => new URL(path, 'http://127.0.0.1');

/** Gives the second title the ISBN of the first. */
function twoVersions(body: string): string {
  const [first = ''] = /<inv:isbn>\d+/.exec(body) ?? [];
  let count = 0;
  return body.replaceAll(/<inv:isbn>\d+/g, (isbn) => ((count += 1) === 2 ? first : isbn));
}

/** Adds a random suffix to every Next and removes it from requests. */
const changingNext = {
  request: (request: ProxiedRequest): ProxiedRequest => ({
    ...request,
    path: request.path.replace(/(next=[\w-]+?)x{3}\d+/, '$1'),
  }),
  response: (response: ProxiedResponse, request: ProxiedRequest): ProxiedResponse => {
    const next = response.headers['next'];
    if (!inventory(request) || next === undefined) return response;
    return {
      ...response,
      headers: {
        ...response.headers,
        next: `${String(next)}xxx${Math.random().toString().slice(2, 8)}`,
      },
    };
  },
};

/** Creates another account when an address is registered again. */
function manyAccounts() {
  const registered = new Set<unknown>();
  return requestBody(
    (request) => {
      const { email } = parsedBody(request);
      if (!register(request) || typeof email !== 'string') return false;
      if (registered.has(email)) return true;
      registered.add(email);
      return false;
    },
    (body) => ({ ...body, email: `${randomUUID()}@example.org` }),
  );
}

/** Answers every registration with the id of the first account. */
function oneAccount() {
  let first: string | undefined;
  return responseWhere(
    (response, request) => response.status === 200 && register(request),
    ({ body }) => ({ body: (first ??= body) }),
  );
}

export const ddsFeedsMutants: Mutant[] = [
  {
    name: '422 for a pagesize beyond 10000',
    breaks: ids('124'),
    server: responseWhere(
      (response, request) => response.status === 400 && request.path.includes('pagesize=10001'),
      () => ({ status: 422 }),
    ),
  },
  {
    name: 'another title is answered for an ISBN',
    breaks: ids('134'),
    mayBreak: ids('251'),
    server: responseText(byIsbn, (body) =>
      body.replace(/<inv:isbn>\d+/, '<inv:isbn>9788200199991'),
    ),
  },
  {
    name: 'a shelf as JSON',
    breaks: ids('151'),
    server: responseWhere(isGood(shelf), ({ headers }) => ({
      headers: { ...headers, 'content-type': 'application/json' },
    })),
  },
  {
    name: 'a shelf without the Atom namespace',
    breaks: ids('152'),
    server: responseText(shelf, (body) => body.replace(' xmlns="http://www.w3.org/2005/Atom"', '')),
  },
  {
    name: 'the inventory as application/xml',
    breaks: ids('110 136'),
    mayBreak: ids('244'),
    server: responseWhere(isGood(feeds), ({ headers }) => ({
      headers: { ...headers, 'content-type': 'application/xml' },
    })),
  },
  { name: 'no Next', breaks: ids('111'), server: without(inventory, 'next') },
  { name: 'no Link', breaks: ids('112'), server: without(inventory, 'link') },
  {
    name: 'Link leads to the page itself',
    breaks: ids('127'),
    server: responseWhere(isGood(inventory), ({ headers }, request) => ({
      headers: {
        ...headers,
        link: String(headers['link']).replace(/\?[^>]*/, urlOf(request).search),
      },
    })),
  },
  {
    name: 'a feed without the Atom namespace',
    breaks: ids('113'),
    server: responseText(feeds, (body) => body.replace(' xmlns="http://www.w3.org/2005/Atom"', '')),
  },
  {
    name: 'an inventory id without urn:uuid:',
    breaks: ids('114'),
    server: responseText(feeds, (body) => body.replaceAll('urn:uuid:', '')),
  },
  {
    name: 'local time in updated',
    breaks: ids('115'),
    server: entries(feeds, (entry) => entry.replace('Z</updated>', '+00:00</updated>')),
  },
  {
    name: 'an entry without inv:publisher',
    breaks: ids('116 117'),
    server: entries(feeds, (entry) => entry.replace(/<inv:publisher>.*<\/inv:publisher>/, '')),
  },
  {
    name: 'TRUE for true',
    breaks: ids('117'),
    mayBreak: ids('252'),
    server: responseText(feeds, (body) => body.replaceAll('<inv:access>true', '<inv:access>TRUE')),
  },
  {
    name: 'inv:deleted is false instead of empty',
    breaks: ids('118'),
    server: responseText(feeds, (body) =>
      body.replaceAll('<inv:deleted />', '<inv:deleted>false</inv:deleted>'),
    ),
  },
  {
    name: 'sdrm for SDRM',
    breaks: ids('119'),
    mayBreak: ids('252'),
    server: responseText(feeds, (body) => body.replaceAll('>SDRM<', '>sdrm<')),
  },
  {
    name: 'AUDIO for MP3',
    breaks: ids('120'),
    mayBreak: ids('252'),
    server: responseText(feeds, (body) => body.replaceAll('>MP3<', '>AUDIO<')),
  },
  {
    name: 'an audiobook is listed with an excerpt',
    breaks: ids('121'),
    server: entries(feeds, (entry) =>
      entry.includes('>MP3<') ? entry.replace('<inv:excerpt>false', '<inv:excerpt>true') : entry,
    ),
  },
  {
    name: 'another order of elements',
    breaks: ids('122'),
    server: entries(feeds, (entry) =>
      entry.replace(/( *<inv:isbn>.*\n)([\s\S]*)(<\/entry>)/, '$2$1$3'),
    ),
  },
  {
    name: 'pagesize is ignored',
    breaks: ids('123'),
    server: {
      request: (request) =>
        inventory(request)
          ? { ...request, path: request.path.replace('pagesize=2', 'pagesize=50') }
          : request,
    },
  },
  {
    name: 'next starts from the beginning',
    breaks: ids('125'),
    mayBreak: ids('233'),
    server: {
      request: (request) =>
        inventory(request)
          ? {
              ...request,
              path: request.path.replace(
                /next=[\w-]+/,
                `after=${new Date(Date.now() - 100 * 86_400_000).toISOString().replaceAll(/\D/g, '').slice(0, 14)}`,
              ),
            }
          : request,
    },
  },
  { name: 'Next changes for every response', breaks: ids('126'), server: changingNext },
  {
    name: 'a call without after and next is answered',
    breaks: ids('128 129 130'),
    mayBreak: ids('110 111 112 244'),
    server: statusBecomes(400, 200, inventory),
  },
  {
    name: 'after is ignored',
    breaks: ids('131'),
    mayBreak: ids('130 234'),
    server: {
      request: (request) => {
        const { searchParams, search } = urlOf(request);
        return inventory(request) && /^\d{14}$/.test(searchParams.get('after') ?? '')
          ? {
              ...request,
              path: request.path.replace(
                search,
                search.replace(
                  /after=\d+/,
                  `after=${new Date(Date.now() - 170 * 86_400_000).toISOString().replaceAll(/\D/g, '').slice(0, 14)}`,
                ),
              ),
            }
          : request;
      },
    },
  },
  {
    name: 'an older version in the feed',
    breaks: ids('132'),
    mayBreak: ids('251'),
    server: responseText(inventory, twoVersions),
  },
  {
    name: 'only the latest version is answered for an ISBN',
    breaks: ids('133'),
    server: responseText(byIsbn, (body) =>
      body.replaceAll(ENTRY, (entry) =>
        entry.includes('<inv:version>1<') && body.includes('<inv:version>2<') ? '' : entry,
      ),
    ),
  },
  {
    name: 'two versions with one number',
    breaks: ids('138'),
    mayBreak: ids('251'),
    server: responseText(byIsbn, (body) => body.replace('<inv:version>2<', '<inv:version>1<')),
  },
  {
    name: '404 for an ISBN that does not exist',
    breaks: ids('135'),
    server: responseWhere(
      (response, request) =>
        isGood(byIsbn)(response, request) && !response.body.includes('<entry>'),
      () => ({ status: 404, body: '{"message":"Not Found"}' }),
    ),
  },
  {
    name: 'empty parameters are refused',
    breaks: ids('137'),
    server: refusesWith((request) => byIsbn(request) && request.path.includes('after=&'), 400, {
      message: 'after',
    }),
  },
  { name: 'no Last-Modified', breaks: ids('150'), server: without(shelf, 'last-modified') },
  {
    name: 'never 304',
    breaks: ids('153 156'),
    server: {
      request: (request) =>
        shelf(request)
          ? { ...request, headers: { ...request.headers, 'if-modified-since': undefined } }
          : request,
    },
  },
  {
    name: '304 for every If-Modified-Since',
    breaks: ids('155 157'),
    server: responseWhere(
      (response, request) =>
        isGood(shelf)(response, request) && request.headers['if-modified-since'] !== undefined,
      () => ({ status: 304, body: '' }),
    ),
  },
  {
    name: 'only one date format is accepted',
    breaks: ids('156'),
    server: {
      request: (request) =>
        shelf(request) && !/^\w{3}, /.test(String(request.headers['if-modified-since']))
          ? { ...request, headers: { ...request.headers, 'if-modified-since': undefined } }
          : request,
    },
  },
  {
    name: 'a shelf without one of its entries',
    breaks: ids('158 159'),
    server: responseText(shelf, (body) => body.replace(/<entry>[\s\S]*?<\/entry>/, '')),
  },
  {
    name: 'the links of a shelf lead nowhere',
    breaks: ids('160'),
    mayBreak: ids('158 159 230'),
    server: responseText(shelf, (body) =>
      body.replaceAll(/\/content\/v1\/[0-9a-f-]{36}/g, `/content/v1/${randomUUID()}`),
    ),
  },
  {
    name: 'urn:uuid: in an id of a shelf',
    breaks: ids('161'),
    server: responseText(shelf, (body) =>
      body.replaceAll(/<id>([0-9a-f-]{36})/gi, '<id>urn:uuid:$1'),
    ),
  },
  {
    name: 'a shelf link with another type',
    breaks: ids('162'),
    server: responseText(shelf, (body) =>
      body.replaceAll('type="application/json"', 'type="application/epub+zip"'),
    ),
  },
  {
    name: 'no milliseconds on a shelf',
    breaks: ids('163'),
    server: entries(shelf, (entry) => entry.replace(/\.\d{3}Z<\/created>/, 'Z</created>')),
  },
  {
    name: 'another order of children',
    breaks: ids('164'),
    server: entries(shelf, (entry) =>
      entry.replace(/( *<title>.*\n)([\s\S]*)(<\/entry>)/, '$2$1$3'),
    ),
  },
  {
    name: 'excerpts are linked as complete titles',
    breaks: ids('165'),
    server: responseText(shelf, (body) =>
      body.replaceAll('acquisition/sample', 'acquisition/open-access'),
    ),
  },
  {
    name: 'complete titles are linked as excerpts',
    breaks: ids('50'),
    server: responseText(shelf, (body) =>
      body.replaceAll('acquisition/open-access', 'acquisition/sample'),
    ),
  },
  {
    name: 'an audiobook with a single type',
    breaks: ids('166'),
    server: entries(shelf, (entry) =>
      entry.replace(
        /(<opds:indirectAcquisition [^>]*>)(\s*<opds:indirectAcquisition [^>]*>)*/,
        '$1',
      ),
    ),
  },
  {
    name: 'an empty shelf for an unknown account',
    breaks: ids('167'),
    mayBreak: ids('150 151'),
    server: statusBecomes(404, 200, shelf),
  },
  {
    name: '404 for USER_NOT_FOUND',
    breaks: ids('170'),
    server: responseWhere(
      (response, request) => account(request) && response.body.includes('USER_NOT_FOUND'),
      () => ({ status: 404 }),
    ),
  },
  {
    name: 'an account without charset in Content-Type',
    breaks: ids('244'),
    server: responseHeader(
      'content-type',
      'application/json',
      ({ headers, body }) => body.includes('"active"') && headers['location'] === undefined,
    ),
  },
  {
    name: '201 for a registration',
    breaks: ids('registerAccount-ok'),
    mayBreak: ids('37 38 41 42 232'),
    server: successBecomes(201, register),
  },
  {
    name: 'a registration without active',
    breaks: ids('172'),
    server: responseText(register, (body) =>
      JSON.stringify({ id: (JSON.parse(body) as { id: string }).id }),
    ),
  },
  {
    name: 'another id of an account',
    breaks: ids('173'),
    server: responseText(account, (body) => body.replace(/"id":"[^"]*"/, `"id":"${randomUUID()}"`)),
  },
  {
    name: 'active of an account is text',
    breaks: ids('findAccount-answer'),
    server: responseText(account, (body) => body.replace('"active":true', '"active":"yes"')),
  },
  {
    name: 'the id of a registered account is a number',
    breaks: ids('registerAccount-answer'),
    mayBreak: ids('172 173 174 175 176 177'),
    server: responseText(register, (body) => body.replace(/"id":"[^"]*"/, '"id":17')),
  },
  {
    name: 'every registration creates an account',
    breaks: ids('175 176 177'),
    server: manyAccounts(),
  },
  {
    name: 'a name of one character is registered',
    breaks: ids('178'),
    mayBreak: ids('registerAccount-schema'),
    server: requestBody(
      (request) =>
        register(request) &&
        [parsedBody(request)['name'], parsedBody(request)['surname']].some(
          (name) => typeof name === 'string' && name.length === 1,
        ),
      (body) => ({ ...body, name: 'Kari', surname: 'Nordmann' }),
    ),
  },
  {
    name: 'BAD_ID instead of PARAMETER_ERROR',
    breaks: ids('174'),
    server: responseBody(400, (body) => ({
      ...body,
      data: body['data'] === 'PARAMETER_ERROR' ? 'BAD_ID' : body['data'],
    })),
  },
  {
    name: '200 with a body for a report',
    breaks: ids('reportStreaming-ok 180'),
    mayBreak: ids('37 41 42 182 185 186 232 238'),
    server: responseWhere(
      (response, request) => response.status === 204 && streaming(request),
      () => ({ status: 200, body: '{"status":"ok"}' }),
    ),
  },
  {
    name: '400 for more than 6 MB',
    breaks: ids('181'),
    server: statusBecomes(413, 400, streaming),
  },
  {
    name: '413 for less than 6 MB',
    breaks: ids('182'),
    server: refusesWith(
      (request) =>
        streaming(request) && request.body.length > 5_000_000 && request.body.length < 6_000_000,
      413,
      { message: 'Request Too Long' },
    ),
  },
  {
    name: 'a report without a price is refused',
    breaks: ids('186'),
    mayBreak: ids('238'),
    server: refusesWith(
      (request) =>
        streaming(request) &&
        !request.body.includes('"price"') &&
        request.body.includes('"consumption"') &&
        request.body.includes('"cost"'),
      400,
      { message: 'price' },
    ),
  },
  {
    name: 'a second owner of a title is refused',
    breaks: ids('185'),
    server: refusesWith((request) => streaming(request) && request.body.includes('"9998"'), 400, {
      message: 'owner',
    }),
  },
  {
    name: 'orders are not put on the shelf',
    breaks: ids('158 159'),
    mayBreak: ids('157 246'),
    server: requestBody(
      (request) => orders(request) && typeof parsedBody(request)['id'] === 'string',
      ({ id: _, ...body }) => body,
    ),
  },
  {
    name: 'every shelf shows the titles of all consumers',
    breaks: ids('230'),
    server: responseText(shelf, (body) =>
      body.includes('<entry>')
        ? body
        : body.replace(
            '</feed>',
            '<entry><id>1</id><link rel="http://opds-spec.org/acquisition/open-access" type="application/json" href="http://127.0.0.1/dds/content/v1/1"/></entry></feed>',
          ),
    ),
  },
  {
    name: 'a page leaves out its last title',
    breaks: ids('233'),
    server: {
      response: (response, request) => {
        const size = Number(urlOf(request).searchParams.get('pagesize'));
        const found = response.body.match(ENTRY) ?? [];
        if (!inventory(request) || size < 10 || size > 90 || found.length < size) return response;
        return { ...response, body: response.body.replace(found.at(-1)!, '') };
      },
    },
  },
  {
    name: 'a later after leaves out the newest title',
    breaks: ids('233'),
    server: {
      response: (response, request) => {
        const found = response.body.match(ENTRY) ?? [];
        if (!inventory(request) || urlOf(request).searchParams.get('pagesize') !== '400')
          return response;
        return { ...response, body: response.body.replace(found.at(-1) ?? '', '') };
      },
    },
  },
  {
    name: '404 when no title has changed',
    breaks: ids('234 getInventory-ok'),
    server: responseWhere(
      (response, request) =>
        inventory(request) &&
        urlOf(request).searchParams.has('after') &&
        response.status === 200 &&
        !response.body.includes('<entry>'),
      () => ({ status: 404, body: '{"message":"nothing"}' }),
    ),
  },
  {
    name: 'one DDS-ID for all accounts',
    breaks: ids('239'),
    mayBreak: ids('153 156 157 158 159 160 173 175 177 230'),
    server: oneAccount(),
  },
  {
    name: 'a currency is refused',
    breaks: ids('238'),
    server: refusesWith(
      (request) => streaming(request) && request.body.includes('"currency":"NOK"'),
      400,
      { message: 'currency' },
    ),
  },
  {
    name: 'paid and trial costs are required',
    breaks: ids('238'),
    server: refusesWith(
      (request) => streaming(request) && request.body.includes('"periodFrom":"2026-01"'),
      400,
      { message: 'paidCost' },
    ),
  },
  {
    name: 'a look-up returns the DDS-ID in upper case',
    breaks: ids('173'),
    server: responseWhere(
      (response, request) => response.status === 200 && account(request),
      ({ body }) => ({ body: body.replace(/(?<="id":")[^"]+/, (id) => id.toUpperCase()) }),
    ),
  },
];
