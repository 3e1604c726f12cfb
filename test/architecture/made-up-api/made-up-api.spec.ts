import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { runConformance } from '../../../src/cli/conformance-sandbox.js';
import { readOptions } from '../../../src/conformance/runner/configuration/read-options.js';
import { orderOperations } from '../../../src/apis/edu-v-order/operations.js';
import { suites } from '../../../src/conformance/suites/index.js';
import { Operations, operationKey } from '../../../src/platform/api/operations.js';
import { roles as realRoles } from '../../../src/roles/index.js';
import { anOrder } from '../../support/builders.js';
import { testServer, TestServer } from '../../support/test-server.js';
import { PartnerServer } from '../../support/partner-server.js';
import { loanApi } from './api.js';
import { lender } from './lender.module.js';
import { loanSuite } from './suite.js';

const roles = [...realRoles, lender];
const server = testServer({}, roles);
const path = '/lender/v1/orders';
const aLoan = { id: 'L-7', days: 14 };

interface Result {
  id: string;
  verdict: string;
  held: number;
}

const tokenOf = async (client = 'demo') => {
  const { body } = await server.http
    .post('/lender/token')
    .type('form')
    .send({
      grant_type: 'client_credentials',
      client_id: client,
      client_secret: `${client}-secret`,
    });
  return (body as { access_token: string }).access_token;
};
const put = async (loan: object) => server.put(path, loan, await tokenOf());
const documentOf = async (name: string, target: TestServer = server) =>
  (await target.http.get(`/docs/${name}.json`)).body as OpenAPIObject;
const results = async (party: string) => {
  const { requirements } = await server.control<{ requirements: Result[] }>(
    'get',
    `conformance?party=${party}`,
  );
  return requirements;
};
const idsOf = async (party: string, verdict: string) =>
  (await results(party)).filter((result) => result.verdict === verdict).map(({ id }) => id);

beforeEach(async () => {
  await server.control('post', 'reset');
  await server.control('delete', 'conformance');
});

describe('an API that is registered with its role', () => {
  it('is served under its base path', async () => {
    expect((await put(aLoan)).status).toBe(202);
    expect(await server.state('loans', 'L-7')).toEqual(aLoan);
  });

  it('answers 401 without a token or without the scope', async () => {
    expect((await server.put(path, aLoan, null)).status).toBe(401);
    expect((await server.put(path, aLoan, await tokenOf('demo-visitor'))).status).toBe(401);
  });

  it('answers 405 to another method', async () => {
    const { status, headers } = await server.http.post(path);
    expect([status, headers['allow']]).toEqual([405, 'PUT']);
  });

  it('has an OpenAPI document', async () => {
    const { paths } = await documentOf('lender');
    expect(paths['/orders']?.put?.operationId).toBe('acceptOrder');
  });

  it('has its requirements in the catalogue', async () => {
    const { body } = await server.http.get('/_sandbox/requirements');
    const { items } = body as { items: { id: string; contract: string }[] };
    expect(items.filter(({ contract }) => contract === loanApi.name).map(({ id }) => id)).toEqual([
      'LEND-01', 'LEND-02', 'LEND-03', 'LEND-acceptOrder-ok', 'LEND-acceptOrder-schema',
      'LEND-acceptOrder-token', 'LEND-acceptOrder-scope', 'LEND-acceptOrder-method',
    ]); // prettier-ignore
  });

  it('has its collection in the document of the control API', async () => {
    const { paths } = await documentOf('control');
    const parameters = paths['/_sandbox/workspaces/{ws}/state/{collection}']?.get?.parameters;
    const collections = JSON.stringify(parameters);
    expect(collections).toContain('"loans"');
    expect(collections).toContain('"creditorders"');
  });

  it('is on the page Start of the dashboard', async () => {
    const { body } = await server.http.get('/docs/dashboard/start.json');
    expect(body).toMatchObject({
      roles: expect.arrayContaining([expect.objectContaining({ name: 'lender' })]),
      collections: expect.arrayContaining([{ name: 'loans', title: 'Loans' }]),
    });
  });

  it('records a finding for a message that violates its schema', async () => {
    expect((await put({ id: 'L-8', days: 'many' })).status).toBe(400);
    const exchange = await server.lastExchange('role=lender&operation=acceptOrder');
    expect(exchange?.findings.map(({ requirement }) => requirement)).toEqual(['LEND-01']);
    expect(await idsOf('borrower', 'fail')).toEqual(['LEND-01']);
  });

  it('passes the requirements that a valid message shows', async () => {
    await put(aLoan);
    expect(await idsOf('borrower', 'pass')).toEqual(['LEND-01', 'LEND-02', 'LEND-03']);
  });

  it('is tested by the runner', async () => {
    const options = readOptions(
      { role: 'lender', target: `${server.url}/lender/v1`, tokenUrl: `${server.url}/lender/token` },
      roles,
    );
    const visitor = { clientId: 'demo-visitor', clientSecret: 'demo-visitor-secret' };
    const report = await runConformance(
      { ...options, clients: { visitor }, listen: { host: '127.0.0.1', port: 0 } },
      undefined,
      { roles, suites: [...suites, loanSuite] },
    );
    expect(report.requirements.map(({ id, verdict }) => [id, verdict])).toEqual(
      ['ok', 'schema', 'token', 'scope', 'method'].map((suffix) => [
        `LEND-acceptOrder-${suffix}`,
        'pass',
      ]),
    );
  });

  it('has the token path of its family under the target of a run', () => {
    const { tokenUrl } = readOptions({ role: 'lender', target: 'http://partner.test/v1' }, roles);
    expect(tokenUrl).toBe('http://partner.test/v1/token');
  });
});

