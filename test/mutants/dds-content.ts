import type { Mutant } from './mutant.js';
import {
  responseWhere,
  responseBody,
  responseHeader,
  refusesWith,
  statusBecomes,
  responseText,
} from './mutations.js';
import {
  content,
  file,
  ids,
  library,
  orders,
  raw,
  parsedBody,
  sample,
  statusPage,
} from './dds-requests.js';
import type { Mutation, ProxiedResponse, ProxiedRequest } from './proxy.js';

const UNAUTHORIZED = { message: 'Unauthorized' };
const isRedirect = (response: ProxiedResponse, request: ProxiedRequest): boolean =>
  response.status === 302 && content(request);
const hasToken = ({ headers }: ProxiedRequest): boolean => headers.authorization !== undefined;
const redirect = {
  status: 302,
  body: '',
  headers: { location: 'http://127.0.0.1/dds/download/1/status' },
};
const ignoresRight = (on: (request: ProxiedRequest) => boolean) =>
  responseWhere(
    (response, request) => on(request) && response.body.includes('"NOT_ALLOWED"'),
    () => redirect,
  );

/** Answers every download request of a fulfilment with its first Location. */
function oneDownload() {
  const first = new Map<string, ProxiedResponse['headers']>();
  return responseWhere(isRedirect, ({ headers }, { path }) => {
    first.set(path, first.get(path) ?? headers);
    return { headers: { ...headers, location: first.get(path)?.['location'] } };
  });
}

/** Serves content that was ordered without names only once. */
function onceOnly() {
  const plain = new Map<string, number>();
  return {
    response: (response: ProxiedResponse, request: ProxiedRequest): ProxiedResponse => {
      if (
        orders(request) &&
        response.status === 201 &&
        parsedBody(request)['firstname'] === undefined
      )
        plain.set(new URL(String(response.headers['location'])).pathname, 0);
      const times = plain.get(request.path);
      if (!content(request) || times === undefined) return response;
      plain.set(request.path, times + 1);
      const gone = { ...response, status: 404, headers: {}, body: '{"message":"Gone"}' };
      return times === 0 ? response : gone;
    },
  };
}

/** Refuses samples until the first accepted order. */
function sampleAfterOrder(): Mutation {
  let ordered = false;
  const refused = { status: 403, headers: {}, body: '{"data":"NOT_ORDERED"}' };
  return {
    request: (request) => (sample(request) && hasToken(request) && !ordered ? refused : request),
    response: (response, request) => {
      ordered ||= orders(request) && response.status === 201;
      return response;
    },
  };
}

