import { beforeEach, describe, expect, it } from '@jest/globals';
import { deliveryTypeTable } from '../../src/apis/edu-v-delivery/delivery-types.js';
import { seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import { deliveryScenarios } from '../../src/roles/aanspraakmanager/scenarios.js';
import { aDeliveryOrder, aDeliveryRequest } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const bestelomgeving = partnerServer();

type Order = ReturnType<typeof aDeliveryOrder>;
type Message = ReturnType<typeof aDeliveryRequest>;

const now = '2026-09-01T08:00:00.000Z';
const school = { organisationMasterIdentifier: '104A158' };
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown;

beforeEach(async () => {
  await server.control('post', 'reset');
  bestelomgeving.reset();
  await server.control('put', 'settings', { decide: 'auto' });
  await server.control('put', 'partners/bestelomgeving', { baseUrl: bestelomgeving.url });
  await server.freeze();
});

const put = async (request: Message, path = '/aanspraakmanager/deliveryorders') => {
  const { status, body } = await server.put(path, request);
  return [status, body] as [number, unknown];
};
/** Sends the order, advances the clock, and returns the confirmations that were sent. */
const send = async (order: Record<string, unknown>, wait = 'PT1S') => {
  const before = bestelomgeving.messages.length;
  const request = aDeliveryRequest(order);
  expect(await put(request)).toEqual([202, {}]);
  await server.advance(wait);
  return bestelomgeving.messages.slice(before).map(({ body }) => body);
};
const refusal = (text: string) =>
  expect.objectContaining({ success: false, status: 99, statusMessage: text }) as unknown;
const changed = (order: Order, status: string, more: object = {}) => ({
  ...order,
  status,
  ...more,
});

describe('PUT /deliveryorders with a new order', () => {
  it('answers 202 with an empty body and confirms the order as processed', async () => {
    const order = aDeliveryOrder();
    const request = aDeliveryRequest(order);
    const response = await server.put('/aanspraakmanager/deliveryorders', request);
    expect([response.status, response.text, response.headers['api-version']]).toEqual([
      202,
      '',
      '2.0.0',
    ]);
    await server.advance('PT1S');
    expect(bestelomgeving.messages.map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        'PUT',
        '/deliveryorders/confirmations',
        {
          deliveryOrderReferenceId: request.deliveryOrderReferenceId,
          deliveryOrderReceiveId: uuid,
          deliveryOrderId: order.deliveryOrderId,
          productId: order['productId'],
          processedTimestamp: now,
          newStatus: 'processed',
          newDeliveryOrderStatus: 'processed',
          success: true,
          status: 0,
          statusMessage: 'OK',
        },
      ],
    ]);
  });

  it.each(
    seededOrders
      .filter(({ reference }) => reference)
      .map(({ order }) => [order.deliveryType, order] as const),
  )('confirms an order of type %s as processed', async (_type, seeded) => {
    const { endDate: _, ...order } = aDeliveryOrder({ ...seeded, status: 'ordered' }) as Record<
      string,
      unknown
    >;
    const [confirmation] = await send({
      ...order,
      deliveryOrderId: aDeliveryOrder().deliveryOrderId,
    });
    expect(confirmation).toMatchObject({ success: true, newStatus: 'processed' });
  });

  // prettier-ignore
  it.each([
    ['an unknown contract',                 { contractId: 'CT-UNKNOWN' },                         'unknown contract: CT-UNKNOWN'],
    ['a period that ends before it starts', { activationUntilDate: '2026-07-31' },                'activationUntilDate is earlier than startDate'],
    ['no quantity',                         { deliverySpecification: { school, totalQuantity: 0 } }, 'totalQuantity must be at least 1, seen 0'],
    ['quantities that do not add up',       { deliveryType: 'school-groups', deliverySpecification: { school, groups: [{ groupId: 'a', quantity: 1 }, { groupId: 'b', quantity: 2 }], totalQuantity: 4 } }, 'the quantities add up to 3, but totalQuantity is 4'],
    ['a negative quantity for a group',     { deliveryType: 'school-groups', deliverySpecification: { school, groups: [{ groupId: 'a', quantity: -60 }, { groupId: 'b', quantity: 160 }], totalQuantity: 100 } }, 'a quantity must be at least 1, seen -60'],
    ['a school that buys for a customer',   { deliveryType: 'customer-user', deliverySpecification: { student: { userMasterIdentifier: 'x' } } }, 'the buyer of customer-user must be a customer, seen a school'],
    ['the status processed',                { status: 'processed' },                            'a new order must have the status ordered, not processed'],
    ['the status created',                  { status: 'created' },                                'a new order must have the status ordered, not created'],
  ])('confirms an order with %s with success false', async (_what, difference, text) => {
    expect(await send(aDeliveryOrder(difference))).toEqual([refusal(text)]);
  });

  it('compares totalQuantity with the sum of the groups only when every group has a quantity', async () => {
    const groups = [{ groupId: 'a', quantity: 1 }, { groupId: 'b' }];
    const order = aDeliveryOrder({
      deliveryType: 'school-groups',
      deliverySpecification: { school, groups, totalQuantity: 9 },
    });
    expect(await send(order)).toEqual([expect.objectContaining({ success: true })]);
  });

  // An item of studyYears, subjects and groups has no required list in the source.
  it.each([
    ['school-studies', { studyYears: [{ quantity: 3 }] }],
    ['school-subjects', { subjects: [{}] }],
    ['school-groups', { groups: [{ groupId: 'a', quantity: 1 }, { quantity: 2 }] }],
  ])('confirms an order of type %s with a part without id', async (deliveryType, parts) => {
    const deliverySpecification = { school, ...parts };
    const order = aDeliveryOrder({ deliveryType, deliverySpecification });
    expect(await send(order)).toEqual([expect.objectContaining({ success: true })]);
  });

  it('refuses a cancellation of an order that it never received', async () => {
    const order = aDeliveryOrder({ status: 'cancelled', endDate: '2026-09-01' });
    expect(await send(order)).toEqual([refusal(`unknown order: ${order.deliveryOrderId}`)]);
  });
});

