import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { ExchangeSubscription } from '../../src/control/exchanges/exchange-subscription.js';
import { anOrder } from '../support/builders.js';
import { TestServer, testServer, type Exchange, type Workspace } from '../support/test-server.js';

const server = testServer();
let workspace: Workspace;
const streams: EventStream[] = [];

beforeEach(async () => {
  workspace = await server.workspace();
});
afterEach(async () => {
  for (const stream of streams.splice(0)) await stream.close();
});

/** Client of the stream: reads its events. */
class EventStream {
  private text = '';

  private constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<string>,
  ) {}

  static async open(query = '', lastId?: string, from: Workspace = workspace) {
    const url = `${server.url}/_sandbox/workspaces/${from.id}/exchanges/stream?${query}`;
    const response = await fetch(url, { headers: lastId ? { 'last-event-id': lastId } : {} });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const stream = new EventStream(response, reader);
    streams.push(stream);
    // The subscription has begun.
    await stream.block();
    return stream;
  }

  /** Text that was read, and is not yet returned. */
  get received(): string {
    return this.text;
  }

  /** The next exchange. */
  async next(): Promise<Exchange> {
    const [id, data] = (await this.block()).split('\n');
    const exchange = JSON.parse(data!.replace('data: ', '')) as Exchange;
    if (id !== `id: ${exchange.id}`) throw new Error(`the event of ${exchange.id} has ${id}`);
    return exchange;
  }

  /** Text up to the next empty line; the rest at the end of the stream. */
  async block(): Promise<string> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        return block;
      }
      const { done, value } = await this.reader.read();
      if (done) return this.text;
      this.text += value;
    }
  }

  async close(): Promise<void> {
    await this.reader.cancel();
  }
}

const sendOrder = (to = workspace) => to.put('/ordersysteem/orders', anOrder());

describe('GET …/exchanges/stream', () => {
  it('sends each exchange of the workspace when it has finished', async () => {
    const other = await server.workspace();
    // No confirmation is sent.
    for (const one of [workspace, other]) await one.freeze();
    await sendOrder();
    const stream = await EventStream.open();
    const { response } = stream;
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream',
    ]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    await sendOrder(other);
    const order = anOrder();
    await workspace.put('/ordersysteem/orders', order);
    const exchange = await stream.next();
    expect(exchange.request.body).toEqual(order);
    expect(exchange).toEqual(await workspace.control('get', `exchanges/${exchange.id}`));
  });

  it('sends what its filters select', async () => {
    await workspace.freeze();
    const stream = await EventStream.open('operation=acceptOrder&status=202&direction=inbound');
    await workspace.put('/ordersysteem/orders', {});
    await workspace.put('/ordersysteem/creditorders', {});
    await sendOrder();
    expect(await stream.next()).toMatchObject({ operation: 'acceptOrder', status: 202 });
  });

  it('begins with those that finished after Last-Event-ID, however early they began', async () => {
    await workspace.freeze();
    const slowClient = { kind: 'latency', delayMs: 300, operation: 'acceptCreditOrder' };
    await workspace.control('post', 'faults', slowClient);
    const slow = workspace.put('/ordersysteem/creditorders', {}).then(({ status }) => status);
    await server.control('get', 'clock');
    const first = await EventStream.open('operation=acceptOrder');
    await sendOrder();
    const { id } = await first.next();
    await slow;
    const again = await EventStream.open('role=ordersysteem', id);
    await sendOrder();
    const operations = [await again.next(), await again.next()].map(({ operation }) => operation);
    expect(operations).toEqual(['acceptCreditOrder', 'acceptOrder']);
  });

  it.each([
    ['the workspace is reset', 'post', 'reset'],
    ['its exchanges are removed', 'delete', 'exchanges'],
  ] as const)('says that the journal was emptied when %s', async (_what, method, path) => {
    const other = await EventStream.open('', undefined, await server.workspace());
    const stream = await EventStream.open();
    await workspace.control(method, path);
    expect(await stream.block()).toBe('event: cleared\ndata: {}');
    await server.control('delete', 'exchanges');
    await sendOrder();
    expect((await stream.next()).operation).toBe('issueToken');
    expect(other.received).toBe('');
  });

  it('ends when the workspace is removed', async () => {
    const stream = await EventStream.open();
    await fetch(`${server.url}/_sandbox/workspaces/${workspace.id}`, { method: 'DELETE' });
    expect(await stream.block()).toBe('');
  });

  it.each([
    ['role=nobody', 400, /^role: expected one of ordersysteem, /],
    ['status=x', 400, /^status: expected an HTTP status/],
  ])('answers %s with %d', async (query, status, detail) => {
    const response = await workspace.tryControl('get', `exchanges/stream?${query}`);
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      status,
      expect.stringMatching(detail),
    ]);
  });
});

describe('a stream whose server stops', () => {
  it('ends, so that the stop does not wait for it', async () => {
    const stopping = new TestServer();
    await stopping.start();
    const url = `${stopping.url}/_sandbox/workspaces/default/exchanges/stream`;
    const text = (await fetch(url)).text();
    await stopping.remove();
    expect(await text).toBe('retry: 1000\n\n');
  });
});

describe('a subscription whose client does not read', () => {
  it('ends at 16 MiB, so that the client connects again', async () => {
    const body = 'x'.repeat(1024 * 1024);
    let reads = 0;
    const subscription = new ExchangeSubscription(
      async (ids) => {
        reads += 1;
        return ids.map((id) => ({ id, request: { body } }) as never);
      },
      async () => [],
    );
    const closed = once(subscription.stream, 'close');
    for (let id = 0; id < 40; id += 1) {
      subscription.add(String(id));
      await new Promise((turn) => setImmediate(turn));
    }
    await closed;
    expect(reads).toBe(16);
  });
});