export const ddsContentMutants: Mutant[] = [
  {
    name: '303 for 302',
    breaks: ids('getContent-ok'),
    mayBreak: ids('37 42 76 79 80 160 250'),
    server: responseWhere(isRedirect, () => ({ status: 303 })),
  },
  {
    name: 'no Location of a download',
    breaks: ids('71 79'),
    server: responseWhere(isRedirect, ({ headers }) => ({
      headers: { ...headers, location: undefined },
    })),
  },
  {
    name: 'a body in a 302',
    breaks: ids('72'),
    server: responseWhere(isRedirect, () => ({ body: '<html></html>' })),
  },
  {
    name: '302 instead of 300 for an audiobook without type',
    breaks: ids('73 77'),
    server: responseWhere(
      (response, request) => response.status === 300 && content(request),
      () => redirect,
    ),
  },
  {
    name: 'the choices are not JSON',
    breaks: ids('74 75'),
    server: responseBody(300, () => 'several'),
  },
  {
    name: 'the choices are strings',
    breaks: ids('75'),
    server: responseBody(300, () => '{"choices":["audio/mpeg"]}'),
  },
  {
    name: 'a choice is refused',
    breaks: ids('76'),
    server: responseWhere(
      (response, request) => isRedirect(response, request) && request.path.includes('bitrate='),
      () => ({ status: 400, headers: {}, body: '{"message":"no such file"}' }),
    ),
    mayBreak: ids('160'),
  },
  { name: 'all requests get the same download', breaks: ids('78 79'), server: oneDownload() },
  { name: 'content can be downloaded once', breaks: ids('80'), server: onceOnly() },
  {
    name: 'content of other clients is served',
    breaks: ids('81 82 249'),
    server: responseWhere(
      (response, request) => response.status === 404 && content(request),
      () => redirect,
    ),
  },
  {
    name: 'READY is written as Ready',
    breaks: ids('84'),
    mayBreak: ids('87 89 90 getDownloadStatus-answer'),
    server: responseText(statusPage, (body) => body.replace('READY', 'Ready')),
  },
  {
    name: 'the link of a status page is not text',
    breaks: ids('getDownloadStatus-answer'),
    mayBreak: ids('84 87 88 89 90'),
    server: responseText(statusPage, (body) =>
      body.replace(/"downloadURL":"[^"]*"/, '"downloadURL":17'),
    ),
  },
  {
    name: 'READY without a link',
    breaks: ids('88'),
    server: responseText(statusPage, (body) =>
      body.replace(/<downloadURL>.*<\/downloadURL>/, '').replace(/,"downloadURL":"[^"]*"/, ''),
    ),
  },
  {
    name: 'PROCESSING with a link',
    breaks: ids('89'),
    server: responseText(statusPage, (body) =>
      body.replace(
        '<status>PROCESSING</status>',
        '<status>PROCESSING</status><downloadURL>http://127.0.0.1/1</downloadURL>',
      ),
    ),
  },
  {
    name: 'the status page requires a token',
    breaks: ids('83 getDownloadStatus-ok'),
    mayBreak: ids('87 90 91'),
    server: refusesWith((request) => statusPage(request) && !hasToken(request), 401, UNAUTHORIZED),
  },
  {
    name: 'another root of a status page',
    breaks: ids('85'),
    server: responseText(statusPage, (body) => body.replaceAll('downloadStatus', 'DownloadStatus')),
  },
  {
    name: 'a status page in XML only',
    breaks: ids('86'),
    server: {
      request: (request) =>
        statusPage(request)
          ? { ...request, headers: { ...request.headers, accept: '*/*' } }
          : request,
    },
  },
  {
    name: 'a preparation never fails',
    breaks: ids('90'),
    server: responseText(statusPage, (body) => body.replace('FAILED', 'PROCESSING')),
  },
  {
    name: 'a download never becomes READY',
    breaks: ids('87'),
    mayBreak: ids('89'),
    server: responseText(statusPage, (body) =>
      body
        .replace('READY', 'PROCESSING')
        .replace(/<downloadURL>.*<\/downloadURL>/, '')
        .replace(/,"downloadURL":"[^"]*"/, ''),
    ),
  },
  {
    name: '410 for a download that does not exist',
    breaks: ids('91'),
    server: statusBecomes(404, 410, statusPage),
  },
  {
    name: 'audio/mpeg for mpeg/audio',
    breaks: ids('93 70'),
    server: responseHeader(
      'content-type',
      'audio/mpeg',
      ({ headers }) => headers['content-type'] === 'mpeg/audio',
    ),
  },
  {
    name: 'an EPUB as application/octet-stream',
    breaks: ids('94'),
    server: responseHeader(
      'content-type',
      'application/octet-stream',
      ({ headers }) => headers['content-type'] === 'application/epub+zip',
    ),
  },
  {
    name: 'the file requires a token',
    breaks: ids('92 getFile-ok'),
    mayBreak: ids('70'),
    server: refusesWith((request) => file(request) && !hasToken(request), 401, UNAUTHORIZED),
  },
  {
    name: 'a file without a name',
    breaks: ids('95'),
    server: responseHeader(
      'content-disposition',
      'attachment; filename="download"',
      ({ headers }) => headers['content-disposition'] !== undefined,
    ),
  },
  {
    name: 'other file names in a ZIP',
    breaks: ids('96'),
    server: responseText(file, (body) => body.replaceAll('avsnitt_', 'chapter_')),
  },
  {
    name: 'a sample is served for every title',
    breaks: ids('97 98'),
    server: responseWhere(
      (response, request) => response.status === 400 && sample(request),
      () => redirect,
    ),
  },
  {
    name: 'raw content is served to every client',
    breaks: ids('99 68'),
    server: ignoresRight(raw),
  },
  {
    name: 'library content is served to every client',
    breaks: ids('69'),
    server: ignoresRight(library),
  },
  {
    name: '400 for raw content without the right',
    breaks: ids('68'),
    server: responseWhere(
      (response, request) => raw(request) && response.body.includes('"NOT_ALLOWED"'),
      () => ({ status: 400 }),
    ),
  },
  {
    name: 'a sample only after an order',
    breaks: ids('236'),
    server: sampleAfterOrder(),
  },
];
