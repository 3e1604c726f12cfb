import { beforeEach, describe, expect, it } from '@jest/globals';
import { seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import { aDeliveryOrder, aDeliveryRequest } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
beforeEach(() => server.control('post', 'reset'));

interface Order {
  deliveryOrderId: string;
  deliveryType: string;
  status: string;
}

const base = '/bestelomgeving/deliveryorders';
/** The table of status codes fixes the text of 22. */
const refusal = { status: 22, statusMessage: 'consent required' };
const seeded = (type: string, status = 'processed') =>
  seededOrders.find(({ order }) => order.deliveryType === type && order.status === status)!.order;
const student = `https://ketenid.nl/201703/${'0'.repeat(127)}1`;
const school = { organisationMasterIdentifier: '104A158' };

const get = async (path: string, as = 'demo') => {
  const { status, body } = await server.call('get', path, { as });
  return [status, body] as [number, Order[] & Order & { status: number; statusMessage: string }];
};
const typesOf = (orders: Order[]) => orders.map(({ deliveryType }) => deliveryType);
const consent = (clientId: string, scope: string, of: object, status: string) =>
  server.control('put', `state/consents/mine`, { clientId, school: of, scope, status });

describe('GET /deliveryorders/{id}', () => {
  it.each(
    seededOrders
      .filter(({ order }) => order.status !== 'created')
      .map(({ order }) => [order.deliveryType, order.status, order] as const),
  )('answers 200 with the seeded %s order, %s', async (_type, _status, order) => {
    expect(await get(`${base}/${order.deliveryOrderId}`)).toEqual([200, order]);
  });

  it('finds an id in upper case', async () => {
    const { deliveryOrderId } = seeded('school-groups');
    expect((await get(`${base}/${deliveryOrderId.toUpperCase()}`))[0]).toBe(200);
  });

  it.each([
    '00000000-0000-4000-8000-000000000000',
    'no-uuid',
    seeded('school-all', 'created').deliveryOrderId,
  ])('answers 404 for %s, which is unknown, not a UUID, or not sent yet', async (id) => {
    for (const client of ['demo', 'demo-dashboard']) {
      expect(await get(`${base}/${id}`, client)).toEqual([
        404,
        { status: 99, statusMessage: `unknown delivery order: ${id}` },
      ]);
    }
  });

  it('requires consent for a dashboard and a portal, and for no other client', async () => {
    const { deliveryOrderId } = seeded('school-groups');
    for (const client of ['demo-dashboard', 'demo']) {
      for (const scope of ['delivery.dashboard', 'delivery.portal']) {
        await server
          .control('delete', `state/consents/${client}-${scope}-104A158`)
          .catch(() => undefined);
      }
    }
    await server.control('delete', 'state/consents/demo-portaal-delivery.portal-104A158');
    for (const client of ['demo-dashboard', 'demo-portaal'])
      expect(await get(`${base}/${deliveryOrderId}`, client)).toEqual([403, refusal]);
    for (const client of ['demo-aanspraakmanager', 'demo-licentieregistratie', 'demo']) {
      expect([client, (await get(`${base}/${deliveryOrderId}`, client))[0]]).toEqual([client, 200]);
    }
  });

  it('answers 403 to dashboard and portal for the order of a customer without a school', async () => {
    const { deliveryOrderId } = seeded('customer-user');
    for (const client of ['demo-dashboard', 'demo-portaal']) {
      const [status, body] = await get(`${base}/${deliveryOrderId}`, client);
      expect([status, body.status]).toEqual([403, 22]);
    }
    expect((await get(`${base}/${deliveryOrderId}`, 'demo-licentieregistratie'))[0]).toBe(200);
  });
});

describe('GET /deliveryorders/{id} with RULES_DELIVERY_PORTAL_CONSENT=lists-only', () => {
  const lenient = testServer({ RULES_DELIVERY_PORTAL_CONSENT: 'lists-only' });

  it('requires no consent for a portal, and consent for a dashboard', async () => {
    await lenient.control('delete', 'state/consents/demo-portaal-delivery.portal-104A158');
    await lenient.control('delete', 'state/consents/demo-dashboard-delivery.dashboard-104A158');
    const path = `${base}/${seeded('school-groups').deliveryOrderId}`;
    const statusFor = async (as: string) => (await lenient.call('get', path, { as })).status;
    expect([await statusFor('demo-portaal'), await statusFor('demo-dashboard')]).toEqual([
      200, 403,
    ]);
  });
});

describe('GET /deliveryorders/school', () => {
  const at = `${base}/school`;
  const all = [
    'school-groups',
    'school-all',
    'school-admin',
    'school-studies',
    'school-subjects',
    'school-students',
    'school-employees',
    'school-activationcodes',
  ];

  it.each([
    ['the master identifier', 'orgMasterId=104A158'],
    ['another identifier and its type', 'orgId=dd-0001&orgIdType=DD_ID'],
    [
      'both, where the master identifier takes precedence',
      'orgMasterId=104A158&orgId=09QQ&orgIdType=OIE_CODE',
    ],
  ])('finds the sent orders of a school by %s, oldest first', async (_what, query) => {
    const [status, orders] = await get(`${at}?${query}`, 'demo-dashboard');
    expect([status, typesOf(orders)]).toEqual([200, all]);
    expect(orders.every((order) => order.status !== ('created' as unknown))).toBe(true);
  });

  it.each([
    ['status=licensed', ['school-subjects']],
    ['status=ordered', ['school-studies']],
    ['status=cancelled', ['school-activationcodes']],
    ['status=processed&deliveryType=school-students', ['school-students']],
    ['deliveryType=school-all', ['school-all']],
  ])('filters by %s', async (filter, types) => {
    const [, orders] = await get(`${at}?orgMasterId=104A158&${filter}`, 'demo-portaal');
    expect(typesOf(orders)).toEqual(types);
  });

  // prettier-ignore
  it.each([
    ['',                                     '?orgMasterId', 'orgMasterId, or orgId with orgIdType', 'missing'],
    ['orgId=dd-0001',                        '?orgIdType',   'the type of orgId', 'missing'],
    ['orgIdType=DD_ID',                      '?orgId',       'an identifier of type DD_ID', 'missing'],
    ['orgId=x&orgIdType=dd_id',              '?orgIdType',   'one of OIE_CODE, BP_ID, DD_ID, AS_ID', 'dd_id'],
    ['orgMasterId=104A158&status=created',   '?status',      'one of ordered, processed, licensed, cancelled', 'created'],
    ['orgMasterId=104A158&deliveryType=school-admin', '?deliveryType', 'one of school-all, school-studies, school-subjects, school-groups, school-students, school-employees, school-activationcodes', 'school-admin'],
    ['orgMasterId=104A158&deliveryType=customer-user', '?deliveryType', 'one of school-all, school-studies, school-subjects, school-groups, school-students, school-employees, school-activationcodes', 'customer-user'],
    ['orgMasterId=104A158&orgMasterId=09QQ', '?orgMasterId', 'string', 'array'],
  ])('answers 400 with status 11 for the query "%s"', async (query, path, expected, seen) => {
    const [status, body] = await get(`${at}?${query}`);
    expect([status, body]).toEqual([400, { status: 11, statusMessage: `Schema incorrect. ${JSON.stringify([{ path, expected, seen }])}` }]);
  });

  it('answers 404 for an unknown school, comparing identifiers by case and type', async () => {
    for (const query of [
      'orgMasterId=999Z999',
      'orgId=DD-0001&orgIdType=DD_ID',
      'orgId=dd-0001&orgIdType=AS_ID',
      'orgMasterId=DD_ID%20dd-0001',
    ]) {
      const [status, body] = await get(`${at}?${query}`);
      expect([query, status, body.status]).toEqual([query, 404, 99]);
    }
  });

  it('finds an order under the school that buys and the school that it is for', async () => {
    const second = {
      organisationIds: [{ organisationId: '09QQ', organisationIdType: 'OIE_CODE' }],
    };
    const { deliveryOrderId } = await server.control(
      'post',
      'state/deliveryorders',
      aDeliveryOrder({ buyer: second }),
    );
    await consent('demo-dashboard', 'delivery.dashboard', second, 'accepted');
    for (const query of ['orgMasterId=104A158', 'orgId=09QQ&orgIdType=OIE_CODE']) {
      const [, orders] = await get(`${at}?${query}`, 'demo-dashboard');
      expect(orders.map((order) => order.deliveryOrderId)).toContain(deliveryOrderId);
    }
  });

  it('answers an empty list for a school with consent and without orders', async () => {
    const third = { organisationIds: [{ organisationId: 'bp-0003', organisationIdType: 'BP_ID' }] };
    const query = `${at}?orgId=bp-0003&orgIdType=BP_ID`;
    expect(await get(query, 'demo-dashboard')).toEqual([403, refusal]);
    await consent('demo-dashboard', 'delivery.dashboard', third, 'accepted');
    expect(await get(query, 'demo-dashboard')).toEqual([200, []]);
  });

  it.each(['pending', 'declined', 'revoked'])(
    'answers 403 with status 22 to dashboard and portal while consent is %s',
    async (status) => {
      for (const [client, scope] of [
        ['demo-dashboard', 'delivery.dashboard'],
        ['demo-portaal', 'delivery.portal'],
      ] as const) {
        await server.control('put', `state/consents/${client}-${scope}-104A158`, {
          clientId: client,
          school,
          scope,
          status,
        });
        const [code, body] = await get(`${at}?orgMasterId=104A158`, client);
        expect([code, body]).toEqual([403, refusal]);
      }
    },
  );

  it('uses the consent that was written last when several apply', async () => {
    for (const [status, code] of [
      ['revoked', 403],
      ['accepted', 200],
    ] as const) {
      await consent('demo-dashboard', 'delivery.dashboard', school, status);
      expect((await get(`${at}?orgMasterId=104A158`, 'demo-dashboard'))[0]).toBe(code);
    }
    const first = 'demo-dashboard-delivery.dashboard-104A158';
    const item = await server.control('get', `state/consents/${first}`);
    await server.control('put', `state/consents/${first}`, { ...item, status: 'declined' });
    expect((await get(`${at}?orgMasterId=104A158`, 'demo-dashboard'))[0]).toBe(403);
  });

  it('does not take consent for the portal as consent for the dashboard', async () => {
    await server.control('delete', 'state/consents/demo-dashboard-delivery.dashboard-104A158');
    await consent('demo-dashboard', 'delivery.portal', school, 'accepted');
    expect((await get(`${at}?orgMasterId=104A158`, 'demo-dashboard'))[0]).toBe(403);
  });
});

describe('POST /deliveryorders/school/user', () => {
  const findForUser = async (user: object, query = '', of: object = school) => {
    const path = `${base}/school/user${query}`;
    const { status, body } = await server.call('post', path, {
      as: 'demo-portaal',
      body: { school: of, user },
    });
    return [status, body] as [number, Order[]];
  };

  it('finds the orders that list a student, those of the groups of the student, and personal ones', async () => {
    const [status, orders] = await findForUser({ userMasterIdentifier: student });
    expect([status, typesOf(orders)]).toEqual([
      200,
      [
        'school-groups',
        'school-all',
        'school-studies',
        'school-subjects',
        'school-students',
        'customer-user',
      ],
    ]);
  });

  it.each([
    ['studyYearIds', 'school-studies'],
    ['subjectIds', 'school-subjects'],
    ['groupIds', 'school-groups'],
  ])('omits orders for %s of which the student is not a member', async (field, type) => {
    const membership = await server.control('get', 'state/memberships/student-1');
    await server.control('put', 'state/memberships/student-1', {
      ...membership,
      [field]: ['another'],
    });
    expect(typesOf((await findForUser({ userMasterIdentifier: student }))[1])).not.toContain(type);
  });

  it('finds an employee by identifier and type, and nothing for a user without membership', async () => {
    const userIds = [{ userId: 'e1001@as-0001', userIdType: 'NEPPI' }];
    expect(typesOf((await findForUser({ userIds }))[1])).toEqual(['school-employees']);
    expect(
      await findForUser({ userIds: [{ userId: 'e1001@as-0001', userIdType: 'BPI' }] }),
    ).toEqual([200, []]);
  });

  it('filters by status', async () => {
    expect(
      typesOf((await findForUser({ userMasterIdentifier: student }, '?status=licensed'))[1]),
    ).toEqual(['school-subjects']);
  });

  it.each([
    [
      { school: {}, user: { userMasterIdentifier: student } },
      '/school/organisationMasterIdentifier',
      'organisationMasterIdentifier or organisationIds',
    ],
    [{ school, user: {} }, '/user/userMasterIdentifier', 'userMasterIdentifier or userIds'],
    [{ user: { userMasterIdentifier: student } }, '/school', 'object'],
    [{ school }, '/user', 'object'],
  ])('answers 400 with status 11 for %j', async (body, path, expected) => {
    const response = await server.call('post', `${base}/school/user`, { body });
    const details = JSON.stringify([{ path, expected, seen: 'missing' }]);
    expect([response.status, response.body]).toEqual([
      400,
      { status: 11, statusMessage: `Schema incorrect. ${details}` },
    ]);
  });

  it('answers within ten seconds for 10,000 listed students and 15,000 identifiers', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, number) => ({
        userId: `nobody-${number}`,
        userIdType: 'NEPPI',
      }));
    const students = many(10_000).map((userId) => ({
      userIds: [{ ...userId, userIdType: 'BPI' }],
    }));
    await server.call('put', '/aanspraakmanager/deliveryorders', {
      body: aDeliveryRequest(
        aDeliveryOrder({
          deliveryType: 'school-students',
          deliverySpecification: { school, students },
        }),
      ),
    });
    const startedAt = performance.now();
    expect(await findForUser({ userIds: many(15_000) })).toEqual([200, []]);
    // Comparing each identifier with each student took half a minute.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('answers 404 for an unknown school before it checks consent', async () => {
    expect(
      (
        await findForUser({ userMasterIdentifier: student }, '', {
          organisationMasterIdentifier: 'x',
        })
      )[0],
    ).toBe(404);
  });
});