describe('a delivery type under a name of other documents (Entitlement 1.1.0, Usage 1.0.0)', () => {
  const student = { userMasterIdentifier: 'https://ketenid.nl/201703/a' };
  const forCustomer: [synonym: string, type: string, deliverySpecification: object][] = [
    ['customer-student', 'customer-user', { student }],
    ['customer-activationcode', 'customer-activatoncode', { activationCode: 'A-1' }],
  ];
  const strict = testServer({ RULES_DELIVERY_TYPE_NAMES: 'strict' });

  it.each(forCustomer)(
    '%s is confirmed as %s',
    async (deliveryType, type, deliverySpecification) => {
      const order = aDeliveryOrder({ deliveryType, buyer: {}, deliverySpecification });
      expect(await send(order)).toEqual([
        expect.objectContaining({ success: true, newStatus: 'processed' }),
      ]);
      const cancelled = {
        ...order,
        status: 'cancelled',
        endDate: '2026-09-02',
        deliveryType: type,
      };
      expect(await send(cancelled)).toEqual([
        expect.objectContaining({ success: true, newStatus: 'cancelled' }),
      ]);
    },
  );

  it.each(forCustomer)('%s has the fields of %s', async (deliveryType) => {
    const order = aDeliveryOrder({ deliveryType, buyer: {}, deliverySpecification: {} });
    const [status, body] = await put(aDeliveryRequest(order));
    expect([status, body]).toEqual([
      400,
      {
        status: 11,
        statusMessage: expect.stringContaining('/deliveryOrder/deliverySpecification/'),
      },
    ]);
  });

  it.each(forCustomer)(
    '%s is refused under the rule strict',
    async (deliveryType, type, deliverySpecification) => {
      const order = aDeliveryOrder({ deliveryType, buyer: {}, deliverySpecification });
      const path = '/aanspraakmanager/v2/deliveryorders';
      const { status, body } = await strict.put(path, aDeliveryRequest(order));
      const errors = [{ path: '/deliveryOrder/deliveryType', expected: type, seen: deliveryType }];
      expect([status, body]).toEqual([
        400,
        { status: 11, statusMessage: `Schema incorrect. ${JSON.stringify(errors)}` },
      ]);
      const canonical = aDeliveryRequest({ ...order, deliveryType: type });
      expect((await strict.put(path, canonical)).status).toBe(202);
    },
  );

  it('an unknown name is refused with the names of the enum', async () => {
    const [status, body] = await put(
      aDeliveryRequest(aDeliveryOrder({ deliveryType: 'customer-x' })),
    );
    const { statusMessage } = body as { statusMessage: string };
    const expected =
      'one of school-all, school-admin, school-studies, school-subjects, school-groups, school-students, school-employees, school-activationcodes, customer-user, customer-activatoncode';
    expect(status).toBe(400);
    expect(statusMessage).toContain(
      JSON.stringify({ path: '/deliveryOrder/deliveryType', expected, seen: 'customer-x' }),
    );
  });
});

