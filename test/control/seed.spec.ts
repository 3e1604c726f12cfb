import { beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ApiDirectory } from '../../src/apis/api-directory.js';
import { roles } from '../../src/roles/index.js';
import { deliveryExamples } from '../../src/apis/edu-v-delivery/examples.js';
import { formats } from '../../src/platform/validation/formats.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const collections = [...new ApiDirectory(roles).collections.keys()];
const example = readFileSync(join(import.meta.dirname, '../../docs/examples/seed.yaml'), 'utf8');
const { deliveryOrder } = deliveryExamples.request;
const SEEDED = '24e39454-5360-4ba4-819f-03e59b8dd679';

const idFields = ['id', 'requestReferenceId', 'deliveryOrderId', 'orderId', 'fulfilmentId'];
/** Times are stored with milliseconds, so that they sort as text. */
const withMilliseconds = (item: object): object =>
  JSON.parse(JSON.stringify(item).replaceAll(/(T\d\d:\d\d:\d\d)Z/g, '$1.000Z')) as object;

const post = async (text: string | Buffer, type = 'application/yaml') => {
  const { status, body } = await server.http
    .post('/_sandbox/workspaces/default/seed')
    .set('content-type', type)
    .send(text);
  return { status, body: body as Record<string, unknown> };
};
const idsIn = async (collection: string) => {
  const { items } = await server.control<{ items: { id: string }[] }>('get', `state/${collection}`);
  return items.map(({ id }) => id);
};
const detailOf = async (text: string) => {
  const { status, body } = await post(text);
  return [status, body['detail']];
};

beforeEach(() => server.control('post', 'reset'));

