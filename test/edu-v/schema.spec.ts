import { describe, expect, it } from '@jest/globals';
import type { Type as Class } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import { deliveryExamples } from '../../src/apis/edu-v-delivery/examples.js';
import { deliveryOperations } from '../../src/apis/edu-v-delivery/operations.js';
import { schools, seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import { orderOperations } from '../../src/apis/edu-v-order/operations.js';
import { fieldsOf, type Field } from '../../src/platform/validation/fields.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

type Json = Record<string, unknown>;
interface SchemaError {
  path: string;
  expected: string;
  seen: string;
}

/** Location of a field in a message. */
interface FieldLocation {
  keys: (string | number)[];
  field: Field;
}

function fieldLocations(
  message: Class,
  value: unknown,
  keys: FieldLocation['keys'] = [],
): FieldLocation[] {
  return fieldsOf(message).flatMap((field) => {
    const path = [...keys, field.name];
    const nestedValue = (value as Json | undefined)?.[field.name];
    const { discriminator } = field;
    const nestedClass = discriminator
      ? discriminator.classes[String((value as Json)[discriminator.field])]
      : field.of?.();
    const isList = field.type === 'array';
    const nested = nestedClass
      ? fieldLocations(
          nestedClass,
          isList ? (nestedValue as unknown[] | undefined)?.[0] : nestedValue,
          isList ? [...path, 0] : path,
        )
      : [];
    return [{ keys: path, field }, ...nested];
  });
}

/** Copy of the message with another value at `keys`. `undefined` removes the field. */
function withValue(message: Json, keys: FieldLocation['keys'], value: unknown): Json {
  // structuredClone would keep shared references of an example, so that two places would change.
  const copy = JSON.parse(JSON.stringify(message)) as Json;
  const last = keys.at(-1)!;
  const parent = keys.slice(0, -1).reduce<Json>((at, key) => at[key] as Json, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

function errorsIn({ statusMessage }: { statusMessage: string }): SchemaError[] {
  return JSON.parse(statusMessage.replace(/^Schema incorrect\. /, '')) as SchemaError[];
}

const wrongValues: Record<Field['type'], [unknown, string][]> = {
  string: [
    [null, 'null'],
    [1, 'number 1'],
    [true, 'boolean true'],
    [['a'], 'array'],
    [{}, 'object'],
  ],
  integer: [
    [null, 'null'],
    ['1', 'string "1"'],
    [1.5, 'number 1.5'],
    [true, 'boolean true'],
    [[1], 'array'],
  ],
  number: [],
  boolean: [
    [null, 'null'],
    ['true', 'string "true"'],
    [1, 'number 1'],
  ],
  array: [
    [null, 'null'],
    [{}, 'object'],
    ['a', 'string "a"'],
  ],
  object: [
    [null, 'null'],
    [[], 'array'],
    ['a', 'string "a"'],
  ],
};

const wrongTexts: Partial<Record<string, string[]>> = {
  uuid: [
    '',
    'x',
    '7d3c1c0e-4d0b-4b7e-9a55-0f5f6d1f3a1',
    '7d3c1c0e4d0b4b7e9a550f5f6d1f3a10',
    'urn:uuid:7d3c1c0e-4d0b-4b7e-9a55-0f5f6d1f3a10',
    '7d3c1c0e-4d0b-4b7e-9a55-0f5f6d1f3a1g',
  ],
  date: [
    '',
    '2026-8-1',
    '2026-02-30',
    '2026-13-01',
    '2025-02-29',
    '01-08-2026',
    '2026-08-01T00:00:00Z',
  ],
  'date-time': [
    '',
    '2026-05-04',
    '2026-05-04 09:12:33Z',
    '2026-05-04T09:12:33',
    '2026-02-30T09:12:33Z',
    '2026-05-04T24:00:00Z',
    '2026-05-04T09:60:33Z',
    '2026-05-04T09:12:33+2:00',
  ],
};

const messages = [
  ['PUT /orders', '/ordersysteem/orders', orderOperations.acceptOrder, orderExamples.order],
  [
    'PUT /orders/confirmations',
    '/bestelomgeving/orders/confirmations',
    orderOperations.confirmOrder,
    orderExamples.orderConfirmation,
  ],
  [
    'PUT /creditorders',
    '/ordersysteem/creditorders',
    orderOperations.acceptCreditOrder,
    orderExamples.creditOrder,
  ],
  [
    'PUT /creditorders/confirmations',
    '/bestelomgeving/creditorders/confirmations',
    orderOperations.confirmCreditOrder,
    orderExamples.creditOrderConfirmation,
  ],
  ...seededOrders.map(
    ({ order }) =>
      [
        `PUT /deliveryorders, ${order.deliveryType} ${order.status}`,
        '/aanspraakmanager/deliveryorders',
        deliveryOperations.acceptDeliveryOrder,
        { ...deliveryExamples.request, deliveryOrder: order },
      ] as const,
  ),
  [
    'PUT /deliveryorders for a school by other identifiers',
    '/aanspraakmanager/deliveryorders',
    deliveryOperations.acceptDeliveryOrder,
    {
      ...deliveryExamples.request,
      deliveryOrder: { ...seededOrders[6]!.order, buyer: schools.first, portals: ['portal-a'] },
    },
  ],
  [
    'PUT /deliveryorders/confirmations',
    '/bestelomgeving/deliveryorders/confirmations',
    deliveryOperations.confirmDeliveryOrder,
    { ...deliveryExamples.confirmation, newTotalQuantity: 10 },
  ],
  [
    'POST /deliveryorders/school/user',
    '/bestelomgeving/deliveryorders/school/user',
    deliveryOperations.getDeliveryOrdersForUser,
    {
      school: schools.first,
      user: {
        ...deliveryExamples.userAtSchool.user,
        userIds: [{ userId: 'e1001@as-0001', userIdType: 'NEPPI' }],
      },
    },
  ],
] as const;

describe.each(messages)('%s', (_title, path, { body, method, successStatus }, example) => {
  const send = (message: unknown) =>
    server.call(method.toLowerCase() as 'put' | 'post', path, { body: message });
  const full = example as unknown as Json;
  const locations = fieldLocations(body, example).filter(({ keys }) => {
    const parent = keys
      .slice(0, -1)
      .reduce<unknown>((at, key) => (at as Json | undefined)?.[key], full);
    return parent !== undefined;
  });
  const cases = locations
    .filter(({ field }) => !field.customType?.test(null))
    .map(({ keys, field }) => [`/${keys.join('/')}`, keys, field] as const);

  it.each(cases)('validates %s: required, type and format', async (pointer, keys, field) => {
    const expected = field.values
      ? `one of ${field.values.join(', ')}`
      : (field.format ?? field.type);
    const wrong = [
      ...(field.required ? [[undefined, 'missing'] as const] : []),
      ...wrongValues[field.type],
      ...(wrongTexts[field.format ?? ''] ?? []).map((text) => [text, text] as const),
      ...(field.values ? (['', 'APPROVED'] as const).map((text) => [text, text] as const) : []),
    ];
    for (const [value, seen] of wrong) {
      const response = await send(withValue(full, keys, value));
      expect([value, response.status, (response.body as Json)['status']]).toEqual([value, 400, 11]);
      expect(errorsIn(response.body as { statusMessage: string })).toEqual([
        { path: pointer, expected, seen },
      ]);
    }
  });

  it('accepts a message without optional fields', async () => {
    const optionalFields = locations.filter(
      ({ field, keys }) => !field.required && keys.length === 1,
    );
    const minimal = optionalFields.reduce(
      (message, { keys }) => withValue(message, keys, undefined),
      full,
    );
    const [reference = ''] = Object.keys(full)
      .filter((name) => name.endsWith('ReferenceId'))
      .slice(-1);
    const request = reference ? withValue(minimal, [reference], randomUUID()) : minimal;
    const { status, body: answer } = await send(request);
    // A confirmation of an unknown request is refused, but not because of its schema.
    expect([status, (answer as Json)['status']]).toEqual(
      path.endsWith('confirmations') ? [400, 99] : [successStatus, undefined],
    );
  });
});

describe('a request body', () => {
  const schemaErrorsOf = async (response: PromiseLike<{ status: number; body: unknown }>) => {
    const { status, body } = await response;
    expect([status, (body as Json)['status']]).toEqual([400, 11]);
    return errorsIn(body as { statusMessage: string });
  };
  const putRaw = async (
    contentType: string | undefined,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ) => {
    const request = server.http
      .put('/ordersysteem/orders')
      .set('authorization', `Bearer ${await server.token()}`);
    if (contentType !== undefined) void request.set('content-type', contentType);
    for (const [name, value] of Object.entries(headers)) void request.set(name, value);
    return request.serialize((text: unknown) => text as string).send(body as string);
  };
  const json = 'application/json';

  it('is answered with all schema errors at once, including nested ones', async () => {
    const errors = await schemaErrorsOf(
      server.put('/ordersysteem/orders', {
        requestReferenceId: 7,
        deliveryLocation: { houseNumber: '12' },
        orderLines: [{ quantity: 1, productId: 'a' }, { quantity: '1' }, null],
      }),
    );
    expect(errors.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: '/deliveryLocation/city', expected: 'string', seen: 'missing' },
      { path: '/deliveryLocation/country', expected: 'string', seen: 'missing' },
      { path: '/deliveryLocation/houseNumber', expected: 'integer', seen: 'string "12"' },
      { path: '/deliveryLocation/street', expected: 'string', seen: 'missing' },
      { path: '/deliveryLocation/zipCode', expected: 'string', seen: 'missing' },
      { path: '/orderLines/1/productId', expected: 'string', seen: 'missing' },
      { path: '/orderLines/1/quantity', expected: 'integer', seen: 'string "1"' },
      { path: '/orderLines/2', expected: 'object', seen: 'null' },
      { path: '/purchaseOrderId', expected: 'string', seen: 'missing' },
      { path: '/requestReferenceId', expected: 'uuid', seen: 'number 7' },
    ]);
  });

  it('is answered with at most 100 schema errors', async () => {
    const orderLines = Array.from({ length: 200 }, () => ({ productId: 'a', quantity: 'x' }));
    expect(
      await schemaErrorsOf(
        server.put('/ordersysteem/orders', { ...orderExamples.order, orderLines }),
      ),
    ).toHaveLength(100);
  });

  it.each([
    ['an array', '[]', 'array'],
    ['a string', '"a"', 'string "a"'],
    ['null', 'null', 'null'],
    ['a number', '1', 'number 1'],
  ])('is refused when it is not an object: %s', async (_name, body, seen) => {
    expect(await schemaErrorsOf(putRaw(json, body))).toEqual([
      { path: '', expected: 'object', seen },
    ]);
  });

  it.each(['{', '{"a":1,}', "{'a':1}", 'nothing', '{}\u{feff}'])(
    'is refused when it is not JSON: %s',
    async (body) => {
      expect(await schemaErrorsOf(putRaw(json, body))).toEqual([
        { path: '', expected: 'JSON', seen: expect.any(String) },
      ]);
    },
  );

  it('is refused when it is missing', async () => {
    expect(await schemaErrorsOf(putRaw(json, ''))).toEqual([
      { path: '', expected: 'a JSON object', seen: 'missing' },
    ]);
    const withoutBody = server.http
      .put('/ordersysteem/orders')
      .set('authorization', `Bearer ${await server.token()}`);
    expect(await schemaErrorsOf(withoutBody)).toEqual([
      { path: '', expected: 'a JSON object', seen: 'missing' },
    ]);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/jsonx',
    'application/json; charset=iso-8859-1',
    'json',
    'a/b/c',
  ])('is refused with Content-Type %s', async (mediaType) => {
    const errors = await schemaErrorsOf(putRaw(mediaType, JSON.stringify(orderExamples.order)));
    expect(errors).toEqual([
      { path: '', expected: 'Content-Type: application/json', seen: mediaType },
    ]);
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/json;',
  ])('is accepted with Content-Type %s', async (mediaType) => {
    expect((await putRaw(mediaType, JSON.stringify(orderExamples.order))).status).toBe(202);
  });

  it('is refused when it is compressed', async () => {
    const errors = await schemaErrorsOf(putRaw(json, '{}', { 'content-encoding': 'gzip' }));
    expect(errors).toEqual([{ path: '', expected: 'no Content-Encoding', seen: 'gzip' }]);
  });

  it('is refused when it is not UTF-8', async () => {
    const errors = await schemaErrorsOf(
      putRaw(json, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
    );
    expect(errors).toEqual([{ path: '', expected: 'UTF-8', seen: 'bytes that are not UTF-8' }]);
  });

  it('is refused above 1 MiB with a schema error, after the checks for 401 and 405', async () => {
    const large = JSON.stringify({
      ...orderExamples.order,
      purchaseOrderType: 'x'.repeat(1024 * 1024),
    });
    expect(await schemaErrorsOf(server.put('/ordersysteem/orders', large))).toEqual([
      { path: '', expected: 'at most 1048576 bytes', seen: 'more' },
    ]);
    expect((await server.put('/ordersysteem/orders', large, null)).status).toBe(401);
    expect((await server.put('/bestelomgeving/orders', large, null)).status).toBe(405);
  });

  it('is refused with more than 200 levels, also in an unknown field', async () => {
    const nested = (levels: number) => `${'['.repeat(levels)}"]["${']'.repeat(levels)}`;
    const text = (levels: number) =>
      JSON.stringify(orderExamples.order).replace('{', `{"deep":${nested(levels)},`);
    expect((await server.put('/ordersysteem/orders', text(199))).status).toBe(202);
    expect(await schemaErrorsOf(server.put('/ordersysteem/orders', text(200)))).toEqual([
      { path: '', expected: 'at most 200 levels', seen: 'more' },
    ]);
  });

  it('may have a field __proto__, which has no effect', async () => {
    const text = JSON.stringify(orderExamples.order).replace(
      '{',
      '{"__proto__":{"requestReferenceId":1},',
    );
    expect((await server.put('/ordersysteem/orders', text)).status).toBe(202);
  });
});