describe('PUT /deliveryorders answers 400 with status 11 for', () => {
  const schemaErrors = async (request: Message, path?: string) => {
    const [status, body] = await put(request, path);
    const { statusMessage } = body as { statusMessage: string };
    return [status, JSON.parse(statusMessage.replace('Schema incorrect. ', '')) as unknown];
  };

  it('a cancelled order without endDate', async () => {
    expect(await schemaErrors(aDeliveryRequest(aDeliveryOrder({ status: 'cancelled' })))).toEqual([
      400,
      [
        {
          path: '/deliveryOrder/endDate',
          expected: 'a date, because the status is cancelled',
          seen: 'missing',
        },
      ],
    ]);
  });

  it.each(Object.entries(deliveryTypeTable).filter(([type]) => type.startsWith('school-')))(
    '%s with a customer as buyer, and without its school',
    async (deliveryType) => {
      const order = aDeliveryOrder({
        deliveryType,
        buyer: { email: 'a@b' },
        deliverySpecification: {},
      });
      const [status, errors] = await schemaErrors(aDeliveryRequest(order));
      expect(status).toBe(400);
      expect(errors).toEqual(
        expect.arrayContaining([
          {
            path: '/deliveryOrder/buyer/organisationMasterIdentifier',
            expected: 'organisationMasterIdentifier or organisationIds',
            seen: 'missing',
          },
          {
            path: '/deliveryOrder/deliverySpecification/school',
            expected: 'object',
            seen: 'missing',
          },
        ]),
      );
    },
  );

  it('school-admin under version 1, but not under version 2', async () => {
    const request = aDeliveryRequest(aDeliveryOrder({ deliveryType: 'school-admin' }));
    const [status, errors] = await schemaErrors(request, '/aanspraakmanager/v1/deliveryorders');
    expect([status, errors]).toEqual([
      400,
      [
        {
          path: '/deliveryOrder/deliveryType',
          expected: expect.not.stringContaining('school-admin') as unknown,
          seen: 'school-admin',
        },
      ],
    ]);
    expect(await put(request, '/aanspraakmanager/v2/deliveryorders')).toEqual([202, {}]);
  });

  it('an empty body', async () => {
    const response = await server.put('/aanspraakmanager/deliveryorders', '');
    expect([response.status, (response.body as { status: number }).status]).toEqual([400, 11]);
  });
});