describe('two APIs with an operation of the same name', () => {
  const lenderServer = new PartnerServer();
  const ordersysteem = new PartnerServer();
  beforeAll(() => Promise.all([lenderServer.start(), ordersysteem.start()]));
  afterAll(() => Promise.all([lenderServer.stop(), ordersysteem.stop()]));

  it('each serve it with their own schema', async () => {
    const order = anOrder();
    const token = await server.token('ordersysteem');
    expect((await server.put('/ordersysteem/v1/orders', order, token)).status).toBe(202);
    expect((await server.put('/ordersysteem/v1/orders', aLoan, token)).status).toBe(400);
    expect((await put(order)).status).toBe(400);
  });

  it('serve the root path as the first of them', async () => {
    expect((await server.put('/orders', anOrder(), await server.token(''))).status).toBe(202);
  });

  it('are checked by their own requirements', async () => {
    await put(aLoan);
    const unaffected = await results('bestelomgeving');
    expect(unaffected.filter(({ held: count }) => count > 0)).toEqual([]);
    await server.put('/ordersysteem/v1/orders', anOrder());
    expect(await idsOf('bestelomgeving', 'pass')).not.toEqual([]);
    expect((await results('borrower')).map(({ held: count }) => count)).toEqual([1, 1, 1]);
  });

  it('send it to their own partner and check its response by their own requirements', async () => {
    lenderServer.reset();
    ordersysteem.reset();
    await server.control('put', 'partners/lender', { baseUrl: lenderServer.url });
    await server.control('put', 'partners/ordersysteem', { baseUrl: ordersysteem.url });
    lenderServer.responses = [202];
    ordersysteem.responses = [422];
    await server.control('post', 'state/loans', aLoan);
    await server.control('post', 'state/orders', anOrder({ purchaseOrderId: 'PO-SAME-NAME' }));
    const [loan] = await lenderServer.waitForMessages(1);
    const [order] = await ordersysteem.waitForMessages(1);
    expect([loan?.path, loan?.body]).toEqual(['/orders', aLoan]);
    expect([order?.path, order?.body['purchaseOrderId']]).toEqual(['/orders', 'PO-SAME-NAME']);
    await server.advance('PT1S');
    const messages = await server.outbox();
    expect(messages.map(({ operation, to, state }) => [operation, to, state])).toEqual([
      ['acceptOrder', 'ordersysteem', 'refused'],
      ['acceptOrder', 'lender', 'sent'],
    ]);
    expect(await idsOf('lender', 'pass')).toEqual(['LEND-acceptOrder-ok']);
    expect(await idsOf('ordersysteem', 'pass')).not.toContain('EDUV-ORDER-acceptOrder-ok');
    await server.control('delete', 'partners/lender');
    await server.control('delete', 'partners/ordersysteem');
  });

  it('are distinguished by their key, or by the receiving role in a row with a name only', () => {
    const operations = new Operations(roles);
    const bothOperations = [orderOperations.acceptOrder, loanApi.operations.acceptOrder];
    for (const operation of bothOperations) {
      const { name, servedBy, api } = operation;
      expect(operations.find(api.name, name)).toBe(operation);
      expect(operations.findStored(operationKey(operation), servedBy)).toBe(operation);
      expect(operations.findStored(name, servedBy)).toBe(operation);
    }
  });
});

describe('a server with only that API', () => {
  const oneRole = new TestServer({}, [lender]);
  beforeAll(() => oneRole.start());
  afterAll(() => oneRole.remove());

  it('has only its names and examples in the document of the control API', async () => {
    const text = JSON.stringify(await documentOf('control', oneRole));
    expect(text).toContain('"example":"/lender/v1/orders"');
    expect(text).not.toMatch(/\{\{|creditorders|ordersysteem|"enum":\[\]/);
  });
});
