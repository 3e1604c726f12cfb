import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfigurationFile } from '../../src/conformance/runner/configuration/configuration-file.js';
import { ConfigurationError } from '../../src/conformance/runner/configuration/options.js';
import { readOptions } from '../../src/conformance/runner/configuration/read-options.js';
import { suites } from '../../src/conformance/suites/index.js';
import { roles } from '../../src/roles/index.js';
import { temporaryFolder } from '../support/command-process.js';

const configurations = suites.flatMap(({ configuration }) => configuration ?? []);
const folder = temporaryFolder();
afterAll(() => folder.remove());

let files = 0;
function written(text: string): string {
  const file = join(folder.path, `${(files += 1)}.yaml`);
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The message of the `ConfigurationError`, without the name of the file. */
function errorOf(text: string): string {
  const file = written(text);
  try {
    readConfigurationFile(file, configurations);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.replace(`--config ${file}: `, '');
    throw error;
  }
  return 'none';
}

const everything = {
  role: 'dds',
  target: 'http://127.0.0.1:9000',
  tokenUrl: 'http://127.0.0.1:9000/oauth/token',
  clientId: 'me',
  clientSecret: 'secret',
  scope: 'all',
  audience: 'http://127.0.0.1:9000/{service}/',
  listen: '127.0.0.1:0',
  callbackClientId: 'you',
  callbackClientSecret: 'yours',
  reportDir: 'out',
  only: ['EDUV-ORDER-07'],
  timeout: '2m',
  baseline: 'baseline.json',
  minCoverage: '80%',
  targets: { 'bokbasen-dds': 'http://127.0.0.1:9001/' },
  api: ['bokbasen-dds'],
  clients: {
    noscope: { clientId: 'a', clientSecret: 'b', scope: 'c', audience: 'd' },
    ...Object.fromEntries(
      'entitlor licensor dashboard portal buyer seller reader otherAudience store subscription partner library'
        .split(' ')
        .map((kind) => [kind, { clientId: kind, clientSecret: 'x' }]),
    ),
  },
  data: {
    products: ['9789000000017'],
    productInUse: '1',
    contract: 'CT-1',
    school: { organisationMasterIdentifier: '207B334' },
    schoolWithoutConsent: '207B335',
    user: { userMasterIdentifier: 'u' },
    orderIds: ['o'],
    orderWithoutConsent: 'p',
    buyer: '4321',
    seller: '987654',
    ebook: '2',
    unknownProduct: '3',
    otherProduct: '4',
    slowProduct: '5',
    titles: Object.fromEntries(
      'nodrm sdrm audio excerpt withoutExcerpt withoutAccess unpublished failing slow'
        .split(' ')
        .map((kind) => [kind, `t-${kind}`]),
    ),
    consumer: 'c',
    isbn: '6',
  },
  act: Object.fromEntries(
    'acceptOrder acceptCreditOrder creditLines acceptDeliveryOrder changeDeliveryOrder cancelDeliveryOrder'
      .split(' ')
      .map((name) => [
        name,
        {
          method: 'PUT',
          url: 'http://127.0.0.1/do',
          headers: { 'x-a': 'b' },
          body: { constructor: { a: 1 } },
        },
      ]),
  ),
};

describe('a configuration file', () => {
  it('is read in JSON with every setting that there is', () => {
    const { clients, data, act } = everything;
    expect(
      readOptions({ config: written(JSON.stringify(everything)) }, roles, configurations),
    ).toEqual({
      role: 'dds',
      target: 'http://127.0.0.1:9000',
      tokenUrl: 'http://127.0.0.1:9000/oauth/token',
      client: {
        clientId: 'me',
        clientSecret: 'secret',
        scope: 'all',
        audience: 'http://127.0.0.1:9000/{service}/',
      },
      // A client without an audience gets that of the run.
      clients: Object.fromEntries(
        Object.entries(clients).map(([kind, client]) => [
          kind,
          Object.assign({ audience: everything.audience }, client),
        ]),
      ),
      data,
      act,
      listen: { host: '127.0.0.1', port: 0 },
      callback: { clientId: 'you', clientSecret: 'yours' },
      reportDir: 'out',
      only: ['EDUV-ORDER-07'],
      timeoutMs: 120_000,
      baseline: 'baseline.json',
      minCoverage: 80,
      targets: { 'bokbasen-dds': 'http://127.0.0.1:9001' },
      apis: ['bokbasen-dds'],
    });
  });

  it('may have numbers in YAML where a text is expected', () => {
    const file = written(
      'clientId: 12\nclients: { buyer: { clientId: 1, clientSecret: 2 } }\ndata: { products: [9789000000017], consumer: 5 }',
    );
    expect(readConfigurationFile(file, configurations)).toEqual({
      clientId: '12',
      clients: { buyer: { clientId: '1', clientSecret: '2' } },
      data: { products: [9789000000017], consumer: '5' },
    });
  });

  it.each([
    ['at the top', 'targt: http://a', 'targt: no such setting; did you mean target?'],
    [
      'in clients',
      'clients: { buyerr: { clientId: a, clientSecret: b } }',
      'clients.buyerr: no such setting; did you mean buyer?',
    ],
    [
      'in a client',
      'clients: { buyer: { clientId: a, clientSecret: b, scopes: c } }',
      'clients.buyer.scopes: no such setting; did you mean scope?',
    ],
    ['in data', 'data: { product: [a] }', 'data.product: no such setting; did you mean products?'],
    [
      'in data.titles',
      'data: { titles: { Audi: a } }',
      'data.titles.Audi: no such setting; did you mean audio?',
    ],
    [
      'in act',
      "act: { acceptOrdr: { url: 'http://a' } }",
      'act.acceptOrdr: no such setting; did you mean acceptOrder?',
    ],
    [
      'in an entry of act',
      "act: { acceptOrder: { url: 'http://a', header: {} } }",
      'act.acceptOrder.header: no such setting; did you mean headers?',
    ],
    [
      'that is like no other',
      'data: { titles: { colour: a } }',
      'data.titles.colour: no such setting; expected one of nodrm, sdrm, audio, excerpt, withoutExcerpt, withoutAccess, unpublished, failing, slow',
    ],
    [
      'that every object has',
      'data: { __proto__: 1, toString: 2 }',
      /^data.__proto__: no such setting; .*; data.toString: no such setting; /,
    ],
    [
      'for the callback',
      'callbackClient: a',
      'callbackClient: no such setting; did you mean callbackClientId?',
    ],
  ])('is refused for an unknown name %s', (_where, text, message) => {
    expect(errorOf(text)).toEqual(expect.stringMatching(asPattern(message)));
  });

  it.each([
    ['a list for the whole', '[]', 'expected an object, got array'],
    ['nothing', '', 'expected an object, got null'],
    ['a truth value for a text', 'listen: true', 'listen: expected text, got true'],
    [
      'a text for a list',
      'only: EDUV-ORDER-07',
      'only: expected a list of strings, got EDUV-ORDER-07',
    ],
    ['a text for clients', 'clients: none', 'clients: expected object, got string "none"'],
    [
      'a client without its secret',
      'clients: { buyer: { clientId: a } }',
      'clients.buyer.clientSecret: expected text, got nothing',
    ],
    ['null for a client', 'clients: { buyer: }', 'clients.buyer: expected object, got null'],
    ['a list for data', 'data: []', 'data: expected object, got array'],
    [
      'a list for a text of data',
      'data: { consumer: [a] }',
      'data.consumer: expected text, got ["a"]',
    ],
    [
      'a text for data.products',
      'data: { products: a }',
      'data.products: expected a list of strings, got a',
    ],
    [
      'an object in data.orderIds',
      'data: { orderIds: [{}] }',
      'data.orderIds: expected a list of strings, got [{}]',
    ],
    [
      'a list for data.school',
      'data: { school: [] }',
      'data.school: expected a string or an object, got []',
    ],
    ['a text for data.user', 'data: { user: a }', 'data.user: expected object, got string "a"'],
    [
      'a text for data.titles',
      'data: { titles: a }',
      'data.titles: expected object, got string "a"',
    ],
    [
      'an object in data.titles',
      'data: { titles: { audio: {} } }',
      'data.titles.audio: expected text, got {}',
    ],
    [
      'a text for an entry of act',
      "act: { acceptOrder: 'http://a' }",
      'act.acceptOrder: expected object, got string "http://a"',
    ],
    [
      'an entry of act without a URL',
      'act: { acceptOrder: { method: PUT } }',
      'act.acceptOrder.url: expected a URL, got nothing',
    ],
    [
      'no URL in act',
      'act: { acceptOrder: { url: here } }',
      'act.acceptOrder.url: expected a URL, got here',
    ],
    [
      'a number in headers',
      "act: { acceptOrder: { url: 'http://a', headers: { a: 1 } } }",
      'act.acceptOrder.headers: expected an object of strings, got {"a":1}',
    ],
  ])('is refused for %s', (_what, text, message) => {
    expect(errorOf(text)).toBe(message);
  });

  it('is refused with all its errors at once', () => {
    const text = 'timeout: {}\nclients: { buyer: { clientId: 1 }, store: 5 }\ncolour: blue';
    expect(errorOf(text)).toMatch(
      /^timeout: expected text, got \{\}; clients.buyer.clientSecret: expected text, got nothing; clients.store: expected object, got number 5; colour: no such setting; expected one of role, /,
    );
  });
});

function asPattern(message: string | RegExp): RegExp {
  if (typeof message !== 'string') return message;
  return new RegExp(`^${message.replaceAll(/[?{}.]/g, String.raw`\$&`)}$`);
}
