import { describe, expect, it } from '@jest/globals';
import {
  listenAddressOf,
  targetsOf,
} from '../../src/conformance/runner/configuration/addresses.js';
import { describeValue, differencesOf } from '../../src/conformance/runner/differences.js';
import { missingSettings } from '../../src/conformance/runner/missing-settings.js';
import { PartnerRequests } from '../../src/conformance/runner/partner/partner-requests.js';
import { Progress } from '../../src/conformance/runner/progress.js';
import { RunIds } from '../../src/conformance/runner/run-ids.js';
import { orderOperations } from '../../src/apis/edu-v-order/operations.js';
import { Exchange } from '../../src/platform/journal/exchange.js';
import { suites } from '../../src/conformance/suites/index.js';

describe('describeValue', () => {
  it.each([
    [100, '100 (number)'],
    ['100', '"100" (string)'],
    [undefined, 'nothing'],
    [null, 'null'],
    [[1], '[1] (array)'],
    [{ a: true }, '{"a":true} (object)'],
    ['x'.repeat(300), `"${'x'.repeat(199)}… (string)`],
  ])('describes %j', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });
});

describe('differencesOf', () => {
  const differences = (expected: object, actual: object | undefined) =>
    differencesOf(expected, actual).map(
      ({ pointer, expected: is, seen }) => `${pointer}: ${is}, ${seen}`,
    );

  it.each<[string, object, object | undefined, string[]]>([
    ['nothing for equal objects', { a: 1, b: [{ c: 2 }] }, { a: 1, b: [{ c: 2 }] }, []],
    ['nothing for further fields', { a: 1 }, { a: 1, b: 2 }, []],
    ['a value of another type', { a: 1 }, { a: '1' }, ['/a: 1 (number), "1" (string)']],
    ['a missing field', { 'a/b': 1 }, {}, ['/a~1b: 1 (number), nothing']],
    [
      'each field without an object',
      { a: 1, b: null },
      undefined,
      ['/a: 1 (number), nothing', '/b: null, nothing'],
    ],
    [
      'the field in a list',
      { a: [{ b: 1 }] },
      { a: [{ b: 2 }] },
      ['/a/0/b: 1 (number), 2 (number)'],
    ],
    ['lists of another length', { a: [1] }, { a: [] }, ['/a: [1] (array), [] (array)']],
    ['an object instead of a list', { a: [] }, { a: {} }, ['/a: [] (array), {} (object)']],
  ])('finds %s', (_title, expected, actual, found) => {
    expect(differences(expected, actual)).toEqual(found);
  });
});

describe('--listen', () => {
  it.each([
    ['127.0.0.1:4020', { host: '127.0.0.1', port: 4020 }],
    ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
    ['http://127.0.0.1:4020/', { host: '127.0.0.1', port: 4020, url: 'http://127.0.0.1:4020' }],
    ['http://[::1]:4020', { host: '::1', port: 4020, url: 'http://[::1]:4020' }],
    // Through a proxy or a tunnel.
    [
      'https://lab.example/ketenlab',
      { host: '127.0.0.1', port: 4020, url: 'https://lab.example/ketenlab' },
    ],
    [
      'http://host.example:9000',
      { host: '127.0.0.1', port: 9000, url: 'http://host.example:9000' },
    ],
    ['http://192.0.2.7:9000', { host: '127.0.0.1', port: 9000, url: 'http://192.0.2.7:9000' }],
  ])('accepts %s', (text, address) => {
    expect(listenAddressOf(text)).toEqual(address);
  });

  it.each(['4020', '127.0.0.1:99999', 'ftp://127.0.0.1:21', 'http://'])('refuses %s', (text) => {
    expect(() => listenAddressOf(text)).toThrow(
      `--listen ${text} must be a host and a port, or a URL`,
    );
  });
});

describe('--target', () => {
  it('is for every API, or for the API before it', () => {
    expect(targetsOf(['http://a/', 'edu-v-order=https://b/v1?x=y'])).toEqual({
      target: 'http://a',
      targets: { 'edu-v-order': 'https://b/v1?x=y' },
    });
  });

  it.each(['lab', 'edu-v-order=lab'])('refuses %s', (text) => {
    expect(() => targetsOf([text])).toThrow('--target lab must be an http or https URL');
  });
});