describe('PUT /deliveryorders with a known order', () => {
  const groups = (...quantities: number[]) => ({
    school,
    groups: quantities.map((quantity, index) => ({ groupId: `G-${index}`, quantity })),
    totalQuantity: quantities.reduce((sum, quantity) => sum + quantity, 0),
  });

  it('confirms an unchanged processed order again as processed', async () => {
    const order = aDeliveryOrder();
    await send(order);
    expect(await send(order)).toEqual([
      expect.objectContaining({ success: true, newStatus: 'processed' }),
    ]);
    expect(await send(changed(order, 'processed'))).toEqual([
      expect.objectContaining({ success: true, newStatus: 'processed' }),
    ]);
  });

  it('lowers the total quantity of a type without named users, more than once', async () => {
    const order = aDeliveryOrder();
    await send(order);
    for (const totalQuantity of [99, 10, 1]) {
      const [confirmation] = await send(
        changed(order, 'processed', { deliverySpecification: { school, totalQuantity } }),
      );
      expect(confirmation).toMatchObject({ success: true, newTotalQuantity: totalQuantity });
      expect(confirmation).not.toHaveProperty('newStatus');
    }
  });

  it('lowers the quantities of groups together with the total, and refuses a total that is not their sum', async () => {
    const order = aDeliveryOrder({
      deliveryType: 'school-groups',
      deliverySpecification: groups(60, 40),
    });
    await send(order);
    expect(
      await send(changed(order, 'processed', { deliverySpecification: groups(50, 30) })),
    ).toEqual([expect.objectContaining({ success: true, newTotalQuantity: 80 })]);
    expect(
      await send(
        changed(order, 'processed', {
          deliverySpecification: { ...groups(50, 30), totalQuantity: 70 },
        }),
      ),
    ).toEqual([refusal('the quantities add up to 80, but totalQuantity is 70')]);
  });

  it('lowers the total of an order that has quantities only in its groups', async () => {
    const specification = (firstQuantity: number) => ({
      school,
      groups: [
        { groupId: 'G-1', quantity: firstQuantity },
        { groupId: 'G-2', quantity: 40 },
      ],
    });
    const order = aDeliveryOrder({
      deliveryType: 'school-groups',
      deliverySpecification: specification(60),
    });
    await send(order);
    expect(
      await send(changed(order, 'processed', { deliverySpecification: specification(50) })),
    ).toEqual([expect.objectContaining({ success: true, newTotalQuantity: 90 })]);
  });

  it('refuses to move quantities between groups when the total stays the same', async () => {
    const order = aDeliveryOrder({
      deliveryType: 'school-groups',
      deliverySpecification: groups(60, 40),
    });
    await send(order);
    expect(
      await send(changed(order, 'processed', { deliverySpecification: groups(50, 50) })),
    ).toEqual([refusal('the total quantity can only be reduced: it is 100, seen 100')]);
  });

  // prettier-ignore
  it.each([
    ['a higher quantity',               { deliverySpecification: { school, totalQuantity: 101 } },         'the total quantity can only be reduced: it is 100, seen 101'],
    ['no quantity',                     { deliverySpecification: { school } },                             'the total quantity can only be reduced: it is 100, seen none'],
    ['quantity 0',                      { deliverySpecification: { school, totalQuantity: 0 } },           'totalQuantity must be at least 1, seen 0'],
    ['another startDate',               { startDate: '2026-08-02' },                                       'only the status and the total quantity can change: startDate'],
    ['another product and no contract', { productId: '9789000000024', contractId: undefined }, 'only the status and the total quantity can change: contractId, productId'],
    ['another school',                  { deliverySpecification: { school: { organisationMasterIdentifier: 'x' }, totalQuantity: 100 } }, 'only the status and the total quantity can change: deliverySpecification'],
    ['the status licensed',             { status: 'licensed' },                                          'the order is processed: only the first activation makes it licensed'],
  ])('refuses a change to %s', async (_what, difference, text) => {
    const order = aDeliveryOrder();
    await send(order);
    const [confirmation] = await send(changed(order, 'processed', difference));
    expect(confirmation).toEqual(refusal(text));
    // The refused change has no effect.
    expect(await send(order)).toEqual([expect.objectContaining({ success: true, newStatus: 'processed' })]);
  });

  it('refuses a change of an order with named students, but accepts its cancellation', async () => {
    const students = [{ userMasterIdentifier: 'a' }, { userMasterIdentifier: 'b' }];
    const order = aDeliveryOrder({
      deliveryType: 'school-students',
      deliverySpecification: { school, students },
    });
    await send(order);
    const fewer = { deliverySpecification: { school, students: students.slice(1) } };
    expect(await send(changed(order, 'processed', fewer))).toEqual([
      refusal('only the status and the total quantity can change: deliverySpecification'),
    ]);
    expect(await send(changed(order, 'cancelled', { endDate: '2026-09-01' }))).toEqual([
      expect.objectContaining({ success: true, newStatus: 'cancelled' }),
    ]);
  });

  it('cancels an order and refuses every later change', async () => {
    const order = aDeliveryOrder();
    await send(order);
    const cancelled = changed(order, 'cancelled', { endDate: '2026-09-01' });
    expect(await send(cancelled)).toEqual([
      expect.objectContaining({ success: true, status: 0, newStatus: 'cancelled' }),
    ]);
    for (const again of [cancelled, order]) {
      expect(await send(again)).toEqual([refusal('the order is cancelled, which is final')]);
    }
  });

  it('refuses a cancellation of a licensed order, and one that changes other fields', async () => {
    const order = aDeliveryOrder();
    await send(order);
    expect(
      await send(changed(order, 'cancelled', { endDate: '2026-09-01', startDate: '2026-08-03' })),
    ).toEqual([refusal('a cancellation cannot change other fields: startDate')]);
    await server.control(
      'post',
      `aanspraakmanager/deliveryorders/${order.deliveryOrderId}/license`,
    );
    await server.advance('PT1S');
    expect(await send(changed(order, 'cancelled', { endDate: '2026-09-01' }))).toEqual([
      refusal('the order is licensed: an order in use cannot be cancelled'),
    ]);
  });

  it('cancels an order of the seed', async () => {
    const { order } = seededOrders[0]!;
    expect(await send({ ...order, status: 'cancelled', endDate: '2026-09-01' })).toEqual([
      expect.objectContaining({ success: true, newStatus: 'cancelled' }),
    ]);
  });
});

