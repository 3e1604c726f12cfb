import { randomUUID } from 'node:crypto';
import { mutantsOf, type Mutant } from './bench.js';
import {
  answered,
  bodyOf,
  header,
  message,
  refused,
  statusBecomes,
  successIs,
  text,
} from './changes.js';
import {
  account,
  byIsbn,
  feeds,
  ids,
  inventory,
  orders,
  register,
  said,
  shelf,
  streaming,
} from './dds-calls.js';
import { dds } from './subjects.js';
import type { Answer, Call } from './proxy.js';

const ENTRY = /<entry>[\s\S]*?<\/entry>/g;
const isGood = (on: (call: Call) => boolean) => (answer: Answer, call: Call) =>
  answer.status === 200 && on(call);
const without = (on: (call: Call) => boolean, name: string) =>
  answered(isGood(on), ({ headers }) => ({ headers: { ...headers, [name]: undefined } }));

/** Entries, each changed. */
const entries = (on: (call: Call) => boolean, change: (entry: string) => string) =>
  text(on, (body) => body.replaceAll(ENTRY, change));
const asked = ({ path }: Call): URL => new URL(path, 'http://127.0.0.1');

/** The second title has the ISBN of the first. */
function twoVersions(body: string): string {
  const [first = ''] = /<inv:isbn>\d+/.exec(body) ?? [];
  let count = 0;
  return body.replaceAll(/<inv:isbn>\d+/g, (isbn) => ((count += 1) === 2 ? first : isbn));
}

/** Next is another one each time, and as good. */
const restless = {
  call: (call: Call): Call => ({ ...call, path: call.path.replace(/(next=[\w-]+?)x{3}\d+/, '$1') }),
  answer: (answer: Answer, call: Call): Answer => {
    const next = answer.headers['next'];
    if (!inventory(call) || next === undefined) return answer;
    return {
      ...answer,
      headers: {
        ...answer.headers,
        next: `${String(next)}xxx${Math.random().toString().slice(2, 8)}`,
      },
    };
  },
};

/** Who registers an address once more gets another account. */
function manyAccounts() {
  const known = new Set<unknown>();
  return message(
    (call) => {
      const { email } = said(call);
      if (!register(call) || typeof email !== 'string') return false;
      if (known.has(email)) return true;
      known.add(email);
      return false;
    },
    (body) => ({ ...body, email: `${randomUUID()}@example.org` }),
  );
}

