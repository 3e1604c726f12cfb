import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deliveryExamples } from '../../src/apis/edu-v-delivery/examples.js';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import { ddsExamples } from '../../src/apis/bokbasen-dds/examples.js';
import { bokbasenOrderExamples } from '../../src/apis/bokbasen-orders/examples.js';
import { testServer } from '../support/test-server.js';
import { temporaryFolder } from '../support/command-process.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const server = testServer();
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A call of an operation, with arguments that its types must accept. */
interface Call {
  document: string;
  method: string;
  path: string;
  operation: string;
  pathParameters?: Record<string, string>;
  query?: object;
  body?: object;
  status: number;
}

const calls: Call[] = [
  {
    document: 'ordersysteem',
    method: 'PUT',
    path: '/orders',
    operation: 'acceptOrder',
    body: orderExamples.order,
    status: 202,
  },
  {
    document: 'bestelomgeving',
    method: 'GET',
    path: '/deliveryorders/school',
    operation: 'getDeliveryOrdersForSchool',
    query: { orgMasterId: '104A158', status: 'processed' },
    status: 200,
  },
  {
    document: 'aanspraakmanager',
    method: 'PUT',
    path: '/deliveryorders',
    operation: 'acceptDeliveryOrder',
    body: deliveryExamples.request,
    status: 202,
  },
  {
    document: 'bokbasen-orders',
    method: 'POST',
    path: '/orders/v1/{id}/lines/{lineId}',
    operation: 'updateOrderLineStatus',
    pathParameters: { id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11', lineId: '1' },
    body: bokbasenOrderExamples.status,
    status: 200,
  },
  {
    document: 'dds',
    method: 'POST',
    path: '/dds/order/subscription/v1',
    operation: 'placeSubscriptionOrder',
    body: ddsExamples.subscription,
    status: 201,
  },
  {
    document: 'control',
    method: 'POST',
    path: '/_sandbox/workspaces/{ws}/orders/generate',
    operation: 'generateOrders',
    pathParameters: { ws: 'default' },
    body: { api: 'dds', count: 2 },
    status: 201,
  },
];

const bases: Record<string, string> = {
  'bokbasen-orders': '/bokbasen',
  dds: '/bokbasen',
  control: '',
};
const baseOf = ({ document }: Call) => `${server.url}${bases[document] ?? `/${document}`}`;
const text = (value: unknown) => JSON.stringify(value);
const listed = (values: unknown[]) => values.map((value) => `${text(value)}, `).join('');

/** The call in the form of each generator: an expression with the status of the response. */
const expressions: Record<string, (call: Call, headers: string) => string> = {
  'openapi-typescript': (call, headers) => {
    const { document, method, path, pathParameters, query, body } = call;
    const parameters = { ...(pathParameters && { path: pathParameters }), ...(query && { query }) };
    const options = { params: parameters, ...(body && { body }) };
    const client = `createClient<import('./openapi-typescript/${document}.js').paths>`;
    return `(await ${client}({ baseUrl: ${text(baseOf(call))}, headers: ${headers} })
      .${method}(${text(path)}, ${text(options)})).response.status`;
  },
  oazapfts: (call, headers) =>
    `(await (await import('./oazapfts/${call.document}.js')).${call.operation}(
      ${argumentsOf(call)}{ baseUrl: ${text(baseOf(call))}, headers: ${headers} })).status`,
  orval: (call, headers) =>
    `(await (await import('./orval/${call.document}.js')).${call.operation}(
      ${argumentsOf(call)}{ headers: ${headers} })).status`,
};

function argumentsOf({ pathParameters = {}, query, body }: Call): string {
  return listed([
    ...Object.values(pathParameters),
    ...(query ? [query] : []),
    ...(body ? [body] : []),
  ]);
}

/** Token of the demo client for the operations of a document. */
async function tokenFor(document: string): Promise<string> {
  if (document === 'control') return 'none';
  const audience = { 'bokbasen-orders': 'orders', dds: 'dds' }[document];
  const { body } = await server.http
    .post(audience ? '/bokbasen/oauth/token' : `/${document}/oauth2/token`)
    .type('form')
    .send({
      grant_type: 'client_credentials',
      client_id: 'demo',
      client_secret: 'demo-secret',
      ...(audience && { audience: `https://api.bokbasen.io/${audience}/` }),
    });
  return (body as { access_token: string }).access_token;
}

/** Program that makes every call with every client, and prints the statuses. */
async function program(): Promise<string> {
  const rows = calls.map(async (call) => {
    const headers = `{ authorization: 'Bearer ${await tokenFor(call.document)}' }`;
    return Object.entries(expressions).map(
      ([generator, expression]) =>
        `  ${text(`${generator} ${call.operation}`)}: ${expression(call, headers)},`,
    );
  });
  const lines = (await Promise.all(rows)).flat().join('\n');
  return `import createClient from 'openapi-fetch';\n\nconst statuses: Record<string, number> = {\n${lines}\n};\nconsole.log(JSON.stringify(statuses));\n`;
}

const tsconfig = {
  compilerOptions: {
    strict: true,
    module: 'NodeNext',
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
    outDir: 'compiled',
  },
};

beforeAll(async () => {
  await run(process.execPath, ['scripts/clients/generate.mjs', folder.path, server.url], {
    cwd: root,
  });
  writeFileSync(join(folder.path, 'package.json'), text({ type: 'module' }));
  writeFileSync(join(folder.path, 'tsconfig.json'), text(tsconfig));
  writeFileSync(join(folder.path, 'calls.ts'), await program());
}, 600_000);

it('the clients of three generators compile strictly, and a call succeeds for each document', async () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const compiled = await run(process.execPath, [tsc, '-p', folder.path]).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(compiled.stdout).toBe('');
  const { stdout } = await run(process.execPath, [join(folder.path, 'compiled/calls.js')]);
  const expected = calls.flatMap(({ operation, status }) =>
    Object.keys(expressions).map((generator) => [`${generator} ${operation}`, status]),
  );
  expect(JSON.parse(stdout)).toEqual(Object.fromEntries(expected));
}, 120_000);