describe('PUT /deliveryorders with a repeated deliveryOrderReferenceId', () => {
  it('answers 202, does not process the repeat, and sends the same confirmation again', async () => {
    const request = aDeliveryRequest();
    await put(request);
    await server.advance('PT1S');
    const cancellation = {
      ...request,
      deliveryOrder: { ...request.deliveryOrder, status: 'cancelled', endDate: '2026-09-01' },
    };
    expect(
      await put({
        ...cancellation,
        deliveryOrderReferenceId: request.deliveryOrderReferenceId.toUpperCase(),
      }),
    ).toEqual([202, {}]);
    await server.advance('PT1S');
    const [first, second, ...rest] = bestelomgeving.messages.map(({ text }) => text);
    expect([second, rest]).toEqual([first, []]);
    const exchange = await server.lastExchange('operation=acceptDeliveryOrder');
    expect(exchange!.findings.map(({ requirement }) => requirement)).toEqual(['EDUV-DELIVERY-10']);
  });

  it('sends both confirmations again when the order was licensed in the meantime', async () => {
    const request = aDeliveryRequest();
    await put(request);
    await server.advance('PT1S');
    await server.control(
      'post',
      `aanspraakmanager/deliveryorders/${String(request.deliveryOrder['deliveryOrderId'])}/license`,
    );
    await server.advance('PT1S');
    await put(request);
    await server.advance('PT1S');
    const texts = bestelomgeving.messages.map(({ text }) => text);
    expect(texts.slice(2)).toEqual(texts.slice(0, 2));
    expect(bestelomgeving.messages.map(({ body }) => body['newStatus'])).toEqual([
      'processed',
      'licensed',
      'processed',
      'licensed',
    ]);
  });
});