describe('the ids of a run', () => {
  const ids = new RunIds();
  const other = new RunIds();

  it('are UUIDs of version 4, each different', () => {
    const made = Array.from({ length: 100 }, () => ids.uuid());
    expect(new Set(made).size).toBe(100);
    for (const id of made)
      expect(id).toMatch(/^[0-9a-f]{8}-4b4c-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    ['of another run', () => `{"a":"${other.uuid()}"}`, true],
    ['of another run in upper case', () => other.uuid().toUpperCase(), true],
    ['of this run and of another one', () => `${other.uuid()} ${ids.uuid()}`, false],
    ['of this run', () => ids.uuid().toUpperCase(), false],
    ['of the partner', () => 'f14b6f77-4405-4baf-9f00-0102158e1205', false],
    ['in no text', () => '', false],
  ])('tell a message with ids %s', (_whose, text, isOfAnotherRun) => {
    expect(ids.isOfAnotherRun(text())).toBe(isOfAnotherRun);
  });
});

describe('the explanation of a missing request', () => {
  const { confirmOrder } = orderOperations;
  const ids = new RunIds();
  const arrived = (difference: Partial<Exchange>): Exchange => {
    const exchange = new Exchange(
      'inbound',
      'partner',
      'PUT',
      '/bestelomgeving/order/confirmation',
    );
    exchange.finish(404, { headers: {}, body: '' });
    return Object.assign(exchange, difference);
  };
  const explanation = (...exchanges: Exchange[]): string => {
    const requests = new PartnerRequests(
      { timeoutMs: 10, listen: { host: '127.0.0.1', port: 4020 } },
      ids,
      new Progress(),
    );
    for (const exchange of exchanges) requests.add(exchange);
    return requests.describeMissing(confirmOrder);
  };

  it('names both possible causes when nothing arrived', () => {
    expect(explanation()).toBe(
      'nothing arrived at http://127.0.0.1:4020: the partner has another address for its ' +
        'bestelomgeving, or its code sends no PUT /orders/confirmations',
    );
  });

  it('ignores a message of an earlier run', () => {
    const request = { headers: {}, body: new RunIds().uuid() };
    expect(explanation(arrived({ request }))).toMatch(/^nothing arrived/);
  });

  it('reports a request at a nearly correct path', () => {
    const nearMiss = {
      role: 'bestelomgeving',
      operation: 'confirmOrder',
      method: 'PUT',
      path: '/orders/confirmations',
      reason: 'the path has /order/confirmation',
    };
    expect(explanation(arrived({ nearMiss }))).toBe(
      'PUT /bestelomgeving/order/confirmation arrived instead of PUT /orders/confirmations: ' +
        'the path has /order/confirmation',
    );
  });

  it('names the last request when others arrived', () => {
    expect(explanation(arrived({}))).toBe(
      'no such PUT /orders/confirmations arrived; the last request was PUT ' +
        '/bestelomgeving/order/confirmation, answered 404',
    );
  });

  it('prefers a refused request of the operation', () => {
    const refused = arrived({ operation: 'confirmOrder', api: 'edu-v-order', status: 401 });
    expect(explanation(refused, arrived({}))).toMatch(/answered 401$/);
  });
});

describe('the missing settings', () => {
  const hintsOf = (...reasons: (string | undefined)[]): string[] => {
    const results = reasons.map((reason) => ({
      contract: 'bokbasen-dds',
      verdict: reason === undefined ? 'pass' : 'skip',
      reason,
    }));
    return missingSettings(results as never, suites).map((hint) => hint.split(':')[0]!);
  };

  it('are those that the reasons of skipped requirements name', () => {
    expect(hintsOf('configure data.isbn: a title', undefined, 'configure clients.store')).toEqual([
      'data.isbn',
      'clients.store, clients.subscription, clients.partner, clients.library',
    ]);
  });

  it('are none when requirements were skipped for other reasons', () => {
    expect(hintsOf('the server has no PUT /orders', undefined)).toEqual([]);
  });
});