const mutants: Mutant[] = [
  {
    name: '422 for a pagesize beyond 10000',
    breaks: ids('124'),
    server: answered(
      (answer, call) => answer.status === 400 && call.path.includes('pagesize=10001'),
      () => ({ status: 422 }),
    ),
  },
  {
    name: 'another title by ISBN',
    breaks: ids('134'),
    server: text(byIsbn, (body) => body.replace(/<inv:isbn>\d+/, '<inv:isbn>9788200199991')),
  },
  {
    name: 'a shelf as JSON',
    breaks: ids('151'),
    server: answered(isGood(shelf), ({ headers }) => ({
      headers: { ...headers, 'content-type': 'application/json' },
    })),
  },
  {
    name: 'a shelf in no namespace',
    breaks: ids('152'),
    server: text(shelf, (body) => body.replace(' xmlns="http://www.w3.org/2005/Atom"', '')),
  },
  {
    name: 'the inventory as application/xml',
    breaks: ids('110 136'),
    server: answered(isGood(feeds), ({ headers }) => ({
      headers: { ...headers, 'content-type': 'application/xml' },
    })),
  },
  { name: 'no Next', breaks: ids('111'), server: without(inventory, 'next') },
  { name: 'no Link', breaks: ids('112'), server: without(inventory, 'link') },
  {
    name: 'Link leads to the page itself',
    breaks: ids('127'),
    server: answered(isGood(inventory), ({ headers }, call) => ({
      headers: { ...headers, link: String(headers['link']).replace(/\?[^>]*/, asked(call).search) },
    })),
  },
  {
    name: 'the feed in no namespace',
    breaks: ids('113'),
    server: text(feeds, (body) => body.replace(' xmlns="http://www.w3.org/2005/Atom"', '')),
  },
  {
    name: 'a bare id in the inventory',
    breaks: ids('114'),
    server: text(feeds, (body) => body.replaceAll('urn:uuid:', '')),
  },
  {
    name: 'local time in updated',
    breaks: ids('115'),
    server: entries(feeds, (entry) => entry.replace('Z</updated>', '+00:00</updated>')),
  },
  {
    name: 'a lost element of an entry',
    breaks: ids('116 117'),
    server: entries(feeds, (entry) => entry.replace(/<inv:publisher>.*<\/inv:publisher>/, '')),
  },
  {
    name: 'TRUE for true',
    breaks: ids('117'),
    server: text(feeds, (body) => body.replaceAll('<inv:access>true', '<inv:access>TRUE')),
  },
  {
    name: 'false for what is not deleted',
    breaks: ids('118'),
    server: text(feeds, (body) =>
      body.replaceAll('<inv:deleted />', '<inv:deleted>false</inv:deleted>'),
    ),
  },
  {
    name: 'sdrm for SDRM',
    breaks: ids('119'),
    server: text(feeds, (body) => body.replaceAll('>SDRM<', '>sdrm<')),
  },
  {
    name: 'AUDIO for MP3',
    breaks: ids('120'),
    server: text(feeds, (body) => body.replaceAll('>MP3<', '>AUDIO<')),
  },
  {
    name: 'an excerpt of an audiobook',
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
      call: (call) =>
        inventory(call) ? { ...call, path: call.path.replace('pagesize=2', 'pagesize=50') } : call,
    },
  },
  {
    name: 'next begins anew',
    breaks: ids('125'),
    server: {
      call: (call) =>
        inventory(call)
          ? {
              ...call,
              path: call.path.replace(
                /next=[\w-]+/,
                `after=${new Date(Date.now() - 100 * 86_400_000).toISOString().replaceAll(/\D/g, '').slice(0, 14)}`,
              ),
            }
          : call,
    },
  },
  { name: 'Next never rests', breaks: ids('126'), server: restless },
  {
    name: 'a call without after and next is answered',
    breaks: ids('128 129 130'),
    also: ids('110 111 112'),
    server: statusBecomes(400, 200, inventory),
  },
  {
    name: 'after is ignored',
    breaks: ids('131'),
    server: {
      call: (call) => {
        const { searchParams, search } = asked(call);
        return inventory(call) && /^\d{14}$/.test(searchParams.get('after') ?? '')
          ? {
              ...call,
              path: call.path.replace(
                search,
                search.replace(
                  /after=\d+/,
                  `after=${new Date(Date.now() - 170 * 86_400_000).toISOString().replaceAll(/\D/g, '').slice(0, 14)}`,
                ),
              ),
            }
          : call;
      },
    },
    also: ids('130'),
  },
  {
    name: 'an older version in the feed',
    breaks: ids('132'),
    server: text(inventory, twoVersions),
  },
  {
    name: 'the latest version alone by ISBN',
    breaks: ids('133'),
    server: text(byIsbn, (body) =>
      body.replaceAll(ENTRY, (entry) =>
        entry.includes('<inv:version>1<') && body.includes('<inv:version>2<') ? '' : entry,
      ),
    ),
  },
  {
    name: 'two versions with one number',
    breaks: ids('138'),
    server: text(byIsbn, (body) => body.replace('<inv:version>2<', '<inv:version>1<')),
  },
  {
    name: '404 for an ISBN that there is not',
    breaks: ids('135'),
    server: answered(
      (answer, call) => isGood(byIsbn)(answer, call) && !answer.body.includes('<entry>'),
      () => ({ status: 404, body: '{"message":"Not Found"}' }),
    ),
  },
  {
    name: 'empty parameters are refused',
    breaks: ids('137'),
    server: refused((call) => byIsbn(call) && call.path.includes('after=&'), 400, {
      message: 'after',
    }),
  },
  { name: 'no Last-Modified', breaks: ids('150'), server: without(shelf, 'last-modified') },
  {
    name: 'never 304',
    breaks: ids('153 156'),
    server: {
      call: (call) =>
        shelf(call)
          ? { ...call, headers: { ...call.headers, 'if-modified-since': undefined } }
          : call,
    },
  },
  {
    name: '304 to whatever date',
    breaks: ids('155 157'),
    server: answered(
      (answer, call) =>
        isGood(shelf)(answer, call) && call.headers['if-modified-since'] !== undefined,
      () => ({ status: 304, body: '' }),
    ),
  },
  {
    name: 'one form of a date alone',
    breaks: ids('156'),
    server: {
      call: (call) =>
        shelf(call) && !/^\w{3}, /.test(String(call.headers['if-modified-since']))
          ? { ...call, headers: { ...call.headers, 'if-modified-since': undefined } }
          : call,
    },
  },
  {
    name: 'a lost entry of a shelf',
    breaks: ids('158 159'),
    server: text(shelf, (body) => body.replace(/<entry>[\s\S]*?<\/entry>/, '')),
  },
  {
    name: 'the links of a shelf lead nowhere',
    breaks: ids('160'),
    also: ids('158 159'),
    server: text(shelf, (body) =>
      body.replaceAll(/\/content\/v1\/[0-9a-f-]{36}/g, `/content/v1/${randomUUID()}`),
    ),
  },
  {
    name: 'urn:uuid: in an id of a shelf',
    breaks: ids('161'),
    server: text(shelf, (body) => body.replaceAll(/<id>([0-9a-f-]{36})/gi, '<id>urn:uuid:$1')),
  },
  {
    name: 'another type of a link',
    breaks: ids('162'),
    server: text(shelf, (body) =>
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
    name: 'excerpts like whole titles',
    breaks: ids('165'),
    server: text(shelf, (body) => body.replaceAll('acquisition/sample', 'acquisition/open-access')),
  },
  {
    name: 'everything is an excerpt',
    breaks: ids('50'),
    server: text(shelf, (body) => body.replaceAll('acquisition/open-access', 'acquisition/sample')),
  },
  {
    name: 'one file of an audiobook',
    breaks: ids('166'),
    server: entries(shelf, (entry) =>
      entry.replace(
        /(<link rel="[^"]*open-access"[\s\S]*?<\/link>)(\s*<link rel="[^"]*open-access"[\s\S]*?<\/link>)*/,
        '$1',
      ),
    ),
  },
  {
    name: 'an empty shelf for nobody',
    breaks: ids('167'),
    also: ids('150 151'),
    server: statusBecomes(404, 200, shelf),
  },
  {
    name: '404 for USER_NOT_FOUND',
    breaks: ids('170'),
    server: answered(
      (answer, call) => account(call) && answer.body.includes('USER_NOT_FOUND'),
      () => ({ status: 404 }),
    ),
  },
  {
    name: 'no charset of an account',
    breaks: ids('171'),
    server: header(
      'content-type',
      'application/json',
      ({ headers, body }) => body.includes('"active"') && headers['location'] === undefined,
    ),
  },
  {
    name: '201 for a registration',
    breaks: ids('registerAccount-ok'),
    also: ids('37 38 41 42'),
    server: successIs(201, register),
  },
  {
    name: 'a registration without active',
    breaks: ids('172'),
    server: text(register, (body) =>
      JSON.stringify({ id: (JSON.parse(body) as { id: string }).id }),
    ),
  },
  {
    name: 'another id of an account',
    breaks: ids('173'),
    server: text(account, (body) => body.replace(/"id":"[^"]*"/, `"id":"${randomUUID()}"`)),
  },
  { name: 'an account for each registration', breaks: ids('175 176 177'), server: manyAccounts() },
  {
    name: 'a name of one character is registered',
    breaks: ids('178'),
    also: ids('registerAccount-schema'),
    server: message(
      (call) =>
        register(call) &&
        [said(call)['name'], said(call)['surname']].some(
          (name) => typeof name === 'string' && name.length === 1,
        ),
      (body) => ({ ...body, name: 'Kari', surname: 'Nordmann' }),
    ),
  },
  {
    name: 'another word for PARAMETER_ERROR',
    breaks: ids('174'),
    server: bodyOf(400, (body) => ({
      ...body,
      data: body['data'] === 'PARAMETER_ERROR' ? 'BAD_ID' : body['data'],
    })),
  },
  {
    name: '200 with a body for a report',
    breaks: ids('reportStreaming-ok 180'),
    also: ids('37 41 42 182 185 186'),
    server: answered(
      (answer, call) => answer.status === 204 && streaming(call),
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
    server: refused(
      (call) => streaming(call) && call.body.length > 5_000_000 && call.body.length < 6_000_000,
      413,
      { message: 'Request Too Long' },
    ),
  },
  {
    name: 'a report wants a price',
    breaks: ids('186'),
    server: refused(
      (call) =>
        streaming(call) &&
        !call.body.includes('"price"') &&
        call.body.includes('"consumption"') &&
        call.body.includes('"cost"'),
      400,
      { message: 'price' },
    ),
  },
  {
    name: 'one owner of a title',
    breaks: ids('185'),
    server: refused((call) => streaming(call) && call.body.includes('"9998"'), 400, {
      message: 'owner',
    }),
  },
  {
    name: 'orders are not put on the shelf',
    breaks: ids('158 159'),
    also: ids('157'),
    server: message(
      (call) => orders(call) && typeof said(call)['id'] === 'string',
      ({ id: _, ...body }) => body,
    ),
  },
];

mutantsOf(dds, mutants);