describe('PUT /deliveryorders records a finding for', () => {
  it.each([
    [
      'a field that is not in the schema',
      { colour: 'red' },
      'EDUV-DELIVERY-30',
      '/deliveryOrder/colour',
    ],
    [
      'a specification field that belongs to another delivery type',
      { deliverySpecification: { school, totalQuantity: 100, groups: [] } },
      'EDUV-DELIVERY-30',
      '/deliveryOrder/deliverySpecification/groups',
    ],
    [
      'a time with an offset instead of Z',
      { dateCreated: '2026-06-01T12:00:00+02:00' },
      'EDUV-DELIVERY-20',
      '/deliveryOrder/dateCreated',
    ],
    [
      'the status created, which is never sent',
      { status: 'created' },
      'EDUV-DELIVERY-31',
      '/deliveryOrder/status',
    ],
    [
      'an endDate on an order that is not cancelled',
      { endDate: '2026-09-01' },
      'EDUV-DELIVERY-32',
      '/deliveryOrder/endDate',
    ],
  ])('%s', async (_what, difference, requirement, pointer) => {
    await put(aDeliveryRequest(aDeliveryOrder(difference)));
    const exchange = await server.lastExchange('operation=acceptDeliveryOrder');
    expect(exchange!.findings.map((finding) => [finding.requirement, finding.pointer])).toEqual([
      [requirement, pointer],
    ]);
  });

  it('nothing in a valid request', async () => {
    await put(aDeliveryRequest());
    const exchange = await server.lastExchange('operation=acceptDeliveryOrder');
    expect(exchange!.findings).toEqual([]);
  });
});

describe('magic values of edu-v-delivery', () => {
  const of = (productId: string) => aDeliveryOrder({ productId });

  it('9789000099085 is refused as an unknown product', async () => {
    expect(await send(of('9789000099085'))).toEqual([refusal('unknown product: 9789000099085')]);
  });

  it('9789000099092 cannot be cancelled', async () => {
    const order = of('9789000099092');
    await send(order);
    expect(await send(changed(order, 'cancelled', { endDate: '2026-09-01' }))).toEqual([
      refusal('this product cannot be cancelled'),
    ]);
  });

  it('9789000099108 is confirmed after P1D', async () => {
    expect(await send(of('9789000099108'), 'PT23H59M')).toEqual([]);
    await server.advance('PT1M');
    expect(bestelomgeving.messages).toHaveLength(1);
  });

  it('9789000099115 is processed and licensed at once', async () => {
    const [first, second, ...rest] = await send(of('9789000099115'));
    expect([first!['newStatus'], second!['newStatus'], rest]).toEqual([
      'processed',
      'licensed',
      [],
    ]);
    expect(first!['deliveryOrderReceiveId']).not.toBe(second!['deliveryOrderReceiveId']);
    expect(first!['deliveryOrderReferenceId']).toBe(second!['deliveryOrderReferenceId']);
  });

  it('9789000099122 is confirmed twice with the same message', async () => {
    const [first, second, ...rest] = await send(of('9789000099122'));
    expect([second, rest]).toEqual([first, []]);
  });

  it('9789000099139 is confirmed twice, the second with another deliveryOrderReceiveId', async () => {
    const [first, second] = await send(of('9789000099139'));
    expect(second).toEqual({ ...first, deliveryOrderReceiveId: uuid });
    expect(second!['deliveryOrderReceiveId']).not.toBe(first!['deliveryOrderReceiveId']);
  });

  it('lists every magic value at /_sandbox/scenarios', async () => {
    const { items } = (await server.http.get('/_sandbox/scenarios')).body as {
      items: { api: string }[];
    };
    expect(items.filter(({ api }) => api === 'edu-v-delivery')).toEqual(deliveryScenarios);
    expect(deliveryScenarios.map(({ value }) => value)).toEqual([
      '9789000099085',
      '9789000099092',
      '9789000099108',
      '9789000099115',
      '9789000099122',
      '9789000099139',
      '9789000099177',
      '9789000099184',
      '9789000099191',
      '9789000099207',
      'CT-UNKNOWN',
    ]);
  });
});

