import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { startKetenlab, type Sandbox, type Workspace } from '../../src/library/index.js';
import '../../src/library/jest.js';
import { matchers } from '../../src/library/matchers.js';
import { anOrder } from '../support/builders.js';
import { messageOf as failureOf } from '../support/matcher-message.js';

let sandbox: Sandbox;
let workspace: Workspace;
let token: string;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
beforeEach(async () => {
  workspace = await sandbox.workspace();
  token = await workspace.token();
  await workspace.exchanges.clear();
});
afterAll(() => sandbox.stop());

async function send(order: object, path = '/ordersysteem/v1/orders'): Promise<void> {
  await fetch(workspace.url + path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
}

const messageOf = (assertion: () => unknown) => failureOf(workspace, assertion);

const SOURCE =
  'source: Order API 0.9.2, components.schemas: required, type, format and enum of each message';

describe('toHaveNoViolations of a workspace', () => {
  it('passes without a violation, and fails with "not"', async () => {
    await send(anOrder());
    await expect(workspace).toHaveNoViolations();
    expect(await messageOf(() => expect(workspace).not.toHaveNoViolations())).toMatch(
      /^expect\(workspace\)\.not\.toHaveNoViolations\(\)\n\nWorkspace <workspace> breaks no requirement of level MUST; \d+ were checked\.$/,
    );
  });

  it('fails with requirement, exchange, place and source', async () => {
    await send(anOrder({ purchaseOrderId: 7 }));
    await expect(workspace).not.toHaveNoViolations();
    expect(await messageOf(() => expect(workspace).toHaveNoViolations())).toBe(
      [
        'expect(workspace).toHaveNoViolations()',
        '',
        'Workspace <workspace> breaks 1 of the requirements of level MUST:',
        '',
        '  EDUV-ORDER-01 (MUST) The message conforms to its JSON schema',
        '    <time> PUT /ordersysteem/v1/orders → 400 (acceptOrder)',
        '      /purchaseOrderId: expected string, seen number 7',
        `    ${SOURCE}`,
      ].join('\n'),
    );
  });

  it('lists at most five exchanges of a requirement', async () => {
    for (let count = 0; count < 7; count += 1) await send(anOrder({ purchaseOrderId: count }));
    const message = await messageOf(() => expect(workspace).toHaveNoViolations());
    expect(message.match(/→ 400/g)).toHaveLength(5);
    expect(message).toContain('    … and 2 more\n');
  });

  it('counts requirements of level SHOULD on request', async () => {
    await send(anOrder({ extra: 1 }));
    await expect(workspace).toHaveNoViolations();
    await expect(workspace).not.toHaveNoViolations({ level: 'SHOULD' });
  });
});

describe('toHaveNoViolations of an exchange', () => {
  it('passes without a finding', async () => {
    await send(anOrder());
    const exchange = await workspace.exchanges.waitFor({ operation: 'acceptOrder' });
    expect(exchange).toHaveNoViolations();
    expect(await messageOf(() => expect(exchange).not.toHaveNoViolations())).toBe(
      [
        'expect(exchange).not.toHaveNoViolations()',
        '',
        'The exchange breaks no requirement of level MUST:',
        '  <time> PUT /ordersysteem/v1/orders → 202 (acceptOrder)',
      ].join('\n'),
    );
  });

  it('fails with each finding', async () => {
    await send(anOrder({ purchaseOrderId: 7 }));
    const exchange = await workspace.exchanges.waitFor({ operation: 'acceptOrder' });
    expect(exchange).not.toHaveNoViolations();
    expect(await messageOf(() => expect(exchange).toHaveNoViolations())).toBe(
      [
        'expect(exchange).toHaveNoViolations()',
        '',
        'The exchange breaks requirements of level MUST:',
        '  <time> PUT /ordersysteem/v1/orders → 400 (acceptOrder)',
        '',
        '  EDUV-ORDER-01 (MUST) The message conforms to its JSON schema',
        '    /purchaseOrderId: expected string, seen number 7',
        `    ${SOURCE}`,
      ].join('\n'),
    );
  });
});

describe('toHaveReceived', () => {
  it('passes if a request matches, in part', async () => {
    await send(anOrder({ purchaseOrderId: 'PO-1' }));
    const body = { purchaseOrderId: 'PO-1', orderLines: [{ quantity: expect.any(Number) }] };
    await expect(workspace).toHaveReceived('acceptOrder', { status: 202, body }, { times: 1 });
    await expect(workspace).toHaveReceived('acceptOrder');
  });

  it('waits a second for the request', async () => {
    const assertion = expect(workspace).toHaveReceived('acceptOrder');
    await setTimeout(50);
    await send(anOrder());
    await assertion;
  });

  it('waits for the given time', async () => {
    const assertion = expect(workspace).toHaveReceived('acceptOrder', {}, { timeout: 20_000 });
    await send(anOrder());
    await assertion;
  });

  it('does not count requests of the sandbox', async () => {
    await send(anOrder());
    await workspace.clock.advance('PT1M');
    await workspace.exchanges.waitFor({ operation: 'confirmOrder' });
    await expect(workspace).not.toHaveReceived('confirmOrder');
  });

  it('fails with the requests that came, and their differences', async () => {
    await send(anOrder({ purchaseOrderId: 'PO-2' }));
    await send(anOrder({ purchaseOrderId: 7 }));
    await send(anOrder(), '/ordersysteem/v1/order');
    await send({ purchaseOrderId: 7 }, '/ordersysteem/v1/creditorders');
    const match = { status: 202, body: { purchaseOrderId: 'PO-1' } };
    const message = await messageOf(() =>
      expect(workspace).toHaveReceived('acceptOrder', match, { timeout: 100 }),
    );
    expect(message).toBe(
      [
        "expect(workspace).toHaveReceived('acceptOrder', …)",
        '',
        'Expected a request of acceptOrder with {"body": {"purchaseOrderId": "PO-1"}, "status": 202}',
        'Received number: 0. Waited at most 100 ms.',
        '',
        'Requests of acceptOrder, the newest first:',
        '  <time> PUT /ordersysteem/v1/orders → 400 (acceptOrder)',
        '    status: expected 202, received 400',
        '    body.purchaseOrderId: expected "PO-1", received 7',
        '    Schema incorrect. [{"path":"/purchaseOrderId","expected":"string","seen":"number 7"}]',
        '    EDUV-ORDER-01 (MUST) /purchaseOrderId: expected string, seen number 7',
        '  <time> PUT /ordersysteem/v1/orders → 202 (acceptOrder)',
        '    body.purchaseOrderId: expected "PO-1", received "PO-2"',
        'Other requests, the newest first:',
        '  <time> PUT /ordersysteem/v1/creditorders → 400 (acceptCreditOrder)',
        '    Schema incorrect. [{"path":"/requestReferenceId","expected":"uuid","seen":"missing"},{"path":"/purchaseOrderId","expected":"string","seen":"number 7"}]',
        '    EDUV-ORDER-01 (MUST) /requestReferenceId: expected uuid, seen missing',
        '    EDUV-ORDER-01 (MUST) /purchaseOrderId: expected string, seen number 7',
        '  <time> PUT /ordersysteem/v1/order → 404 [no operation; the nearest is acceptOrder: expected /orders, seen /order]',
      ].join('\n'),
    );
  });

  it('fails without a request', async () => {
    const assertion = () => expect(workspace).toHaveReceived('acceptOrder', {}, { timeout: 0 });
    expect(await messageOf(assertion)).toBe(
      [
        "expect(workspace).toHaveReceived('acceptOrder', …)",
        '',
        'Expected a request of acceptOrder',
        'Received number: 0.',
        '',
        'The workspace has received no request.',
      ].join('\n'),
    );
  });

  it('fails with another number of requests', async () => {
    await send(anOrder());
    const assertion = () =>
      expect(workspace).toHaveReceived('acceptOrder', {}, { times: 2, timeout: 100 });
    expect(await messageOf(assertion)).toContain('Received number: 1. Expected number: 2.');
    await expect(workspace).not.toHaveReceived('acceptOrder', {}, { times: 2 });
  });

  it('fails with "not" if a request came', async () => {
    await send(anOrder());
    const assertion = () => expect(workspace).not.toHaveReceived('acceptOrder', { status: 202 });
    expect(await messageOf(assertion)).toBe(
      [
        "expect(workspace).not.toHaveReceived('acceptOrder', …)",
        '',
        'Expected no request of acceptOrder with {"status": 202}',
        'Received number: 1.',
        '',
        '  <time> PUT /ordersysteem/v1/orders → 202 (acceptOrder)',
      ].join('\n'),
    );
  });

  it('waits with "not", if it has a timeout', async () => {
    const began = performance.now();
    await expect(workspace).not.toHaveReceived('acceptOrder', {}, { timeout: 300 });
    expect(performance.now() - began).toBeGreaterThanOrEqual(299);
  });
});

describe('an option that does not exist', () => {
  it.each<[object, string]>([
    [{ level: 'must' }, 'There is no level must. The levels are MUST, SHOULD, INFO.'],
    [
      { levle: 'SHOULD' },
      'There is no field levle in the options of toHaveNoViolations. Did you mean level? The fields are level.',
    ],
  ])('is refused by toHaveNoViolations: %j', async (options, message) => {
    await send(anOrder());
    const exchange = await workspace.exchanges.waitFor({ operation: 'acceptOrder' });
    for (const one of [workspace, exchange])
      expect(await messageOf(() => expect(one).toHaveNoViolations(options))).toBe(message);
  });

  it.each<[object, object, string]>([
    [
      { statusCode: 202 },
      {},
      'There is no field statusCode in the match of toHaveReceived. Did you mean status? The fields are role, status, method, path, body, headers, response, findings.',
    ],
    [
      {},
      { count: 1 },
      'There is no field count in the options of toHaveReceived. The fields are times, timeout.',
    ],
  ])('is refused by toHaveReceived: %j, %j', async (match, options, message) => {
    const assertion = () => expect(workspace).toHaveReceived('acceptOrder', match, options);
    expect(await messageOf(assertion)).toBe(message);
  });
});

it.each([
  ['toHaveNoViolations', 'a workspace or an exchange'],
  ['toHaveReceived', 'a workspace'],
] as const)('%s refuses another value', async (name, kind) => {
  const context = {
    utils: { matcherHint: () => '', printExpected: String, printReceived: String },
  };
  const assertion = async () =>
    void (await matchers[name].call(context, 4, 'acceptOrder' as never));
  expect(await messageOf(assertion)).toContain(`received must be ${kind} of Ketenlab, but it is 4`);
});
