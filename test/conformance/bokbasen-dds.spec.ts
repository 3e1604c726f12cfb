import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { ddsOperations } from '../../src/apis/bokbasen-dds/operations.js';
import { ddsRequirements } from '../../src/apis/bokbasen-dds/requirements.js';
import type { RequirementResult, ConformanceReport } from '../../src/conformance/reports/report.js';
import { AUDIO, CONSUMER, DdsClient, NODRM, ORDER, SDRM, anOrder } from '../support/dds-client.js';
import { FAULTY_JSON, violatedByResponse } from '../support/json-checks.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const BASE = '/bokbasen';
const SUBSCRIPTION = `${BASE}/dds/order/subscription/v1`;
const INVENTORY = `${BASE}/dds/inventory/v2`;
const ACCOUNT = `${BASE}/bokskya/account/v1`;
const SHELF = `${BASE}/bokskya/content/v1/${CONSUMER}`;
const STREAMING = `${BASE}/reporting/streaming/v1`;
const LOAN = `${BASE}/reporting/loan/v1`;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const FAILING = 'a0d10000-0000-4000-8000-0000000000f1';
const NAMES = { firstname: 'Ola', lastname: 'Nordmann' };
const AFTER = 'after=20260801000000';
const titleId = (number: number): string => `a0d10000-0000-4000-8000-00000000${1000 + number}`;

type Call = () => Promise<unknown>;
const order = (difference: object = {}, as = 'demo') =>
  dds.call('post', ORDER, { as, body: anOrder({ ...difference }) });
/** Orders with a changed text of its JSON. */
const jsonOrder = (change: (text: string) => string) =>
  dds.call('post', ORDER, { body: change(JSON.stringify(anOrder())) });
const subscribe = (body: object) =>
  dds.call('post', SUBSCRIPTION, { body: { resid: NODRM, ...body } });
const get = (path: string, headers: Record<string, string> = {}) =>
  dds.call('get', path, { headers });
const shelf = (headers: Record<string, string>) =>
  dds.call('get', SHELF, { service: 'bokskya', headers });
const item = (difference: object = {}) => ({
  isbn: `978${(count += 1)}`,
  periodFrom: '2026-10',
  periodTo: '2026-10',
  productOwnerId: '9999',
  cost: { totalCost: 1 },
  consumption: { total: 1 },
  ...difference,
});
const stream = (...items: object[]) =>
  dds.call('post', STREAMING, { service: 'reporting', body: { items } });
const loan = { isbn: '9788200100010', model: 'PACKAGE', price: 49, date: '2026-11-21' };
const plainText = { 'content-type': 'text/plain' };
const reportLoan = (body: object) => dds.call('post', LOAN, { service: 'reporting', body });
const register = (email: string, more: object = {}) =>
  dds.call('post', ACCOUNT, {
    service: 'bokskya',
    body: { email, name: 'Kari', surname: 'Nordmann', ...more },
  });
const contentOf = (difference: object = {}) => dds.placeOrder(anOrder({ ...difference }));
const content = (path: string, as: string) =>
  dds.call('get', `${BASE}/dds/content/v1/${path}`, { as });
let count = 0;

/** Reads the status page of a new download `times` times, with `ms` milliseconds in between. */
const pollStatus = async (
  resid: string,
  times: number,
  ms: number,
  ready = false,
): Promise<void> => {
  const page = await dds.startContent(await contentOf({ resid }));
  if (ready) await server.advance('PT1S');
  for (let time = 0; time < times; time += 1) {
    if (time > 0 && ms > 0) await pause(ms);
    await dds.status(page);
  }
};

