import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { checkDeliveryResponse } from '../../src/apis/edu-v-delivery/check-response.js';
import { deliveryOperations } from '../../src/apis/edu-v-delivery/operations.js';
import { seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { aDeliveryOrder, aDeliveryRequest } from '../support/builders.js';
import { FAULTY_JSON, violatedByResponse } from '../support/json-checks.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const aanspraakmanager = partnerServer();

type Json = Record<string, unknown>;
const school = { organisationMasterIdentifier: '104A158' };
const id = (number: string): string => `EDUV-DELIVERY-${number}`;
/** The clients of these tests get their tokens with a secret, which violates this requirement. */
const CLIENT_AUTHENTICATION = '62';

beforeEach(async () => {
  await server.control('post', 'reset');
  aanspraakmanager.reset();
  await server.control('delete', 'conformance');
  await server.freeze();
});

/** Requirements of a party with one of the verdicts, as ids without their prefix. */
const requirementsWith = async (party: string, ...verdicts: string[]): Promise<string[]> => {
  const report = await server.control<ConformanceReport & Json>(
    'get',
    `conformance?party=${party}`,
  );
  return report.requirements
    .filter((one) => one.id.startsWith(id('')) && verdicts.includes(one.verdict))
    .map((one) => one.id.replace(id(''), ''))
    .filter((number) => number !== CLIENT_AUTHENTICATION);
};

describe('passive checks of a Bestelomgeving that sends delivery orders', () => {
  const path = '/aanspraakmanager/deliveryorders';
  const put = (order: Json, reference: string = randomUUID()) =>
    server.put(path, { ...aDeliveryRequest(order), deliveryOrderReferenceId: reference });
  const groups = (total: number, ...quantities: number[]) => ({
    deliveryType: 'school-groups',
    deliverySpecification: {
      school,
      groups: quantities.map((quantity, at) => ({ groupId: `G-${at}`, quantity })),
      totalQuantity: total,
    },
  });

  it('pass every requirement that its orders, repeats and changes show', async () => {
    const order = aDeliveryOrder(groups(100, 60, 40));
    const reference = randomUUID();
    await put(order, reference);
    await put(order, reference);
    await put({ ...order, ...groups(90, 60, 30), status: 'processed' });
    await put({ ...order, ...groups(90, 60, 30), status: 'cancelled', endDate: '2026-09-01' });
    await put(
      aDeliveryOrder({
        deliveryType: 'customer-user',
        buyer: { displayName: 'J. Jansen' },
        deliverySpecification: { student: { userMasterIdentifier: 'a' } },
      }),
    );
    expect(await requirementsWith('bestelomgeving', 'fail', 'warn')).toEqual([]);
    expect(await requirementsWith('bestelomgeving', 'pass')).toEqual([
      '01', '02', '03', '04', '10', '20', '30', '31', '32', '34', '35', '36', '37', '38', '39',
      '67', '68', '69', '103', '105', '110', '111', '129',
    ]); // prettier-ignore
  });

  // prettier-ignore
  it.each([
    ['01', 'no productId',               { productId: undefined }],
    ['20', 'local time',                 { dateCreated: '2026-06-01T12:00:00+02:00' }],
    ['31', 'the status created',         { status: 'created' }],
    ['32', 'an endDate on an ordered order',  { endDate: '2026-09-01' }],
    ['35', 'a change of an unknown order', { status: 'processed' }],
    ['36', 'a period that ends before it starts',   { activationUntilDate: '2026-07-01' }],
    ['37', 'quantities that do not add up', groups(90, 60, 40)],
    ['38', 'a school for a customer',    { deliveryType: 'customer-user', deliverySpecification: { student: { userMasterIdentifier: 'a' } } }],
    ['39', 'a quantity of 0',            { deliverySpecification: { school, totalQuantity: 0 } }],
    ['103', 'customer-student',          { deliveryType: 'customer-student', buyer: {}, deliverySpecification: { student: { userMasterIdentifier: 'a' } } }],
    ['103', 'customer-activationcode',   { deliveryType: 'customer-activationcode', buyer: {}, deliverySpecification: { activationCode: 'A' } }],
    ['105', 'a group without id',        { deliveryType: 'school-groups', deliverySpecification: { school, groups: [{ quantity: 5 }] } }],
    ['105', 'a study year without id',   { deliveryType: 'school-studies', deliverySpecification: { school, studyYears: [{}] } }],
    ['105', 'a subject without id',      { deliveryType: 'school-subjects', deliverySpecification: { school, subjects: [{ subjectId: 'A' }, {}] } }],
  ])('record a violation of %s for %s', async (number, _what, difference) => {
    await put(aDeliveryOrder(difference));
    expect(await requirementsWith('bestelomgeving', 'fail', 'warn')).toEqual([number]);
    expect(await requirementsWith('bestelomgeving', 'pass')).not.toContain(number);
  });

  it('record violations of 34 and of the schema for a cancellation without endDate', async () => {
    await put(aDeliveryOrder({ status: 'cancelled' }));
    expect(await requirementsWith('bestelomgeving', 'fail', 'warn')).toEqual(['01', '34']);
  });

  // prettier-ignore
  it.each([
    ['67', 'another startDate', { startDate: '2026-08-02' }],
    ['67', 'another product',   { productId: '9789000000024' }],
    ['68', 'a higher quantity', { deliverySpecification: { school, totalQuantity: 101 } }],
  ])('record a violation of %s for %s in a change', async (number, _what, difference) => {
    const order = aDeliveryOrder();
    await put(order);
    await put({ ...order, status: 'processed', ...difference });
    expect(await requirementsWith('bestelomgeving', 'fail', 'warn')).toEqual([number]);
  });

  it('record a violation of 69 for a change of a cancelled order', async () => {
    const order = aDeliveryOrder();
    await put(order);
    await put({ ...order, status: 'cancelled', endDate: '2026-09-01' });
    await put(order);
    expect(await requirementsWith('bestelomgeving', 'warn')).toEqual(['69']);
  });

  it('compare a change with an order that waits for a manual decision', async () => {
    await server.control('put', 'settings', { decide: 'manual' });
    const order = aDeliveryOrder();
    await put(order);
    await put({ ...order, status: 'processed', startDate: '2026-08-02' });
    expect(await requirementsWith('bestelomgeving', 'fail', 'warn')).toEqual(['67']);
    await server.control('put', 'settings', { decide: 'auto' });
  });

  it('record a violation of 10 for different content under the same reference', async () => {
    const [order, reference] = [aDeliveryOrder(), randomUUID()];
    await put(order, reference);
    await put({ ...order, contractId: 'CT-2' }, reference);
    expect(await requirementsWith('bestelomgeving', 'fail', 'warn')).toEqual(['10']);
  });

  it('record violations of 02 and 04 for a token in the query', async () => {
    await server.put(`${path}?access_token=${await server.token('aanspraakmanager')}`, {}, null);
    expect(await requirementsWith('bestelomgeving', 'fail', 'warn')).toEqual(['02', '04']);
  });
});

describe('passive checks of an Aanspraakmanager that confirms delivery orders', () => {
  const path = '/bestelomgeving/deliveryorders/confirmations';

  beforeEach(() =>
    server.control('put', 'partners/aanspraakmanager', { baseUrl: aanspraakmanager.url }),
  );

  const sent = async (): Promise<Json> => {
    const order = aDeliveryOrder();
    const ids = await server.control<Json>('post', 'state/deliveryorders', order);
    await server.advance('PT1S');
    return {
      ...ids,
      deliveryOrderReceiveId: randomUUID(),
      productId: order['productId'],
      processedTimestamp: '2026-09-01T08:00:01Z',
      newStatus: 'processed',
      success: true,
      status: 0,
      statusMessage: 'OK',
    };
  };
  const confirm = (message: Json) => server.put(path, message);

  it('pass every requirement that its confirmations show', async () => {
    const first = await sent();
    await confirm(first);
    await confirm(first);
    await confirm({ ...first, deliveryOrderReceiveId: randomUUID(), newStatus: 'licensed' });
    const second = await sent();
    await confirm({ ...second, newStatus: undefined, success: false, status: 99 });
    const third = await sent();
    await confirm({ ...third, newTotalQuantity: 100 });
    expect(await requirementsWith('aanspraakmanager', 'fail')).toEqual(['40']);
    expect(await requirementsWith('aanspraakmanager', 'pass')).toEqual([
      '01', '02', '03', '04', '05', '06', '12', '13', '14', '15', '16', '17', '20', '21', '23',
      '24', '25', '28', '30', '33', '46', '51', '110', '111', 'acceptDeliveryOrder-ok',
    ]); // prettier-ignore
  });

  // prettier-ignore
  it.each([
    ['01', 'an unknown status', { newStatus: 'PROCESSED' }],
    ['06', 'another reference',          { deliveryOrderReferenceId: randomUUID() }],
    ['12', 'another product',            { productId: 'x' }],
    ['13', 'a refusal without a reason', { success: false, status: 99, statusMessage: undefined }],
    ['14', 'no change',       { newStatus: undefined }],
    ['14', 'a status in newDeliveryOrderStatus only', { newStatus: undefined, newDeliveryOrderStatus: 'processed', newTotalQuantity: 100 }],
    ['17', 'success with a code of refusal',          { status: 99 }],
    ['20', 'local time',                 { processedTimestamp: '2026-09-01T10:00:00+02:00' }],
    ['21', 'a time in the future',             { processedTimestamp: '2026-09-02T08:00:00Z' }],
    ['23', 'another order',              { deliveryOrderId: randomUUID() }],
    ['24', 'a skipped status',           { newStatus: 'licensed' }],
    ['25', 'another quantity',           { newTotalQuantity: 99 }],
    ['33', 'no receive id',              { deliveryOrderReceiveId: '' }],
  ])('record a violation of %s for %s', async (number, _what, difference) => {
    await confirm({ ...(await sent()), ...difference });
    // The partner server answers without API-Version, which violates 40.
    expect(await requirementsWith('aanspraakmanager', 'fail', 'warn')).toEqual(
      [number, '40'].toSorted(),
    );
    expect(await requirementsWith('aanspraakmanager', 'pass')).not.toContain(number);
  });

  // prettier-ignore
  it.each([
    ['15', 'a second receive id for the same change', { deliveryOrderReceiveId: randomUUID() }],
    ['16', 'different content under the same receive id',       { statusMessage: 'done' }],
    ['28', 'another status under the same receive id',     { newStatus: 'licensed' }],
  ])('record a violation of %s for %s', async (number, _what, difference) => {
    const first = await sent();
    await confirm(first);
    await confirm({ ...first, ...difference });
    expect(await requirementsWith('aanspraakmanager', 'fail', 'warn')).toEqual([number, '40']);
  });
});

describe('passive checks of the clients of both APIs', () => {
  const resultOf = async (requirement: string) => {
    const report = await server.control<ConformanceReport>('get', 'conformance');
    return report.requirements.find((one) => one.id === requirement);
  };

  it('record a violation of 62 for a token that was requested with a secret', async () => {
    const form = { grant_type: 'client_credentials', client_id: 'demo-aanspraakmanager' };
    const request = { ...form, client_secret: 'demo-aanspraakmanager-secret' };
    await server.http.post('/bestelomgeving/oauth2/token').type('form').send(request);
    expect(await resultOf(id('62'))).toMatchObject({ verdict: 'warn', departed: 1 });
    expect(await resultOf('EDUV-ORDER-62')).toMatchObject({ verdict: 'skip' });
  });

  it('record a violation of 108 for a portal that reads an order without consent', async () => {
    const { deliveryOrderId } = seededOrders[0]!.order;
    const path = `/bestelomgeving/v2/deliveryorders/${deliveryOrderId}`;
    expect((await server.call('get', path, { as: 'demo-portaal' })).status).toBe(200);
    expect(await resultOf(id('108'))).toMatchObject({ verdict: 'pass' });
    await server.control('delete', 'state/consents/demo-portaal-delivery.portal-104A158');
    const { status, body } = await server.call('get', path, { as: 'demo-portaal' });
    expect([status, body]).toEqual([403, { status: 22, statusMessage: 'consent required' }]);
    expect(await resultOf(id('108'))).toMatchObject({
      verdict: 'warn',
      findings: [
        {
          expected: 'the consent of the school',
          seen: 'of school 104A158 for demo-portaal; it is: none',
          readings:
            'DELIVERY_PORTAL_CONSENT=required (allowed: required, lists-only). Delivery API ' +
            '2.0.0, info: a school gives consent for the exchange with both reference ' +
            'components, dashboard and portal. Other interpretation: Delivery API 2.0.0, ' +
            'get-delivery-order: names the dashboard only',
        },
      ],
    });
  });
});

describe('checks of the responses of a Bestelomgeving', () => {
  const groups = { ...seededOrders[0]!.order };
  const checkBody = (
    body: unknown,
    { status = 200, operation = deliveryOperations.getDeliveryOrdersForSchool } = {},
  ) => {
    const headers = { 'api-version': '2.0.0' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = { operation, status, headers, body: text, rules: {} };
    const results = checkDeliveryResponse(response);
    const numbers = (departed: boolean) =>
      results
        .filter(({ violations }) => violations.length > 0 === departed)
        .map(({ requirement }) => requirement.id.replace(id(''), ''));
    return { met: numbers(false), departed: numbers(true) };
  };

  it('pass every requirement that its orders show', () => {
    const cancelled = { ...groups, status: 'cancelled', endDate: '2026-09-01' };
    const { met, departed } = checkBody([groups, cancelled]);
    expect(departed).toEqual([]);
    expect(met).toEqual(['51', '40', '120', '78', '79', '80', '128', '81', '104', '106']);
  });

  // prettier-ignore
  it.each([
    ['78', 'local time',        { dateCreated: '2026-06-01T12:00:00+02:00' }],
    ['79', 'no endDate',        { status: 'cancelled' }],
    ['80', 'a total that is not the sum',            { deliverySpecification: { ...(groups.deliverySpecification), totalQuantity: 1 } }],
    ['81', 'a created order',  { status: 'created' }],
    ['104', 'customer-student', { deliveryType: 'customer-student', buyer: { displayName: 'J. Jansen' }, deliverySpecification: { student: {} } }],
    ['127', 'a school as the buyer for a customer', { deliveryType: 'customer-user', deliverySpecification: { student: {} } }],
    ['128', 'a time in the future', { dateLastModified: '2126-01-01T00:00:00Z' }],
    ['106', 'a group without id', { deliverySpecification: { school, groups: [{ quantity: 1 }], totalQuantity: 1 } }],
  ])('record a violation of %s for %s', (number, _what, difference) => {
    expect(checkBody([groups, { ...groups, ...difference }]).departed).toEqual([number]);
  });

  it.each([
    '',
    'null',
    '{}',
    '[null]',
    '[{"deliveryType":"school-groups","deliverySpecification":{}}]',
  ])('ignore a body without orders: %s', (body) => {
    expect(checkBody(body).departed).toEqual([]);
  });

  it.each([
    [400, deliveryOperations.getDeliveryOrdersForSchool, false],
    [400, deliveryOperations.getDeliveryOrdersForUser, true],
    [403, deliveryOperations.getDeliveryOrdersForSchool, true],
    [404, deliveryOperations.getDeliveryOrder, true],
    [404, deliveryOperations.confirmDeliveryOrder, false],
  ])('require a body with a %i where the operation declares one', (status, operation, declared) => {
    const { departed } = checkBody('', { status, operation: operation as never });
    expect(departed).toEqual(declared ? ['41'] : []);
  });
});

describe('passive checks of JSON texts', () => {
  it('warn of a request with a byte order mark or with a name twice', async () => {
    const text = `\uFEFF{"deliveryOrderReferenceId":1,${JSON.stringify(aDeliveryRequest()).slice(1)}`;
    expect((await server.put('/aanspraakmanager/deliveryorders', text)).status).toBe(202);
    const warnings = await requirementsWith('bestelomgeving', 'warn');
    expect(warnings).toEqual(expect.arrayContaining(['110', '111']));
  });

  it('warn of a response with a byte order mark or with a name twice', () => {
    const operation = deliveryOperations.getDeliveryOrder;
    const violations = violatedByResponse(operation, FAULTY_JSON);
    expect(violations).toEqual(expect.arrayContaining(['112', '113']));
    expect(violatedByResponse(operation, '{"message":"a"}')).not.toContain('113');
  });
});
