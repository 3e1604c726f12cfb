import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { roles } from '../../src/roles/index.js';
import { operationsIn, validatorsFor, type OpenApiDocument } from '../support/openapi.js';
import { TestServer } from '../support/test-server.js';

const root = join(import.meta.dirname, '../..');
const newman = join(root, 'node_modules/newman/bin/newman.js');
const names = [...roles.map(({ name }) => name), 'control'];

interface Event {
  listen: string;
  script: { type: string; exec: string[] };
}

interface Item {
  name: string;
  event?: Event[];
  item?: Item[];
  request?: { method: string; url: { raw: string; path: string[] } };
}

interface Collection {
  item: Item[];
  variable: { key: string; value: string }[];
}

interface Execution {
  cursor: { ref: string };
  item: { name: string; request: { method: string; url: { host: string[]; path: string[] } } };
  response?: {
    code: number;
    header: { key: string; value: string }[];
    stream: { data: number[] };
  };
}

interface Report {
  run: {
    failures: { source: { name: string }; error: { message: string } }[];
    executions: Execution[];
  };
}

const readCollection = (name: string): Collection =>
  JSON.parse(readFileSync(join(root, `openapi/postman/${name}.json`), 'utf8')) as Collection;
const readDocument = (name: string): OpenApiDocument =>
  parse(readFileSync(join(root, `openapi/${name}.yaml`), 'utf8')) as OpenApiDocument;
const requestsOf = ({ item = [], ...one }: Item | Collection): Item[] => [
  ...('request' in one ? [one] : []),
  ...item.flatMap(requestsOf),
];

/** Runs a collection with Newman on a new server, and returns the status of each request and the failures. */
async function run(collection: Collection, iterations = 1) {
  const server = new TestServer();
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-collection-'));
  try {
    await server.start();
    const [file, report] = [join(folder, 'collection.json'), join(folder, 'report.json')];
    writeFileSync(file, JSON.stringify(collection));
    const base = collection.variable.find(({ key }) => key === 'baseUrl')!.value;
    const url = base.replace('http://127.0.0.1:4010', server.url);
    const options = ['--reporters', 'json', '--reporter-json-export', report];
    const values = ['--env-var', `baseUrl=${url}`, '--iteration-count', String(iterations)];
    // Newman ends with 1 if a request failed; the report has the failures.
    await new Promise((resolve) => {
      execFile(process.execPath, [newman, 'run', file, ...options, ...values], resolve);
    });
    const { failures, executions } = (JSON.parse(readFileSync(report, 'utf8')) as Report).run;
    return {
      failures: failures.map(({ source, error }) => `${source.name}: ${error.message}`),
      // A request of a script has an entry too, under the cursor of its item; the response of the item is the last one.
      executions: [
        ...new Map(executions.map((execution) => [execution.cursor.ref, execution])).values(),
      ],
    };
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true });
  }
}

/** Names of the executed requests; a request that repeats itself counts once. */
const namesOf = (executions: Execution[]) =>
  executions.map(({ item }) => item.name).filter((name, index, all) => name !== all[index - 1]);
const statusesOf = (executions: Execution[]) => executions.map(({ response }) => response?.code);

/** Responses that the document does not describe: another status, media type or schema. */
function undescribed(name: string, executions: Execution[]): object[] {
  const document = readDocument(name);
  const validatorOf = validatorsFor(document);
  return executions.flatMap(({ item: { request }, response }) => {
    const path = `/${request.url.path.join('/').replaceAll(/:(\w+)/g, '{$1}')}`;
    if (!response || request.url.host[0] !== '{{baseUrl}}') return [];
    const operation = document.paths[path]?.[request.method.toLowerCase()];
    const documented = operation?.responses[response.code];
    const text = Buffer.from(response.stream.data).toString();
    const given = response.header.find(({ key }) => key.toLowerCase() === 'content-type')?.value;
    const [, body] =
      Object.entries(documented?.content ?? {}).find(([mediaType]) =>
        ['*/*', given?.split(';')[0]].includes(mediaType.split(';')[0]),
      ) ?? [];
    const place = { operation: operation?.operationId, status: response.code, given };
    if (!documented) return [place];
    if (text === '') return documented.content ? [place] : [];
    if (!body?.schema) return [place];
    if (body.schema.type === 'string') return [];
    const validate = validatorOf(body.schema);
    return validate(JSON.parse(text)) ? [] : [{ ...place, errors: validate.errors }];
  });
}

/** A copy with only the folder of that name, and a script after its first request. */
function withScriptAfterFirst(collection: Collection, folder: string, exec: string): Collection {
  const item = collection.item.filter(({ name }) => !name.startsWith('Tokens'));
  const [first] = item.find(({ name }) => name === folder)?.item ?? [];
  first?.event?.push({ listen: 'test', script: { type: 'text/javascript', exec: [exec] } });
  return { ...collection, item };
}

describe.each(names)('the Postman collection of %s', (name) => {
  it('calls every operation that the role serves', () => {
    const served = operationsIn(readDocument(name))
      .filter(({ responses }) => Object.keys(responses).length > 1)
      // A stream never ends.
      .filter(({ operationId }) => operationId !== 'streamExchanges')
      .map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
    const called = requestsOf(readCollection(name))
      .map(({ request }) => request!)
      .filter(({ url }) => url.raw.startsWith('{{baseUrl}}'))
      .map(({ method, url }) => `${method} /${url.path.join('/')}`);
    expect([...new Set(called)].toSorted()).toEqual(served.toSorted());
  });
});

it.concurrent.each(names)(
  'the Postman collection of %s runs twice on a new sandbox: each request succeeds, with a response that the document describes',
  async (name) => {
    const { failures, executions } = await run(readCollection(name), 2);
    expect(failures).toEqual([]);
    const once = requestsOf(readCollection(name)).map((item) => item.name);
    expect(namesOf(executions)).toEqual([...once, ...once]);
    expect(statusesOf(executions).filter((status = 500) => status >= 400)).toEqual([]);
    expect(undescribed(name, executions)).toEqual([]);
  },
);

describe('a Postman collection', () => {
  const role = 'Bestelomgeving leermiddelen';
  const set = (token: string, expires: number) =>
    `pm.collectionVariables.set('token', '${token}'); pm.collectionVariables.set('tokenExpires', '${expires}');`;
  const later = Date.now() + 3_600_000;

  it('fetches another token when the last one has expired', async () => {
    const changed = withScriptAfterFirst(readCollection('bestelomgeving'), role, set('old', 1));
    expect(await run(changed)).toMatchObject({ failures: [] });
  });

  it('fetches another token after a token was refused, and reports the refusal', async () => {
    const changed = withScriptAfterFirst(readCollection('bestelomgeving'), role, set('bad', later));
    const { failures, executions } = await run(changed);
    expect(statusesOf(executions)).toEqual([202, 202, 202, 202, 401, 202, 200, 200, 200, 200]);
    expect(failures).toEqual([expect.stringMatching(/^Confirm a credit order: .*expected 401/)]);
  });

  it('does not use the token of an earlier sandbox', async () => {
    const collection = readCollection('ordersysteem');
    const variable = collection.variable.map(({ key, value }) => ({
      key,
      value: { token: 'earlier', tokenExpires: String(later) }[key] ?? value,
    }));
    expect(await run({ ...collection, variable })).toMatchObject({ failures: [] });
  });
});