// prettier-ignore
const cases: [id: string, departs: Call, meets: Call | undefined][] = [
  ['01', () => order({ id: undefined }),                     () => order()],
  ['02', () => order({ spd: 18900 }),                        () => order()],
  ['03', () => order({ excerpt: 'true' }),                   () => order({ excerpt: true })],
  ['04', () => register('field@example.org', { country: 'NO' }), () => register('fields@example.org')],
  ['05', async () => { const body = anOrder(); await dds.placeOrder(body); await order(body); }, () => order()],
  ['06', () => order({ spd: undefined }),                    () => order()],
  ['07', () => dds.call('post', ORDER, { service: 'bokskya', body: anOrder() }), () => order()],
  ['08', () => dds.call('get', ORDER),                       () => order()],
  ['09', () => dds.call('post', ORDER, { body: anOrder(), headers: { accept: 'application/xml' } }), () => order()],
  ['10', () => stream(item({ periodTo: '2026-09' })),        () => stream(item())],
  ['11', () => order({ firstname: 'O' }),                    () => order({ firstname: 'Ola' })],
  ['12', () => order({ resid: SDRM }),                       () => order({ resid: SDRM, ...NAMES })],
  ['13', () => subscribe({ firstname: 'O' }),                () => subscribe(NAMES)],
  ['14', () => order({ resid: UNKNOWN }),                    () => order()],
  ['15', () => order({ resid: titleId(100) }),                  () => order({ resid: titleId(102), excerpt: true })],
  ['16', () => order({ resid: AUDIO, excerpt: true }),       () => order({ excerpt: true })],
  ['17', () => order({}, 'demo-subscription'),               () => order({}, 'demo-store')],
  ['18', async () => get(`${await contentOf({ resid: AUDIO, ...NAMES })}?type=audio%2Fmpeg`), async () => get(`${await contentOf({ resid: AUDIO, ...NAMES })}?type=audio%2Fvnd.bokbasen.complete-public&bitrate=64`)],
  ['19', () => pollStatus(NODRM, 2, 0),                            () => pollStatus(NODRM, 2, 500)],
  ['20', () => pollStatus(FAILING, 2, 0, true),                    () => pollStatus(FAILING, 1, 0, true)],
  ['21', async () => content((await contentOf()).split('/').at(-1)!, 'demo-store'), async () => get(await contentOf())],
  ['22', () => shelf({ 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' }), () => shelf({ 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' })],
  ['23', async () => get(`${INVENTORY}?${AFTER}&next=${await next()}`), async () => get(`${INVENTORY}?next=${await next()}`)],
  ['24', () => { const same = item(); return stream(same, same); }, () => { const same = item(); return stream(same, { ...same, productOwnerId: '9998' }); }],
  ['25', async () => { const same = item(); await stream(same); await stream(same); }, () => stream(item())],
  ['26', () => reportLoan(loan),                             () => reportLoan([loan])],
  ['27', () => dds.call('post', ORDER, { body: anOrder(), headers: { date: 'Tue, 10 Jun 2014 16:23:42 GMT' } }), () => order()],
  ['28', async () => { await register('twice@example.org'); await register('twice@example.org'); }, () => register('once@example.org')],
  ['29', () => content(`raw/${NODRM}`, 'demo-store'),        () => content(`raw/${NODRM}`, 'demo-partner')],
  ['30', () => content(`library/${NODRM}`, 'demo-store'),    () => content(`library/${NODRM}`, 'demo-library')],
  ['31', () => content(`${AUDIO}/sample`, 'demo-store'),     () => content(`${NODRM}/sample`, 'demo-store')],
  ['209', () => dds.call('post', ORDER, { body: anOrder(), headers: plainText }), () => order()],
  ['210', () => dds.call('post', LOAN, { service: 'reporting', body: [loan], headers: plainText }), () => reportLoan([loan])],
  ['220', () => jsonOrder((text) => `\uFEFF${text}`),        () => order()],
  ['221', () => jsonOrder((text) => `{"spd":"1",${text.slice(1)}`), () => order()],
  ['241', () => order({ spd: '189' }),                       () => order()],
  ['242', () => reportLoan([{ ...loan, date: '2020-11-21' }]), () => reportLoan([loan])],
];

async function next(): Promise<string> {
  return (await get(`${INVENTORY}?${AFTER}&pagesize=1`)).headers['next'] ?? '';
}

async function resultOf(id: string): Promise<RequirementResult> {
  const { requirements } = await server.control<ConformanceReport & Record<string, unknown>>(
    'get',
    'conformance',
  );
  return requirements.find((one) => one.id === `BOKB-DDS-${id}`)!;
}

beforeAll(() => server.freeze());
beforeEach(() => server.control('delete', 'conformance'));

describe('passive checks of a DDS client', () => {
  it.each(cases)('BOKB-DDS-%s records a violation', async (id, violates) => {
    await violates();
    const { level, verdict, departed, findings } = await resultOf(id);
    const expected = { MUST: 'fail', SHOULD: 'warn', INFO: 'pass' }[level];
    expect([verdict, departed > 0, findings.length > 0]).toEqual([expected, true, true]);
  });

  it.each(cases)('BOKB-DDS-%s passes a request that satisfies it', async (id, _, satisfies) => {
    await satisfies?.();
    const { verdict, departed } = await resultOf(id);
    expect([verdict, departed]).toEqual(['pass', 0]);
  });

  it('have a case for every requirement on a client that can be tested', () => {
    const testedIds = Object.values(ddsRequirements)
      .filter(
        ({ actors, notTestedReason }) =>
          !notTestedReason && actors.some((one) => one.endsWith(' client')),
      )
      .map(({ id }) => id.replace('BOKB-DDS-', ''));
    expect(cases.map(([id]) => id)).toEqual(
      testedIds.toSorted((one, other) => Number(one) - Number(other)),
    );
  });
});

describe('the requirements of DDS', () => {
  it('have unique ids', () => {
    const ids = Object.values(ddsRequirements).map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('are a SHOULD when a rule selects between readings', () => {
    const ruled = Object.values(ddsRequirements).filter(({ rule }) => rule !== undefined);
    expect(ruled.map(({ level }) => level)).toEqual(ruled.map(() => 'SHOULD'));
  });
});

describe('passive checks of JSON texts', () => {
  it('warn of a response with a byte order mark or with a name twice', () => {
    const { getContent } = ddsOperations;
    expect(violatedByResponse(getContent, FAULTY_JSON)).toEqual(['222', '223']);
    expect(violatedByResponse(getContent, '{"message":"a"}')).toEqual([]);
  });
});
