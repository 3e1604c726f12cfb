import { mutantsOf, type Mutant } from './bench.js';
import { answered, bodyOf, header, refused, statusBecomes, text } from './changes.js';
import { content, file, ids, library, orders, raw, said, sample, statusPage } from './dds-calls.js';
import { dds } from './subjects.js';
import type { Answer, Call } from './proxy.js';

const NONE = { message: 'Unauthorized' };
const isFound = (answer: Answer, call: Call): boolean => answer.status === 302 && content(call);
const hasToken = ({ headers }: Call): boolean => headers.authorization !== undefined;
const toPage = { status: 302, body: '', headers: { location: '/dds/download/1/status' } };
const byRight = (on: (call: Call) => boolean) =>
  answered(
    (answer, call) => on(call) && answer.body.includes('"NOT_ALLOWED"'),
    () => toPage,
  );

/** Every download of a fulfilment is its first. */
function oneDownload() {
  const first = new Map<string, Answer['headers']>();
  return answered(isFound, ({ headers }, { path }) => {
    first.set(path, first.get(path) ?? headers);
    return { headers: { ...headers, location: first.get(path)?.['location'] } };
  });
}

/** What was ordered without names can be had once. */
function onceOnly() {
  const plain = new Map<string, number>();
  return {
    answer: (answer: Answer, call: Call): Answer => {
      if (orders(call) && answer.status === 201 && said(call)['firstname'] === undefined)
        plain.set(new URL(String(answer.headers['location'])).pathname, 0);
      const times = plain.get(call.path);
      if (!content(call) || times === undefined) return answer;
      plain.set(call.path, times + 1);
      const gone = { ...answer, status: 404, headers: {}, body: '{"message":"Gone"}' };
      return times === 0 ? answer : gone;
    },
  };
}

const mutants: Mutant[] = [
  {
    name: '303 for 302',
    breaks: ids('getContent-ok'),
    also: ids('37 42 76 79 80 160'),
    server: answered(isFound, () => ({ status: 303 })),
  },
  {
    name: 'no Location of a download',
    breaks: ids('71 79'),
    server: answered(isFound, ({ headers }) => ({ headers: { ...headers, location: undefined } })),
  },
  {
    name: 'a body in a 302',
    breaks: ids('72'),
    server: answered(isFound, () => ({ body: '<html></html>' })),
  },
  {
    name: 'an audiobook is not asked which',
    breaks: ids('73 77'),
    server: answered(
      (answer, call) => answer.status === 300 && content(call),
      () => toPage,
    ),
  },
  { name: 'the choices are no JSON', breaks: ids('74 75'), server: bodyOf(300, () => 'several') },
  {
    name: 'the choices are a list of texts',
    breaks: ids('75'),
    server: bodyOf(300, () => '{"choices":["audio/mpeg"]}'),
  },
  {
    name: 'a choice is refused',
    breaks: ids('76'),
    server: answered(
      (answer, call) => isFound(answer, call) && call.path.includes('bitrate='),
      () => ({ status: 400, headers: {}, body: '{"message":"no such file"}' }),
    ),
    also: ids('160'),
  },
  { name: 'one download for all calls', breaks: ids('78 79'), server: oneDownload() },
  { name: 'content can be had once', breaks: ids('80'), server: onceOnly() },
  {
    name: 'content of others is given away',
    breaks: ids('81 82'),
    server: answered(
      (answer, call) => answer.status === 404 && content(call),
      () => toPage,
    ),
  },
  {
    name: 'capitals in a status',
    breaks: ids('84'),
    also: ids('87 89 90 getDownloadStatus-answer'),
    server: text(statusPage, (body) => body.replace('READY', 'Ready')),
  },
  {
    name: 'READY without a link',
    breaks: ids('88'),
    server: text(statusPage, (body) =>
      body.replace(/<downloadURL>.*<\/downloadURL>/, '').replace(/,"downloadURL":"[^"]*"/, ''),
    ),
  },
  {
    name: 'PROCESSING with a link',
    breaks: ids('89'),
    server: text(statusPage, (body) =>
      body.replace(
        '<status>PROCESSING</status>',
        '<status>PROCESSING</status><downloadURL>http://127.0.0.1/1</downloadURL>',
      ),
    ),
  },
  {
    name: 'a status page for who has a token',
    breaks: ids('83 getDownloadStatus-ok'),
    also: ids('87 90 91'),
    server: refused((call) => statusPage(call) && !hasToken(call), 401, NONE),
  },
  {
    name: 'another root of a status page',
    breaks: ids('85'),
    server: text(statusPage, (body) => body.replaceAll('downloadStatus', 'DownloadStatus')),
  },
  {
    name: 'a status page in XML only',
    breaks: ids('86'),
    server: {
      call: (call) =>
        statusPage(call) ? { ...call, headers: { ...call.headers, accept: '*/*' } } : call,
    },
  },
  {
    name: 'a preparation never fails',
    breaks: ids('90'),
    server: text(statusPage, (body) => body.replace('FAILED', 'PROCESSING')),
  },
  {
    name: 'nothing gets ready',
    breaks: ids('87'),
    also: ids('89'),
    server: text(statusPage, (body) =>
      body
        .replace('READY', 'PROCESSING')
        .replace(/<downloadURL>.*<\/downloadURL>/, '')
        .replace(/,"downloadURL":"[^"]*"/, ''),
    ),
  },
  {
    name: '410 for a download that there is not',
    breaks: ids('91'),
    server: statusBecomes(404, 410, statusPage),
  },
  {
    name: 'audio/mpeg for mpeg/audio',
    breaks: ids('93 70'),
    server: header(
      'content-type',
      'audio/mpeg',
      ({ headers }) => headers['content-type'] === 'mpeg/audio',
    ),
  },
  {
    name: 'an EPUB as bytes',
    breaks: ids('94'),
    server: header(
      'content-type',
      'application/octet-stream',
      ({ headers }) => headers['content-type'] === 'application/epub+zip',
    ),
  },
  {
    name: 'a file for who has a token',
    breaks: ids('92 getFile-ok'),
    also: ids('70'),
    server: refused((call) => file(call) && !hasToken(call), 401, NONE),
  },
  {
    name: 'a file without a name',
    breaks: ids('95'),
    server: header(
      'content-disposition',
      'attachment; filename="download"',
      ({ headers }) => headers['content-disposition'] !== undefined,
    ),
  },
  {
    name: 'another name in a zip',
    breaks: ids('96'),
    server: text(file, (body) => body.replaceAll('avsnitt_', 'chapter_')),
  },
  {
    name: 'samples of everything',
    breaks: ids('97 98'),
    server: answered(
      (answer, call) => answer.status === 400 && sample(call),
      () => toPage,
    ),
  },
  { name: 'raw content for everybody', breaks: ids('99 68'), server: byRight(raw) },
  { name: 'library content for everybody', breaks: ids('69'), server: byRight(library) },
  {
    name: '400 for raw content without the right',
    breaks: ids('68'),
    server: answered(
      (answer, call) => raw(call) && answer.body.includes('"NOT_ALLOWED"'),
      () => ({ status: 400 }),
    ),
  },
];

mutantsOf(dds, mutants);
