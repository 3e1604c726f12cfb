import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import {
  BOOK,
  BokbasenClient,
  DIGITAL,
  ORDERS,
  UUID,
  anOrder,
} from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const bokbasen = new BokbasenClient(server);
const FULL = readFileSync(join(import.meta.dirname, 'full-order.xml'), 'utf8');
/** Complete example order with a unique order number. */
let count = 0;
const full = (edit: (xml: string) => string = (xml) => xml): string =>
  edit(FULL).replace('MOCK-2026-000123', `FULL-${(count += 1)}`);

interface ErrorBody {
  message: string;
  faults: { path: string; line?: number; expected: string; seen: string }[];
}
const errorsOf = async (xml: string): Promise<[number, ErrorBody['faults']]> => {
  const { status, body } = await bokbasen.postOrder(xml);
  return [status, (body as ErrorBody).faults];
};

/** Requirements that made an order FAILED. */
const failuresOf = async (order: string): Promise<string[]> => {
  const { 'bokbasen-orders': state } = await server.state<{
    'bokbasen-orders': { failures: { requirement: string }[] };
  }>('bokbasen-orders', order.split('/').at(-1)!);
  return state.failures.map(({ requirement }) => requirement);
};

beforeAll(() => server.freeze());

describe('POST /orders/v1', () => {
  it('answers 202 with Location and no body, and processes the order later', async () => {
    const { status, headers, text } = await bokbasen.postOrder(anOrder());
    expect([status, text, headers['content-length']]).toEqual([202, '', '0']);
    const [, base, id] = /^(.+\/bokbasen\/orders\/v1)\/(.+)$/.exec(headers['location'] ?? '')!;
    expect([base, id]).toEqual([`${server.url}${ORDERS}`, expect.stringMatching(UUID)]);
    expect(await bokbasen.statuses(`${ORDERS}/${id}`)).toEqual(['UNPROCESSED', 'UNPROCESSED']);
    await server.advance('PT1S');
    expect(await bokbasen.statuses(`${ORDERS}/${id}`)).toEqual(['SENT', 'SENT']);
  });

  it('accepts the minimal order and the complete example', async () => {
    for (const order of [anOrder(), full()])
      expect(await bokbasen.statuses(await bokbasen.processedOrder(order))).toContain('SENT');
  });

  it('processes an order after the processAfter that was set when it arrived', async () => {
    await server.control('put', 'settings', { processAfter: 'PT1M' });
    const order = await bokbasen.sendOrder();
    await server.control('put', 'settings', { processAfter: 'PT1S' });
    await server.advance('PT59S');
    expect(await bokbasen.statuses(order)).toEqual(['UNPROCESSED', 'UNPROCESSED']);
    await server.advance('PT1S');
    expect(await bokbasen.statuses(order)).toEqual(['SENT', 'SENT']);
  });

  it.each(['application/xml', 'application/xml; charset=utf-8', 'Application/XML;charset="UTF-8"'])(
    'accepts Content-Type: %s',
    async (type) => {
      const { status } = await server.http
        .post(ORDERS)
        .set('authorization', `Bearer ${await server.token('bokbasen', 'demo-buyer')}`)
        .set('content-type', type)
        .send(anOrder());
      expect(status).toBe(202);
    },
  );

  // "Send Order" prints Content-Type: application/xml as a new requirement.
  it.each([
    'application/json',
    'text/xml',
    'text/plain',
    'application/xml; charset=iso-8859-1',
    '',
  ])('answers 415 to "Content-Type: %s", and the finding shows it', async (type) => {
    const { statusCode, body } = await request(server.url + ORDERS, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await server.token('bokbasen', 'demo-buyer')}`,
        ...(type !== '' && { 'content-type': type }),
      },
      // Bytes have no media type of their own.
      body: Buffer.from(anOrder()),
    });
    const seen = type || 'missing';
    expect([statusCode, await body.json()]).toEqual([
      415,
      {
        message: 'Unsupported Media Type',
        reason: `expected Content-Type: application/xml, seen ${seen}`,
      },
    ]);
    expect(await bokbasen.findings('sendOrder')).toEqual([['BOKB-ORDER-14', 'Content-Type', seen]]);
  });

  it('answers 403 when BuyerParty is not a party of the client', async () => {
    const { status, body } = await bokbasen.postOrder(anOrder({ buyer: '987654' }));
    expect([status, body]).toEqual([
      403,
      {
        message: 'Forbidden',
        reason: 'BuyerParty 987654 is not one of the parties of demo-buyer: 4321',
      },
    ]);
    expect(await bokbasen.findings('sendOrder')).toEqual([
      ['BOKB-ORDER-02', '/Order/Header/BuyerParty/PartyID/Identifier', '987654'],
    ]);
  });
});

describe('POST /orders/v1 with a schema error', () => {
  const seller = /\s*<SellerParty>[\s\S]*?<\/SellerParty>/.exec(FULL)![0];
  const date = 'a valid day as YYYYMMDD, or YYYYMMDDThhmm optionally followed by Z or an offset';

  // prettier-ignore
  it.each<[string, (xml: string) => string, object[]]>([
    ['without Summary',                    (xml) => xml.replace(/<Summary>.*<\/Summary>/, ''),
      [{ path: '/Order', line: 2, expected: 'one of ItemDetail, Summary', seen: 'missing' }]],
    ['with SellerParty after ShipToParty', (xml) => xml.replace(seller, '').replace('</ShipToParty>', `</ShipToParty>${seller}`),
      [{ path: '/Order/Header/SellerParty', line: 44, expected: expect.stringMatching(/^one of BillToParty, ShipFrom, /), seen: 'SellerParty' }]],
    ['with an ISO 8601 date',              (xml) => xml.replace('20261121T1405Z', '2026-11-21T14:05:00Z'),
      [{ path: '/Order/Header/IssueDateTime', line: 5, expected: date, seen: '2026-11-21T14:05:00Z' }]],
    ['with seconds in its date',           (xml) => xml.replace('20261121T1405Z', '20261121T140500Z'),
      [{ path: '/Order/Header/IssueDateTime', line: 5, expected: date, seen: '20261121T140500Z' }]],
    ['of version 1.2',                     (xml) => xml.replace('version="1.3"', 'version="1.2"'),
      [{ path: '/Order', line: 2, expected: '1.3', seen: '1.2' }]],
    ['without a version',                  (xml) => xml.replace(' version="1.3"', ''),
      [{ path: '/Order', line: 2, expected: 'attribute version', seen: 'missing' }]],
    ['with an unknown code',               (xml) => xml.replace('Original', 'Copy'),
      [{ path: '/Order/Header/PurposeCode', line: 14, expected: 'one of Original, Duplicate, Test', seen: 'Copy' }]],
    ['with errors in three places',        (xml) => xml.replace('>NO<', '>NOR<').replace('>EAN13<', '>EAN<').replace('<OrderQuantity>120', '<OrderQuantity>many'),
      [{ path: '/Order/Header/CountryCode', line: 16, expected: 'a country code of ISO 3166-1 alpha-2', seen: 'NOR' },
       { path: '/Order/ItemDetail[1]/ProductID/ProductIDType', line: 53, expected: expect.stringMatching(/^one of EAN13, /), seen: 'EAN' },
       { path: '/Order/ItemDetail[2]/OrderQuantity', line: 72, expected: 'int', seen: 'many' }]],
    ['with a wrong code for its delivery', (xml) => xml.replace('</BillToParty>', '</BillToParty><Delivery><DeliveryTimeCode>Soon</DeliveryTimeCode></Delivery>'),
      [{ path: '/Order/Header/Delivery/DeliveryTimeCode', line: 49, expected: expect.stringMatching(/^one of NextDay, /), seen: 'Soon' }]],
    ['with another root element',          () => '<DeliveryTimeCode>2Day</DeliveryTimeCode>',
      [{ path: '/', line: 1, expected: 'Order, in no namespace', seen: 'DeliveryTimeCode' }]],
    ['in a namespace',                     (xml) => xml.replace('<Order ', '<Order xmlns="urn:x" '),
      [{ path: '/', line: 2, expected: 'Order, in no namespace', seen: 'Order of urn:x' }]],
  ])('answers 400 with the line of each error to an order %s', async (_, edit, errors) => {
    expect(await errorsOf(full(edit))).toEqual([400, errors]);
  });

  it.each([
    ['an order without SellerParty', (xml: string) => xml.replace(seller, '')],
    ['a date without a time', (xml: string) => xml.replace('20261121T1405Z', '20261121')],
    ['a time with an offset', (xml: string) => xml.replace('1405Z', '1405+0100')],
  ])('accepts %s', async (_, edit) => {
    expect((await bokbasen.postOrder(full(edit))).status).toBe(202);
  });

  it('answers one message and records findings', async () => {
    const { body } = await bokbasen.postOrder(full((xml) => xml.replace('Original', 'Copy')));
    expect((body as ErrorBody).message).toBe(
      '/Order/Header/PurposeCode, line 14: expected one of Original, Duplicate, Test, seen Copy',
    );
    expect(await bokbasen.findings('sendOrder')).toEqual([
      ['BOKB-ORDER-01', '/Order/Header/PurposeCode, line 14', 'Copy'],
    ]);
  });

  it('reports at most a hundred of many thousands of errors', async () => {
    const lines = Array.from({ length: 25_000 }, () => ({ idType: 'X' }));
    expect((await errorsOf(anOrder({ lines })))[1]).toHaveLength(100);
    const withServices = (inner: string) =>
      full((xml) =>
        xml.replace('  </Header>', `<AdditionalService>${inner}</AdditionalService></Header>`),
      );
    const codes = '<TaxTypeCode/>'.repeat(300_000);
    expect(await errorsOf(withServices(codes))).toMatchObject([
      400,
      [{ expected: 'ServiceDescriptionCoded', seen: 'TaxTypeCode' }],
    ]);
    const references =
      '<ReferenceCoded><ReferenceTypeCode>X</ReferenceTypeCode><ReferenceNumber/></ReferenceCoded>';
    const many = full((xml) =>
      xml.replace('    <PurposeCode>', `${references.repeat(50_000)}<PurposeCode>`),
    );
    // 98 wrong codes beside two valid ones, and one error for the number of references.
    expect((await errorsOf(many))[1]).toHaveLength(99);
  });

  it('reports the position of an error in a line after the first three hundred', async () => {
    const lines = Array.from({ length: 700 }, (_, index) => (index === 650 ? { idType: 'X' } : {}));
    expect(await errorsOf(anOrder({ lines }))).toMatchObject([
      400,
      [{ path: '/Order/ItemDetail[651]/ProductID/ProductIDType', line: 658, seen: 'X' }],
    ]);
    const misplaced = anOrder({ lines: Array.from({ length: 700 }, () => ({})) }).replace(
      '<Summary>',
      '<Total/><Summary>',
    );
    expect(await errorsOf(misplaced)).toMatchObject([
      400,
      [{ path: '/Order/Total', seen: 'Total' }],
    ]);
  });

  it('reports at most a hundred errors of 150', async () => {
    const lines = Array.from({ length: 150 }, () => ({ idType: 'X' }));
    expect((await errorsOf(anOrder({ lines })))[1]).toHaveLength(100);
  });
});

describe('/docs/editx-order-1.3.xsd', () => {
  it('serves the schema that validates orders', async () => {
    const { status, headers, text } = await server.http.get('/docs/editx-order-1.3.xsd');
    expect([status, headers['content-type']]).toEqual([200, 'application/xml']);
    const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
    const validator = XsdValidator.fromDoc(XmlDocument.fromString(text));
    validator.validate(XmlDocument.fromString(FULL));
    const broken = XmlDocument.fromString(FULL.replace('Original', 'Copy'));
    expect(() => validator.validate(broken)).toThrow(/PurposeCode/);
  });
});

describe('POST /orders/v1 with an unreadable document', () => {
  const laughs = `<!DOCTYPE Order [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY b${n} "${`&b${n - 1};`.repeat(n ? 10 : 0)}&a;">`).join('')}]>`;
  const headless = FULL.replace(/<\?xml.*\?>\n/, '');

  // prettier-ignore
  it.each<[string, string, object]>([
    ['text that is not XML', 'not xml',                                             { line: 1, seen: "Start tag expected, '<' not found" }],
    ['half a document',      '<Order>',                                             { line: 1, seen: expect.stringMatching(/^Premature end of data/) }],
    ['unbalanced tags',      '<Order><Header></Order>',                             { line: 1, seen: expect.stringMatching(/tag mismatch/) }],
    ['a DTD',                `<!DOCTYPE Order>${headless}`,                         { line: 1, expected: 'no document type declaration', seen: 'one' }],
    ['an external entity',   `<!DOCTYPE Order [<!ENTITY x SYSTEM "file:///etc/passwd">]>${headless.replace('MOCK-2026-000123', '&x;')}`, { expected: 'no document type declaration' }],
    ['an external DTD',      `<!DOCTYPE Order SYSTEM "http://127.0.0.1:9/order.dtd">${headless}`, { expected: 'no document type declaration' }],
    ['a billion laughs',     `${laughs}${headless.replace('MOCK-2026-000123', '&b29;')}`, { path: '' }],
    ['300 levels',           '<a>'.repeat(300) + '</a>'.repeat(300),                { seen: expect.stringMatching(/Excessive depth/) }],
    ['100,000 open tags',    '<a>'.repeat(100_000),                                 { seen: expect.stringMatching(/Excessive depth/) }],
    ['another encoding',     FULL.replace('UTF-8', 'ISO-8859-1'),                   { expected: 'encoding UTF-8', seen: 'ISO-8859-1' }],
  ])('answers 400 to %s', async (_, xml, expectedError) => {
    const [status, errors] = await errorsOf(xml);
    expect([status, errors]).toMatchObject([400, [expectedError]]);
  });

  it('answers 400 to bytes that are not UTF-8', async () => {
    const { status, body } = await server.http
      .post(ORDERS)
      .set('authorization', `Bearer ${await server.token('bokbasen', 'demo-buyer')}`)
      .set('content-type', 'application/xml')
      .send(Buffer.from(FULL.replace('Fjordbyen', 'Fjordb\u00f8'), 'latin1'));
    expect([status, (body as ErrorBody).faults]).toEqual([
      400,
      [{ path: '', expected: 'UTF-8', seen: 'bytes that are not UTF-8' }],
    ]);
  });

  it('answers 400 to an empty body', async () => {
    const { status, body } = await bokbasen.postOrder('');
    expect([status, (body as ErrorBody).message]).toEqual([
      400,
      'body: expected a body, seen missing',
    ]);
  });

  it('answers 413 above 6 MiB and accepts 6 MiB', async () => {
    const padded = (size: number) => {
      const [xml, end] = [anOrder(), '<!-- -->'];
      return xml + end.replace(' ', 'x'.repeat(size - xml.length - end.length + 1));
    };
    const MOST = 6 * 1024 * 1024;
    expect((await bokbasen.postOrder(padded(MOST))).status).toBe(202);
    const { status, body } = await bokbasen.postOrder(padded(MOST + 1));
    expect([status, body]).toEqual([
      413,
      { message: 'Request Too Long', reason: `expected at most ${MOST} bytes, seen more` },
    ]);
  });

  it('accepts an order with 5,000 lines', async () => {
    const lines = Array.from({ length: 5000 }, () => ({}));
    const order = await bokbasen.processedOrder(anOrder({ lines }));
    expect((await bokbasen.details(order))._embedded.lines).toHaveLength(5000);
  });
});

describe('POST /orders/v1 with an order that cannot be processed', () => {
  const EBOOK = '9788200000037';
  const place = '/Order/ItemDetail[1]';

  // prettier-ignore
  it.each<[string, Parameters<typeof anOrder>[0], [string, string, string]]>([
    ['an unknown EAN',            { lines: [{ ean: '9788200099017' }] },     ['BOKB-ORDER-05', `${place}/ProductID/Identifier`, '9788200099017']],
    ['no EAN',                    { lines: [{ idType: 'Buyer' }] },          ['BOKB-ORDER-05', `${place}/ProductID`, 'none']],
    ['an e-book',                 { lines: [{ ean: EBOOK }] },               ['BOKB-ORDER-06', `${place}/ProductID/Identifier`, `${EBOOK}, an e-book`]],
    ['a wrong check digit',       { lines: [{ ean: '9788200000014' }] },     ['BOKB-ORDER-07', `${place}/ProductID/Identifier`, '9788200000014']],
    ['twelve digits',             { lines: [{ ean: '978820000001' }] },      ['BOKB-ORDER-07', `${place}/ProductID/Identifier`, '978820000001']],
    ['quantity 0',                { lines: [{ quantity: 0 }] },              ['BOKB-ORDER-08', `${place}/OrderQuantity`, '0']],
    ['quantity -1',               { lines: [{ quantity: -1 }] },             ['BOKB-ORDER-08', `${place}/OrderQuantity`, '-1']],
    ['an unknown seller',         { seller: '111' },                         ['BOKB-ORDER-13', '/Order/Header/SellerParty/PartyID/Identifier', '111']],
  ])('accepts an order with %s, which becomes FAILED, and records a finding', async (_, content, finding) => {
    const order = await bokbasen.sendOrder(anOrder(content));
    expect(await bokbasen.findings('sendOrder')).toEqual([finding]);
    expect((await bokbasen.statuses(order))[0]).toBe('UNPROCESSED');
    await server.advance('PT1S');
    expect(new Set(await bokbasen.statuses(order))).toEqual(new Set(['FAILED']));
    const { status } = await server.call('get', order, { as: 'demo-seller' });
    expect(status).toBe(404);
  });

  it('stores only the violations that fail an order as its failures', async () => {
    const order = await bokbasen.sendOrder(anOrder({ numberOfLines: 9, lines: [{ quantity: 0 }] }));
    expect((await bokbasen.findings('sendOrder')).map(([requirement]) => requirement)).toEqual([
      'BOKB-ORDER-10',
      'BOKB-ORDER-08',
    ]);
    expect(await failuresOf(order)).toEqual(['BOKB-ORDER-08']);
  });

  it('stores at most a hundred failures', async () => {
    const lines = Array.from({ length: 150 }, () => ({ quantity: 0 }));
    expect(await failuresOf(await bokbasen.sendOrder(anOrder({ lines })))).toHaveLength(100);
  });

  it('records a finding for a product that an unknown party sells', async () => {
    await server.control('put', `state/bokbasen-products/${DIGITAL}`, {
      kind: 'digital',
      seller: '111',
    });
    await bokbasen.sendOrder(anOrder({ lines: [{ ean: DIGITAL }] }));
    expect(await bokbasen.findings('sendOrder')).toEqual([
      ['BOKB-ORDER-13', '/Order/ItemDetail[1]/ProductID/Identifier', `${DIGITAL}, sold by 111`],
    ]);
    await server.control('delete', `state/bokbasen-products/${DIGITAL}`);
  });

  it('fails an order with an OrderNumber that the same buyer used before, even in a FAILED order', async () => {
    await bokbasen.processedOrder(anOrder({ number: 'TWICE', lines: [{ quantity: 0 }] }));
    const again = await bokbasen.sendOrder(anOrder({ number: 'TWICE' }));
    expect(await bokbasen.findings('sendOrder')).toEqual([
      ['BOKB-ORDER-04', '/Order/Header/OrderNumber', 'TWICE'],
    ]);
    await server.advance('PT1S');
    expect(await bokbasen.statuses(again)).toEqual(['FAILED', 'FAILED']);
    const orderOfOtherBuyer = anOrder({ number: 'TWICE', buyer: '555000', seller: '987654' });
    const otherPath = await bokbasen.processedOrder(orderOfOtherBuyer, 'demo-reader');
    expect(await bokbasen.statuses(otherPath, 'demo-reader')).toEqual(['SENT', 'SENT']);
  });

  it('fails an order without SellerParty when two parties sell its products', async () => {
    await server.control('put', `state/bokbasen-products/${DIGITAL}`, {
      kind: 'digital',
      seller: '555000',
    });
    const lines = [{ ean: BOOK }, { ean: DIGITAL }];
    expect(await bokbasen.statuses(await bokbasen.processedOrder(anOrder({ lines })))).toContain(
      'FAILED',
    );
    expect(await bokbasen.findings('sendOrder')).toEqual([
      ['BOKB-ORDER-11', '/Order', '987654, 555000'],
    ]);
    const withSeller = await bokbasen.processedOrder(anOrder({ lines, seller: '987654' }));
    expect(await bokbasen.details(withSeller)).toMatchObject({ status: 'SENT', seller: '987654' });
    const singleProduct = await bokbasen.processedOrder(anOrder({ lines: [{ ean: DIGITAL }] }));
    expect(await bokbasen.details(singleProduct)).toMatchObject({
      status: 'SENT',
      seller: '555000',
    });
    await server.control('delete', `state/bokbasen-products/${DIGITAL}`);
  });

  it('processes an order with two references, an ISBN, PurposeCode Test and other line numbers', async () => {
    const lines = [{ number: 10, idType: 'ISBN', ean: '978-82-00-00001-3' }, { number: 20 }];
    const order = await bokbasen.processedOrder(anOrder({ references: 2, purpose: 'Test', lines }));
    const { status, _embedded: content } = await bokbasen.details(order);
    expect([status, content.lines.map(({ id, ean }) => [id, ean])]).toEqual([
      'SENT',
      [
        [10, BOOK],
        [20, BOOK],
      ],
    ]);
    expect(await bokbasen.findings('sendOrder')).toEqual([]);
  });
});

describe('POST /orders/v1 with an order as real clients send it', () => {
  const place = '/Order/ItemDetail';

  // prettier-ignore
  it.each<[string, Parameters<typeof anOrder>[0], [string, string, string]]>([
    ['three references',      { references: 3 },                         ['BOKB-ORDER-03', '/Order/Header/ReferenceCoded[3]', '3']],
    ['a LineNumber twice',    { lines: [{ number: 7 }, { number: 7 }] }, ['BOKB-ORDER-09', `${place}[2]/LineNumber`, '7']],
    ['LineNumber 0',          { lines: [{ number: 0 }] },                ['BOKB-ORDER-09', `${place}[1]/LineNumber`, '0']],
    ['a wrong NumberOfLines', { numberOfLines: 2 },                      ['BOKB-ORDER-10', '/Order/Summary/NumberOfLines', '2']],
    ['no OrderNumber',        { number: '' },                            ['BOKB-ORDER-12', '/Order/Header/OrderNumber', 'none']],
  ])('processes an order with %s, and records a finding', async (_, content, finding) => {
    const order = await bokbasen.processedOrder(anOrder(content));
    expect(await bokbasen.findings('sendOrder')).toEqual([finding]);
    const { status, _embedded: { lines } } = await bokbasen.details(order, 'demo-seller');
    expect([status, lines.map((line) => [line.id, line.status])]).toEqual([
      'SENT',
      lines.map((_line, index) => [index + 1, 'SENT']),
    ]);
    expect(await failuresOf(order)).toEqual([]);
  });

  // Spec of the Order API, corrections of 2026-11-29: a public order of a live system.
  it('processes an order with 178 lines that says 179, and records a finding', async () => {
    const lines = Array.from({ length: 178 }, () => ({}));
    const order = await bokbasen.processedOrder(anOrder({ lines, numberOfLines: 179 }));
    expect(await bokbasen.findings('sendOrder')).toEqual([
      ['BOKB-ORDER-10', '/Order/Summary/NumberOfLines', '179'],
    ]);
    const { status, _embedded: content } = await bokbasen.details(order, 'demo-seller');
    expect([status, content.lines.length]).toEqual(['SENT', 178]);
  });
});

describe('magic values of bokbasen-orders', () => {
  it('9788200099024 stays UNPROCESSED for an hour', async () => {
    const order = await bokbasen.sendOrder(anOrder({ lines: [{ ean: '9788200099024' }] }));
    await server.advance('PT59M59S');
    expect((await bokbasen.statuses(order))[0]).toBe('UNPROCESSED');
    await server.advance('PT1S');
    expect((await bokbasen.statuses(order))[0]).toBe('SENT');
  });

  it('9788200099031 is rejected by the seller with a comment', async () => {
    const lines = [{ ean: '9788200099031' }, { ean: BOOK }];
    const order = await bokbasen.sendOrder(anOrder({ lines }));
    expect((await bokbasen.details(order))._embedded.lines[0]).toEqual({
      id: 1,
      ean: '9788200099031',
      quantity: 4,
      status: 'UNPROCESSED',
    });
    await server.advance('PT1S');
    const { status, _embedded: content } = await bokbasen.details(order);
    expect([status, content.lines]).toEqual([
      'SENT',
      [
        {
          id: 1,
          ean: '9788200099031',
          quantity: 4,
          status: 'REJECTED',
          comment: 'Utsolgt fra forlaget (on purpose)',
        },
        { id: 2, ean: BOOK, quantity: 4, status: 'SENT' },
      ],
    ]);
  });
});

describe('RULES_EDITX_SCHEMA=lenient', () => {
  const lenient = testServer({ RULES_EDITX_SCHEMA: 'lenient' });
  const lenientClient = new BokbasenClient(lenient);
  beforeAll(() => lenient.freeze());

  it('accepts an order with schema errors, which becomes FAILED', async () => {
    const order = await lenientClient.processedOrder(
      full((xml) =>
        xml.replace('Original', 'Copy').replace('<OrderQuantity>4<', '<OrderQuantity>x<'),
      ),
    );
    expect(await lenientClient.statuses(order)).toEqual(['FAILED', 'FAILED', 'FAILED']);
    const { 'bokbasen-orders': state } = await lenient.state<{
      'bokbasen-orders': { failures: { pointer: string }[] };
    }>('bokbasen-orders', order.split('/').at(-1)!);
    expect(state.failures.map(({ pointer }) => pointer)).toEqual([
      '/Order/Header/PurposeCode, line 14',
      '/Order/ItemDetail[1]/OrderQuantity, line 55',
    ]);
    const findings = await lenientClient.findings('sendOrder');
    expect(findings.map(([, pointer]) => pointer)).toEqual(
      state.failures.map(({ pointer }) => pointer),
    );
  });

  it.each(['1e300', '0x10', '1.5', ''])(
    'replaces the invalid number "%s" in responses',
    async (number) => {
      const order = await lenientClient.processedOrder(
        full((xml) =>
          xml
            .replace('<LineNumber>1<', `<LineNumber>${number}<`)
            .replace('<OrderQuantity>4<', `<OrderQuantity>${number}<`),
        ),
      );
      const { _embedded: content } = await lenientClient.details(order);
      expect(content.lines.map(({ id, quantity }) => [id, quantity])).toEqual([
        [1, 0],
        [2, 120],
      ]);
    },
  );

  it('answers 400 to a document that is not well-formed', async () => {
    expect((await lenientClient.postOrder('<Order>')).status).toBe(400);
  });

  it('uses the party of the client when the buyer is missing', async () => {
    const order = await lenientClient.processedOrder('<Order version="1.3"/>');
    expect(await lenientClient.details(order)).toMatchObject({
      buyer: '4321',
      buyerOrderNumber: '',
      status: 'FAILED',
    });
  });
});
