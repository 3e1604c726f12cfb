import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import type { Operation } from '../../src/platform/api/operation.js';
import { roles } from '../../src/roles/index.js';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
});

interface Example {
  operation: string;
  role: string;
  parameters: { name: string; value: string }[];
  body?: unknown;
  needs?: string;
}

interface ListedOperation {
  operationId: string;
  method: string;
  path: string;
  servedBy: string;
  served: boolean;
  public: boolean;
  legacy: boolean;
  audience?: string;
  mediaType?: string;
  accept?: string;
  parameters: { name: string; in: string }[];
}

const successes = new Map(
  roles
    .flatMap(({ apis }) => apis)
    .flatMap((api): Operation[] => Object.values(api.operations))
    .map(({ name, successStatus }) => [name, successStatus]),
);

async function operations(): Promise<ListedOperation[]> {
  const { body } = await server.http.get('/_sandbox/apis');
  const { apis } = body as { apis: { operations: ListedOperation[] }[] };
  // The older platform has tickets instead of tokens.
  return apis.flatMap((api) => api.operations).filter(({ served, legacy }) => served && !legacy);
}

async function tokenFor({ servedBy, audience }: ListedOperation): Promise<string> {
  if (audience === undefined) return workspace.token(servedBy);
  const client_id = workspace.clientId();
  const form = {
    grant_type: 'client_credentials',
    client_id,
    client_secret: `${client_id}-secret`,
  };
  const { body } = await server.http.post('/bokbasen/oauth/token').send({ ...form, audience });
  return (body as { access_token: string }).access_token;
}

const exampleOf = ({ servedBy, operationId }: ListedOperation): Promise<Example> =>
  workspace.control<Example>('get', `examples/${servedBy}/${operationId}`);

async function send(operation: ListedOperation, example: Example): Promise<Response> {
  const { method, mediaType, accept } = operation;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(example.parameters.find((one) => one.name === name)?.value ?? ''),
  );
  const query = example.parameters.filter(
    ({ name, value }) =>
      value !== '' && operation.parameters.some((one) => one.name === name && one.in === 'query'),
  );
  const request = server.http[method.toLowerCase() as 'get' | 'put' | 'post'](path)
    .query(Object.fromEntries(query.map(({ name, value }) => [name, value])))
    .redirects(0);
  if (!operation.public) void request.set('authorization', `Bearer ${await tokenFor(operation)}`);
  if (accept !== undefined) void request.set('accept', accept);
  if (mediaType === undefined) return request;
  const { body } = example;
  return request
    .set('content-type', mediaType)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Sends the example of each operation in turn, and returns the status and the need of each. */
async function sendAll(): Promise<Map<string, [status: number, needs: string | undefined]>> {
  const results = new Map<string, [number, string | undefined]>();
  for (const operation of await operations()) {
    const example = await exampleOf(operation);
    const { status } = await send(operation, example);
    results.set(operation.operationId, [status, example.needs]);
    await workspace.advance('PT1M');
  }
  return results;
}

