import { beforeAll, describe, expect, it } from '@jest/globals';
import { DdsClient, NODRM, legacyHeaders } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const STREAMING = '/bokbasen/reporting/streaming/v1';
const LOAN = '/bokbasen/reporting/loan/v1';
const post = (path: string, body: unknown) =>
  dds.call('post', path, { service: 'reporting', body });
const item = (difference: object = {}): object => ({
  isbn: '9788200100010',
  periodFrom: '2026-10',
  periodTo: '2026-10',
  productOwnerId: '9999',
  cost: { totalCost: 1000 },
  consumption: { total: 100 },
  ...difference,
});
const loan = (difference: object = {}): object => ({
  isbn: '9788200100010',
  model: 'PACKAGE',
  price: 49,
  date: '2026-11-21',
  ...difference,
});
const errorsOf = async (path: string, body: unknown) => {
  const response = await post(path, body);
  const { faults: errors } = response.body as { faults: Record<string, string>[] };
  return [response.status, errors.map((error) => [error['path'], error['seen']])];
};

beforeAll(() => server.freeze());

describe('POST /reporting/streaming/v1', () => {
  it('answers 204 without a body and stores the report as received', async () => {
    const report = {
      items: [
        item(),
        item({
          productOwnerId: 9999,
          productOwnerName: 'Forlaget',
          cost: { totalCost: 10.5, paidCost: 10, trialCost: 0.5 },
          consumption: { total: 3, paid: 2, trial: 1 },
          price: { ppu: 3.5, paidPpu: 5, trialPpu: 0.5 },
          currency: 'NOK',
          market: 'NO',
        }),
      ],
    };
    const { status, text } = await post(STREAMING, report);
    expect([status, text]).toEqual([204, '']);
    const { items } = await server.control<{ items: object[] }>('get', 'state/reports');
    expect(items).toEqual([
      {
        id: expect.any(String),
        kind: 'streaming',
        client: 'demo',
        reportedAt: '2026-09-01T08:00:00.000Z',
        report,
      },
    ]);
  });

  // prettier-ignore
  it.each<[string, object, string, string]>([
    ['no isbn',                     { isbn: undefined },           '/items/0/isbn',              'missing'],
    ['no periodFrom',               { periodFrom: undefined },     '/items/0/periodFrom',        'missing'],
    ['a day for a month',           { periodTo: '2026-10-01' },    '/items/0/periodTo',          '2026-10-01'],
    ['month 13',                    { periodTo: '2026-13' },       '/items/0/periodTo',          '2026-13'],
    ['no productOwnerId',           { productOwnerId: undefined }, '/items/0/productOwnerId',    'missing'],
    ['a productOwnerId of letters', { productOwnerId: 'x' },       '/items/0/productOwnerId',    'x'],
    ['no cost',                     { cost: undefined },           '/items/0/cost',              'missing'],
    ['no totalCost',                { cost: {} },                  '/items/0/cost/totalCost',    'missing'],
    ['no consumption.total',        { consumption: { paid: 1 } },  '/items/0/consumption/total', 'missing'],
  ])('answers 400 to %s', async (_, difference, path, seen) => {
    expect(await errorsOf(STREAMING, { items: [item(difference)] })).toEqual([400, [[path, seen]]]);
  });

  it('records a finding for a period that ends before it begins', async () => {
    await post(STREAMING, { items: [item({ periodTo: '2026-09' })] });
    expect(await dds.findings('reportStreaming')).toEqual([
      ['BOKB-DDS-10', '/items/0/periodTo', '2026-09'],
    ]);
  });

  it('reports a hundred errors of a million', async () => {
    for (const [path, body] of [
      [STREAMING, `{"items":[${Array.from({ length: 1_000_000 }, () => '{}').join(',')}]}`],
      [LOAN, `[${Array.from({ length: 1_000_000 }, () => '{}').join(',')}]`],
    ] as const)
      expect((await errorsOf(path, body))[1]).toHaveLength(100);
    const late = { items: [...Array.from({ length: 5000 }, () => item()), {}] };
    expect(await errorsOf(STREAMING, late)).toMatchObject([400, [['/items/5000/isbn', 'missing']]]);
  });

  it('accepts 6 MiB, answers 413 above it, and 403 to a token for another audience', async () => {
    const body = JSON.stringify({ items: [item()] });
    const MOST = 6 * 1024 * 1024;
    expect((await post(STREAMING, body + ' '.repeat(MOST - body.length))).status).toBe(204);
    expect((await post(STREAMING, body + ' '.repeat(MOST - body.length + 1))).status).toBe(413);
    expect((await dds.call('post', STREAMING, { body })).status).toBe(403);
  });
});

describe('POST /reporting/loan/v1', () => {
  it('accepts a list of loans and a single loan', async () => {
    for (const body of [[loan(), loan({ model: 'PAY_PER_LOAN', price: 12.5 })], loan(), []])
      expect((await post(LOAN, body)).status).toBe(204);
  });

  it('answers 400 with the path of every error', async () => {
    const list = [
      loan(),
      loan({ model: 'OTHER', price: '49' }),
      loan({ date: '21.11.2026', isbn: undefined }),
    ];
    expect(await errorsOf(LOAN, list)).toEqual([
      400,
      [
        ['/1/model', 'OTHER'],
        ['/1/price', 'string "49"'],
        ['/2/isbn', 'missing'],
        ['/2/date', '21.11.2026'],
      ],
    ]);
    expect(await errorsOf(LOAN, {})).toMatchObject([400, [['/isbn', 'missing'], {}, {}, {}]]);
  });
});

describe('POST /reporting/loan/tibi/v1', () => {
  it('accepts the body of /reporting/loan/v1, because its own body is not documented', async () => {
    expect((await post('/bokbasen/reporting/loan/tibi/v1', [loan()])).status).toBe(204);
  });
});

describe('the legacy reports', () => {
  it('accept streaming usage, and the reading of a title beyond the threshold', async () => {
    const headers = await legacyHeaders(server);
    const old = async (path: string, body: object) =>
      (await server.http.post(`/boknett/dds/usage/${path}`).set(headers).send(body)).status;
    expect(await old('streaming', { items: [item()] })).toBe(204);
    expect(await old('subscription/rvu', { resid: NODRM, dateTime: '2015-10-21' })).toBe(204);
    expect(await old('subscription/rvu', { resid: NODRM, dateTime: '2015-10' })).toBe(400);
    expect(await old('subscription/rvu', { dateTime: '2015-10-21' })).toBe(400);
    expect((await post('/bokbasen/dds/usage/subscription/rvu', {})).status).toBe(404);
  });
});