describe('GET /deliveryorders/contracts/{id}', () => {
  it('finds all orders of a contract, oldest first, without consent', async () => {
    const [status, orders] = await get(`${base}/contracts/CT-2026-001`, 'demo-licentieregistratie');
    expect([status, orders]).toEqual([
      200,
      seededOrders.map(({ order }) => order).filter((order) => order.status !== 'created'),
    ]);
  });

  it('answers an empty list for a known contract without orders, and 404 for an unknown one', async () => {
    await server.control('put', 'state/contracts/CT-EMPTY', {});
    expect(await get(`${base}/contracts/CT-EMPTY`)).toEqual([200, []]);
    expect(await get(`${base}/contracts/CT-NONE`)).toEqual([
      404,
      { status: 99, statusMessage: 'unknown contract: CT-NONE' },
    ]);
  });
});

describe('version 1 of /deliveryorders', () => {
  const v1 = '/bestelomgeving/v1/deliveryorders';

  it('answers 404 for a school-admin order and omits it from lists', async () => {
    const { deliveryOrderId } = seeded('school-admin');
    expect((await get(`${v1}/${deliveryOrderId}`))[0]).toBe(404);
    for (const list of ['school?orgMasterId=104A158', 'contracts/CT-2026-001']) {
      const orders = (await get(`${v1}/${list}`))[1];
      expect(typesOf(orders)).not.toContain('school-admin');
      expect(orders.length).toBeGreaterThan(5);
    }
  });

  it('answers other orders like version 2', async () => {
    const { deliveryOrderId } = seeded('school-groups');
    const { headers, body } = await server.call('get', `${v1}/${deliveryOrderId}`);
    expect([headers['api-version'], body]).toEqual(['1.0.0', seeded('school-groups')]);
  });
});