describe('POST …/seed', () => {
  it('writes the items of a YAML file and answers the count per collection', async () => {
    expect(await post(example)).toEqual({
      status: 201,
      body: {
        written: {
          schools: 1,
          contracts: 1,
          memberships: 1,
          consents: 1,
          parties: 1,
          'bokbasen-products': 1,
          titles: 1,
          consumers: 1,
          orders: 1,
          creditorders: 1,
          deliveryorders: 1,
          'bokbasen-orders': 1,
          'dds-orders': 1,
          reports: 1,
        },
      },
    });
    const file = parse(example) as Record<string, Record<string, unknown>[]>;
    for (const [collection, items] of Object.entries(file)) {
      const [item = {}] = items;
      const id = String(idFields.map((field) => item[field]).find(Boolean));
      const stored = await server.state<object>(collection, id);
      expect([collection, withMilliseconds(stored)]).toEqual([
        collection,
        expect.objectContaining(withMilliseconds(item)),
      ]);
    }
  });

  it('applies the consents of the file', async () => {
    await post(example);
    const { status, body } = await server.call(
      'get',
      '/bestelomgeving/v2/deliveryorders/school?orgMasterId=207B334',
      { as: 'demo-dashboard' },
    );
    expect([status, body]).toEqual([
      200,
      [expect.objectContaining({ contractId: 'CT-2026-207', status: 'processed' })],
    ]);
  });

  it.each([
    ['application/json', '{"contracts": [{"id": "C-1"}], "$schema": "seed.schema.json"}'],
    ['application/json', '{\n\t"contracts": [\n\t\t{"id": "C-1"}\n\t]\n}'],
    ['application/yaml; charset=utf-8', 'contracts: [{id: C-1}]'],
    ['application/x-yaml', '---\ncontracts:\n- id: C-1\n'],
    ['text/yaml', 'contracts:\n  - &c { id: C-1 }\n'],
    ['text/x-yaml', '\uFEFFcontracts:\n  - id: "C-1" # the first\n'],
  ])('accepts %s: %j', async (type, text) => {
    expect(await post(text, type)).toEqual({ status: 201, body: { written: { contracts: 1 } } });
    expect(await idsIn('contracts')).toEqual(['C-1', 'CT-2026-001']);
  });

  it('writes collections in the order of their references', async () => {
    const file = parse(example) as Record<string, object[]>;
    const reversed = Object.fromEntries(Object.entries(file).toReversed());
    const { status, body } = await post(JSON.stringify(reversed), 'application/json');
    expect([status, Object.keys(body['written'] as object)]).toEqual([201, collections]);
  });

  it('answers 400 with the items that refer to missing items', async () => {
    const { creditorders, 'bokbasen-orders': bokbasenOrders } = parse(example) as Record<
      string,
      object[]
    >;
    const text = JSON.stringify({ creditorders, 'bokbasen-orders': bokbasenOrders }, null, 1);
    const { status, body } = await post(text, 'application/json');
    expect([status, body['faults']]).toEqual([
      400,
      [
        {
          line: 3,
          path: '/creditorders/0',
          expected: 'an item that can be stored',
          seen: expect.stringContaining('PO-2026-000207'),
        },
        {
          line: 20,
          path: '/bokbasen-orders/0/buyer',
          expected: 'one of the parties 4321, 555000, 987654',
          seen: '700207',
        },
      ],
    ]);
  });

  it('accepts an item as read, with the fields that the roles add', async () => {
    const { items } = await server.control<{ items: object[] }>('get', 'state/deliveryorders');
    const [shown] = items;
    expect(shown).toHaveProperty('bestelomgeving');
    expect(await post(JSON.stringify({ deliveryorders: [shown] }))).toEqual({
      status: 201,
      body: { written: { deliveryorders: 1 } },
    });
  });

  it('replaces an existing item', async () => {
    await post('schools:\n  - {id: S, organisationMasterIdentifier: one}');
    await post('schools:\n  - {id: S, organisationMasterIdentifier: two}');
    expect(await server.state('schools', 'S')).toEqual({
      id: 'S',
      organisationMasterIdentifier: 'two',
    });
  });

  it('assigns a client to every party that names it', async () => {
    const party = (id: string) => `{id: ${id}, name: Store, clients: [demo-reader]}`;
    await post(`parties: [${party('"1"')}, ${party('"2"')}]`);
    const { items } = await server.control<{ items: object[] }>('get', 'state/parties');
    expect(items.slice(0, 2)).toEqual([
      { id: '2', name: 'Store', clients: ['demo-reader'] },
      { id: '1', name: 'Store', clients: ['demo-reader'] },
    ]);
  });

  it('answers 400 with line, path, expected and seen of every error', async () => {
    const text = [
      'schools:',
      '  - id: S-1',
      '    organisationMasterIdentifier: 207334',
      '  - id: S-2',
      'contracts:',
      '  - {}',
      'books:',
      '  - id: B-1',
    ].join('\n');
    const { status, body } = await post(text);
    const errors = body['faults'] as { expected: string }[];
    expect([status, body]).toEqual([
      400,
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: [
          'line 3, /schools/0/organisationMasterIdentifier: expected string, seen number 207334',
          'line 4, /schools/1/organisationMasterIdentifier: expected organisationMasterIdentifier or organisationIds, seen missing',
          'line 6, /contracts/0/id: expected string, seen missing',
          `line 7, /books: expected ${errors.at(-1)?.expected}, seen books`,
        ].join('; '),
        faults: [
          {
            line: 3,
            path: '/schools/0/organisationMasterIdentifier',
            expected: 'string',
            seen: 'number 207334',
          },
          {
            line: 4,
            path: '/schools/1/organisationMasterIdentifier',
            expected: 'organisationMasterIdentifier or organisationIds',
            seen: 'missing',
          },
          { line: 6, path: '/contracts/0/id', expected: 'string', seen: 'missing' },
          {
            line: 7,
            path: '/books',
            expected: expect.stringMatching(/^one of schools, contracts, .*deliveryorders/),
            seen: 'books',
          },
        ],
      },
    ]);
  });

  it('writes nothing when an item cannot be written, and reports every such item', async () => {
    const text = [
      'contracts:',
      '  - id: C-1',
      'consumers:',
      '  - { id: A, email: same@example.org, name: A, surname: A }',
      '  - id: B',
      '    email: SAME@example.org',
      '    name: B',
      '    surname: B',
      'parties:',
      '  - id: P-1',
      '    name: Store',
      '    clients:',
      '      - demo',
      '      - nobody',
    ].join('\n');
    expect(await detailOf(text)).toEqual([
      400,
      'line 6, /consumers/1/email: expected an address that account A does not use, seen SAME@example.org; ' +
        'line 14, /parties/0/clients/1: expected a client of the workspace, seen nobody',
    ]);
    expect([await idsIn('contracts'), await idsIn('parties')]).toEqual([
      ['CT-2026-001'],
      ['987654', '555000', '4321'],
    ]);
  });

  it('answers 409 with the line of an item that conflicts with an existing one', async () => {
    const text = JSON.stringify(
      {
        contracts: [{ id: 'C-1' }],
        deliveryorders: [{ ...deliveryOrder, deliveryOrderId: SEEDED, status: 'created' }],
      },
      null,
      2,
    );
    const conflict = `Delivery order ${SEEDED} was already sent: it is processed, not created`;
    const expected = 'an item that can be stored';
    expect(await post(text, 'application/json')).toEqual({
      status: 409,
      body: {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: `line 8, /deliveryorders/0: expected ${expected}, seen ${conflict}`,
        faults: [{ line: 8, path: '/deliveryorders/0', expected, seen: conflict }],
      },
    });
    expect(await idsIn('contracts')).toEqual(['CT-2026-001']);
  });

  it('reports at most a hundred errors', async () => {
    const { body } = await post(`contracts:\n${'  - {}\n'.repeat(150)}`);
    expect((body['faults'] as object[]).at(-1)).toEqual({
      line: 101,
      path: '/contracts/99/id',
      expected: 'string',
      seen: 'missing',
    });
    expect(body['faults']).toHaveLength(100);
    const parties = Array.from({ length: 150 }, (_, id) => ({
      id: `P-${id}`,
      name: 'Store',
      clients: ['nobody'],
    }));
    const written = await post(JSON.stringify({ parties }));
    expect([written.status, written.body['faults']]).toEqual([
      400,
      Array.from({ length: 100 }, () =>
        expect.objectContaining({ line: 1, expected: 'a client of the workspace' }),
      ),
    ]);
  });

  it.each([
    ['# nothing', 'line 1: expected an object of collections, seen null'],
    ['- id: C-1', 'line 1: expected an object of collections, seen array'],
    ['contracts:', 'line 1, /contracts: expected array, seen null'],
    ['\ncontracts: {id: C-1}', 'line 2, /contracts: expected array, seen object'],
    ['contracts:\n  - C-1', 'line 2, /contracts/0: expected object, seen string "C-1"'],
    [
      'contracts:\n  - id: C-1\n  - id: C-1',
      'line 3, /contracts/1/id: expected each id once, seen C-1',
    ],
    [
      'contracts:\n  - id: C-1\n    a/b: 1',
      'line 3, /contracts/0/a~1b: expected no such field, seen a field',
    ],
    [
      'schools:\n  - id: S-1\n    organisationIds: &ids\n      - organisationId: 7\n        organisationIdType: AS_ID\n  - id: S-2\n    organisationIds: *ids',
      'line 4, /schools/0/organisationIds/0/organisationId: expected string, seen number 7; ' +
        'line 4, /schools/1/organisationIds/0/organisationId: expected string, seen number 7',
    ],
    ['$schema: 1', 'line 1, /$schema: expected string, seen number 1'],
  ])('answers 400 to %j', async (text, detail) => {
    expect(await detailOf(text)).toEqual([400, detail]);
  });

  it.each([
    [
      'unclosed brackets',
      'contracts:\n  - {id: C-1\n',
      'line 3, column 1: expected YAML, seen Flow map in block collection must be sufficiently indented and end with a }',
    ],
    [
      'two documents',
      'a: 1\n---\na: 2',
      'line 2, column 1: expected one document, seen a second one',
    ],
    [
      'an unknown tag',
      'contracts:\n  - id: !mine C-1',
      'line 2, column 9: expected YAML, seen Unresolved tag: !mine',
    ],
    [
      'duplicate keys',
      'contracts:\n  - id: C-1\n    id: C-2\ncontracts: []',
      'line 3, column 5: expected each key once, seen id again; line 4, column 1: expected each key once, seen contracts again',
    ],
    [
      'a key that is a list',
      '? [contracts]\n: []',
      'line 1, column 3: expected a scalar as key, seen a collection or an alias',
    ],
    [
      'an unknown alias',
      'contracts: *all',
      'line 1, column 12: expected an anchor before it, seen *all',
    ],
    [
      'five thousand levels',
      `contracts: [${'['.repeat(5000)}${']'.repeat(5000)}]`,
      expect.stringMatching('line 1: expected at most 200 levels, seen more'),
    ],
    [
      'three hundred levels',
      `contracts: [${'['.repeat(300)}${']'.repeat(300)}]`,
      'line 1: expected at most 200 levels, seen more',
    ],
    [
      'an item that contains itself',
      'schools: []\nmemberships:\n  - &m\n    id: M\n    school: *m',
      'line 5: expected at most 200 levels, seen more',
    ],
    [
      'a list that contains itself twice',
      'contracts: &all\n  - *all\n  - *all',
      'line 2: expected at most 200 levels, seen more',
    ],
    [
      'aliases of aliases',
      'a: &a [1, 1]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]',
      'seed: expected at most 100 copies by aliases, seen more',
    ],
  ])('answers 400 to %s', async (_, text, detail) => {
    expect(await detailOf(text)).toEqual([400, detail]);
  });

  it.each(['['.repeat(3000), '- '.repeat(10_000), '? '.repeat(5000), '{a: '.repeat(3000)])(
    'answers 400 to thousands of levels, also repeatedly (%#)',
    async (text) => {
      for (let sent = 0; sent < 3; sent += 1)
        expect(await detailOf(text)).toEqual([
          400,
          'line 1: expected at most 200 levels, seen more',
        ]);
    },
  );

  it.each([
    [
      'text/plain',
      'contracts: []',
      'body: expected Content-Type: application/yaml or application/json, seen text/plain',
    ],
    [
      'application/yaml',
      Buffer.from([0x61, 0xff]),
      'body: expected UTF-8, seen bytes that are not UTF-8',
    ],
    [
      'application/yaml',
      `# ${'x'.repeat(2 ** 20)}`,
      'body: expected at most 1048576 bytes, seen more',
    ],
  ])('answers 400 to an invalid body of type %s (%#)', async (type, text, detail) => {
    const { status, body } = await post(text, type);
    expect([status, body['detail']]).toEqual([400, detail]);
  });

  it('stops after a hundred errors in invalid YAML', async () => {
    const { status, body } = await post(`${'{"id": 1}\n'.repeat(1000)}---\nmore: 1`);
    expect([status, (body['faults'] as object[]).length]).toEqual([400, 100]);
    expect((body['faults'] as object[])[0]).toEqual({
      line: 2,
      column: 1,
      path: '',
      expected: 'YAML',
      seen: 'Unexpected flow-map-start at node end',
    });
  });

  it('answers 404 for a workspace that does not exist', async () => {
    const { status } = await server.http
      .post('/_sandbox/workspaces/nobody/seed')
      .set('content-type', 'application/yaml')
      .send('contracts: []');
    expect(status).toBe(404);
  });
});