describe('GET …/examples/{role}/{operation}', () => {
  it('answers a request that each operation accepts, once the workspace has what it refers to', async () => {
    await sendAll();
    const results = await sendAll();
    const expected = [...results.keys()].map((name) => [name, [successes.get(name), undefined]]);
    expect([...results]).toEqual(expected);
  });

  it('names the operation to call first in an empty workspace, and only then is the request refused', async () => {
    const results: [string, number, string | undefined][] = [];
    for (const operation of await operations()) {
      workspace = await server.workspace();
      const example = await exampleOf(operation);
      const { status } = await send(operation, example);
      const isRefused = status !== successes.get(operation.operationId);
      if (isRefused || example.needs !== undefined)
        results.push([operation.operationId, status, example.needs]);
    }
    expect(results).toEqual([
      // Accepted, and declined in its confirmation.
      ['acceptCreditOrder', 202, 'acceptOrder'],
      ['confirmOrder', 400, 'acceptOrder'],
      ['confirmCreditOrder', 400, 'acceptCreditOrder'],
      ['getDownloadStatus', 404, 'getSample'],
      ['getFile', 404, 'getDownloadStatus'],
    ]);
  });

  it('answers requests without findings', async () => {
    const example = await workspace.control<Example>('get', 'examples/ordersysteem/acceptOrder');
    await workspace.put('/ordersysteem/orders', example.body);
    await workspace.advance('PT1M');
    // The next messages wait, so that the example of a confirmation changes an order.
    await workspace.control('put', 'settings', { decide: 'manual' });
    await sendAll();
    const sent = (await workspace.exchanges('direction=inbound')).filter(
      ({ peer, operation }) => peer === 'partner' && successes.has(operation ?? ''),
    );
    const found = sent.flatMap(({ operation, findings }) =>
      findings.map(({ requirement, pointer }) => [operation, requirement, pointer]),
    );
    expect(found).toEqual([]);
  });

  it('credits a line of an approved order, and follows the clock of the workspace', async () => {
    const order = await workspace.control<Example>('get', 'examples/ordersysteem/acceptOrder');
    const { purchaseOrderId } = order.body as { purchaseOrderId: string };
    expect(order).toEqual({
      operation: 'acceptOrder',
      role: 'ordersysteem',
      parameters: [],
      body: expect.objectContaining({ deliveryDate: '2026-10-01' }),
    });
    await workspace.put('/ordersysteem/orders', order.body);
    await workspace.advance('PT1M');
    const credit = await workspace.control<Example>(
      'get',
      'examples/ordersysteem/acceptCreditOrder',
    );
    expect(credit.body).toEqual({
      requestReferenceId: expect.any(String),
      purchaseOrderId,
      salesOrderId: expect.any(String),
      orderLines: [{ purchaseOrderLineId: '10', productId: '9789000000017', quantity: 30 }],
    });
  });

  it('has nothing of another workspace', async () => {
    await workspace.put('/ordersysteem/orders', anOrder());
    const other = await server.workspace();
    const credit = await other.control<Example>('get', 'examples/bestelomgeving/confirmOrder');
    expect(credit.needs).toBe('acceptOrder');
  });

  it.each([
    ['ordersysteem', 'confirmOrder'],
    ['ordersysteem', 'constructor'],
    ['nobody', 'acceptOrder'],
  ])('answers 404 for %s %s, which no served role serves', async (role, operation) => {
    const response = await workspace.tryControl('get', `examples/${role}/${operation}`);
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      404,
      `No served role ${role} serves an operation ${operation}; GET /_sandbox/apis lists them`,
    ]);
  });
});

describe('GET /_sandbox/apis', () => {
  it('lists for each operation who sends what to whom', async () => {
    const { body } = await server.http.get('/_sandbox/apis');
    const { apis, roles: listed } = body as {
      apis: { name: string; operations: ListedOperation[]; collections: object[] }[];
      roles: { name: string }[];
    };
    expect(apis.map(({ name }) => name)).toEqual([
      'edu-v-order',
      'edu-v-delivery',
      'bokbasen-orders',
      'bokbasen-dds',
    ]);
    expect(listed.map(({ name }) => name)).toEqual(roles.map(({ name }) => name));
    expect(apis[0]?.operations[0]).toEqual({
      operationId: 'acceptOrder',
      summary: 'Order learning materials',
      method: 'PUT',
      path: '/ordersysteem/v1/orders',
      servedBy: 'ordersysteem',
      served: true,
      callers: ['bestelomgeving'],
      mediaType: 'application/json',
      needsBody: true,
      public: false,
      legacy: false,
      scopes: ['eduv.order'],
      parameters: [],
    });
    expect(apis[1]?.operations[1]?.parameters[0]).toEqual({
      name: 'orgMasterId',
      in: 'query',
      required: false,
      description: expect.any(String),
    });
    expect(apis[2]?.operations[0]).toMatchObject({
      path: '/bokbasen/orders/v1',
      callers: ['buyer'],
      mediaType: 'application/xml',
      audience: 'https://api.bokbasen.io/orders/',
    });
    expect(apis[0]?.collections).toEqual([
      {
        name: 'orders',
        description: expect.any(String),
        idField: 'requestReferenceId',
        statusFields: ['orderStatus', 'creditOrderStatus'],
      },
      expect.objectContaining({ name: 'creditorders' }),
    ]);
  });
});

describe('GET /_sandbox/apis of a server with one role', () => {
  const single = testServer({ ROLES: 'ordersysteem' });

  it('names the roles that a partner plays', async () => {
    const { body } = await single.http.get('/_sandbox/apis');
    const { apis, roles: listed } = body as {
      apis: { name: string; operations: ListedOperation[] }[];
      roles: object[];
    };
    expect(listed).toEqual([
      {
        name: 'ordersysteem',
        title: 'Ordersysteem leermiddelen',
        family: 'edu-v',
        served: true,
        basePath: '/ordersysteem',
        tokenPath: '/ordersysteem/oauth2/token',
        document: '/docs/ordersysteem.json',
        apis: ['edu-v-order'],
      },
      expect.objectContaining({ name: 'bestelomgeving', served: false }),
    ]);
    const served = apis.flatMap(({ operations: all }) => all.filter((one) => one.served));
    expect(served.map(({ operationId }) => operationId)).toEqual([
      'acceptOrder',
      'acceptCreditOrder',
    ]);
  });
});