describe('…/state of schools, consents, contracts and memberships', () => {
  it('lists items newest first, page by page', async () => {
    const { items } = await server.control<{ items: { id: string }[] }>('get', 'state/schools');
    expect(items.map(({ id }) => id)).toEqual(['bp-0003', '09QQ', '104A158']);
    const first = await server.control<{ items: { id: string }[]; nextCursor: string }>(
      'get',
      'state/schools?limit=2',
    );
    const rest = await server.control<{ items: { id: string }[] }>(
      'get',
      `state/schools?limit=2&cursor=${first.nextCursor}`,
    );
    expect(rest.items.map(({ id }) => id)).toEqual(['104A158']);
  });

  it.each([
    [
      'consents',
      { clientId: 'demo', school, scope: 'delivery.sale', status: 'accepted' },
      '/scope: expected one of delivery.dashboard, delivery.portal, seen delivery.sale',
    ],
    [
      'schools',
      { name: 'x' },
      '/organisationMasterIdentifier: expected organisationMasterIdentifier or organisationIds, seen missing; /name: expected no such field, seen a field',
    ],
    [
      'memberships',
      { id: 'other', user: { userMasterIdentifier: 'x' }, school },
      '/id: expected mine, seen other',
    ],
  ])('answers 400 for %s that do not match the schema', async (collection, item, detail) => {
    const { status, body } = await server.tryControl('put', `state/${collection}/mine`, item);
    expect([status, (body as { detail: string }).detail]).toEqual([400, detail]);
  });

  it('answers 204 to the first DELETE of an item and 404 after it', async () => {
    expect((await server.tryControl('delete', 'state/schools/09QQ')).status).toBe(204);
    expect((await server.tryControl('delete', 'state/schools/09QQ')).status).toBe(404);
    expect((await server.tryControl('get', 'state/schools/09QQ')).status).toBe(404);
  });

  it('restores a removed item on reset', async () => {
    await server.control('delete', 'state/schools/09QQ');
    await server.control('post', 'reset');
    expect(await server.control('get', 'state/schools/09QQ')).toEqual({
      id: '09QQ',
      organisationIds: [{ organisationId: '09QQ', organisationIdType: 'OIE_CODE' }],
    });
  });
});