describe('POST …/aanspraakmanager/deliveryorders/{id}', () => {
  const decide = (id: string, decision: string, body?: object) =>
    server.tryControl('post', `aanspraakmanager/deliveryorders/${id}/${decision}`, body);

  it('/confirm and /fail decide the requests of an order in the order in which they arrived', async () => {
    await server.control('put', 'settings', { decide: 'manual' });
    const order = aDeliveryOrder();
    expect(await send(order)).toEqual([]);
    expect(await send(changed(order, 'cancelled', { endDate: '2026-09-01' }))).toEqual([]);
    expect((await decide(order.deliveryOrderId, 'confirm')).body).toMatchObject({
      aanspraakmanager: { status: 'processed' },
    });
    expect((await decide(order.deliveryOrderId, 'fail', { reason: 'not today' })).status).toBe(200);
    await server.advance('PT1S');
    expect(
      bestelomgeving.messages.map(({ body }) => [
        body['success'],
        body['newStatus'],
        body['statusMessage'],
      ]),
    ).toEqual([
      [true, 'processed', 'OK'],
      [false, undefined, 'not today'],
    ]);
    expect((await decide(order.deliveryOrderId, 'confirm')).status).toBe(409);
  });

  it('/confirm answers 409 for an order that cannot be confirmed', async () => {
    await server.control('put', 'settings', { decide: 'manual' });
    const order = aDeliveryOrder({ contractId: 'CT-UNKNOWN' });
    await put(aDeliveryRequest(order));
    const { status, body } = await decide(order.deliveryOrderId, 'confirm');
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      `${order.deliveryOrderId} cannot be confirmed: unknown contract: CT-UNKNOWN`,
    ]);
  });

  it('/confirm decides the received request when a seeded order uses the same reference', async () => {
    await server.control('put', 'settings', { decide: 'manual' });
    const order = aDeliveryOrder();
    const usedReference = seededOrders[1]!.reference!;
    await put({ deliveryOrderReferenceId: usedReference, deliveryOrder: order });
    expect((await decide(order.deliveryOrderId, 'confirm')).status).toBe(200);
    await server.advance('PT1S');
    expect(bestelomgeving.messages.at(-1)?.body).toMatchObject({
      deliveryOrderReferenceId: usedReference,
      deliveryOrderId: order.deliveryOrderId,
      success: true,
    });
  });

  it('/confirm processes the seeded order with status ordered', async () => {
    const { order, reference } = seededOrders.find(
      ({ order: { status } }) => status === 'ordered',
    )!;
    expect((await decide(order.deliveryOrderId, 'confirm')).body).toMatchObject({
      aanspraakmanager: { status: 'processed' },
    });
    await server.advance('PT1S');
    expect(
      bestelomgeving.messages.map(({ body }) => [
        body['deliveryOrderReferenceId'],
        body['newStatus'],
      ]),
    ).toEqual([[reference, 'processed']]);
  });

  it('/license is confirmed after a confirmation that is still waiting', async () => {
    const order = aDeliveryOrder({ productId: '9789000099108' });
    await put(aDeliveryRequest(order));
    expect((await decide(order.deliveryOrderId, 'license')).status).toBe(200);
    await server.advance('PT1H');
    expect(bestelomgeving.messages).toEqual([]);
    await server.advance('P1D');
    expect(bestelomgeving.messages.map(({ body }) => body['newStatus'])).toEqual([
      'processed',
      'licensed',
    ]);
  });

  it('/license licenses a processed order once, and answers 404 for an unknown order or action', async () => {
    const order = aDeliveryOrder();
    await send(order);
    expect((await decide(order.deliveryOrderId, 'license')).status).toBe(200);
    const { status, body } = await decide(order.deliveryOrderId, 'license');
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      `Delivery order ${order.deliveryOrderId} is licensed: only a processed order can be licensed`,
    ]);
    expect((await decide('00000000-0000-4000-8000-000000000000', 'license')).status).toBe(404);
    expect((await decide(order.deliveryOrderId, 'approve')).status).toBe(404);
  });
});