describe('/docs/seed.schema.json', () => {
  interface Schema {
    properties: Record<string, object>;
    definitions: Record<string, { properties: Record<string, object> }>;
  }
  const published = async () => {
    const { headers, text } = await server.http.get('/docs/seed.schema.json').buffer(true);
    return [headers['content-type'], JSON.parse(text) as Schema] as const;
  };
  const compileSchema = async () => {
    const ajv = new Ajv({ strict: true, strictRequired: false });
    for (const [name, { matches }] of Object.entries(formats))
      ajv.addFormat(name, { validate: matches });
    return ajv.compile((await published())[1]);
  };

  it('describes every field of every writable collection', async () => {
    const [type, { properties, definitions }] = await published();
    expect(type).toBe('application/schema+json; charset=utf-8');
    const listed = Object.keys(properties).filter((name) => name !== '$schema');
    // A collection that is missing in the list has no description and no write order.
    expect(listed).toEqual(collections);
    const fields = [
      properties,
      ...Object.values(definitions).map((definition) => definition.properties),
    ];
    for (const [name, field] of fields.flatMap((definition) => Object.entries(definition)))
      expect([name, field]).toEqual([
        name,
        expect.objectContaining({ description: expect.stringMatching(/./) }),
      ]);
  });

  it('accepts what the server accepts', async () => {
    const matches = await compileSchema();
    expect(matches(parse(example))).toBe(true);
    expect((await post(example)).status).toBe(201);
    for (const api of ['edu-v-order', 'edu-v-delivery', 'bokbasen-orders', 'dds'])
      await server.control('post', 'orders/generate', { api, count: 20 });
    for (const collection of collections) {
      const { items } = await server.control<{ items: object[] }>('get', `state/${collection}`);
      expect(items).not.toEqual([]);
      const verdict = matches({ [collection]: items });
      expect([collection, verdict, matches.errors]).toEqual([collection, true, null]);
    }
  });

  const order = (difference: object) => ({ deliveryorders: [{ ...deliveryOrder, ...difference }] });
  const title = { ...(parse(example) as { titles: object[] }).titles[0] };
  const file = parse(example) as Record<'orders' | 'dds-orders' | 'reports', [object]>;
  const { orders, 'dds-orders': sales, reports } = file;
  it.each([
    [{ orders: [{ ...orders[0], orderStatus: 'lost' }] }],
    [{ orders: [{ ...orders[0], orderLines: [{}] }] }],
    [{ 'dds-orders': [{ ...sales[0], order: { id: 'one' } }] }],
    [{ reports: [{ ...reports[0], report: 'none' }] }],
    [{ books: [] }],
    [{ schools: {} }],
    [{ schools: [1] }],
    [{ schools: [{ id: 'S' }] }],
    [{ schools: [{ organisationMasterIdentifier: 'S' }] }],
    [{ schools: [{ id: 'S', organisationMasterIdentifier: 1 }] }],
    [{ schools: [{ id: 'S', organisationIds: [{ organisationId: 'S' }] }] }],
    [{ schools: [{ id: 'S', organisationMasterIdentifier: 'S', name: 'School' }] }],
    [{ titles: [{ ...title, isbn: '978' }] }],
    [{ titles: [{ ...title, updated: 'yesterday' }] }],
    [{ titles: [{ ...title, version: 1.5 }] }],
    [{ titles: [{ ...title, published: 'yes' }] }],
    [{ parties: [{ id: '1', name: 'Store', clients: [1] }] }],
    [order({ deliveryOrderId: 'one' })],
    [order({ deliveryType: 'nobody' })],
    [order({ startDate: '2026-02-30' })],
    [order({ buyer: {} })],
    [order({ buyer: { displayName: 'J. Jansen' } })],
    [order({ deliverySpecification: {} })],
    [order({ deliverySpecification: { ...deliveryOrder.deliverySpecification, colour: 'red' } })],
    [{ $schema: 1 }],
  ])('refuses an invalid seed like the server (%#)', async (seed) => {
    const { status } = await post(JSON.stringify(seed), 'application/json');
    expect([(await compileSchema())(seed), status]).toEqual([false, 400]);
  });
});