describe('a token with edu_org_id', () => {
  const tokenFor = async (eduOrgId: string) => {
    const form = {
      grant_type: 'client_credentials',
      client_id: 'demo-dashboard',
      client_secret: 'demo-dashboard-secret',
      edu_org_id: eduOrgId,
    };
    const { body } = await server.http.post('/bestelomgeving/oauth2/token').type('form').send(form);
    return (body as { access_token: string }).access_token;
  };
  const at = `${base}/school?orgMasterId=104A158`;

  it.each(['104A158', '09QQ', 'dd-0001'])(
    'is accepted for the known school %s',
    async (eduOrgId) => {
      const token = await tokenFor(eduOrgId);
      const { edu_org_id: claim } = JSON.parse(
        Buffer.from(token.split('.')[1]!, 'base64url').toString(),
      ) as Record<string, string>;
      const { status } = await server.http.get(at).set('authorization', `Bearer ${token}`);
      expect([claim, status]).toEqual([eduOrgId, 200]);
    },
  );

  it('is answered 400 with status 23 for an unknown school', async () => {
    const token = await tokenFor('999Z999');
    const { status, body } = await server.http.get(at).set('authorization', `Bearer ${token}`);
    expect([status, body]).toEqual([400, { status: 23, statusMessage: 'edu_org_id unknown' }]);
  });
});
