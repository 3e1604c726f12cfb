import { beforeEach, describe, expect, it } from '@jest/globals';
import { ORDERS, anOrder as anEditxOrder } from '../support/bokbasen-client.js';
import { anOrder } from '../support/builders.js';
import { testServer, type Exchange, type Workspace } from '../support/test-server.js';

const server = testServer();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  // No confirmation is sent by itself.
  await workspace.freeze();
});

const resend = ({ id }: Pick<Exchange, 'id'>, clientId?: string, from = workspace) =>
  from.tryControl('post', `exchanges/${id}/resend`, clientId === undefined ? {} : { clientId });
const exchangeOf = ({ body }: { body: unknown }) => body as Exchange;
const detailOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { detail: string }).detail,
];

async function sendOrder(order: object = anOrder()): Promise<Exchange> {
  await workspace.put('/ordersysteem/orders', order);
  return (await workspace.lastExchange('operation=acceptOrder'))!;
}

async function sendEditxOrder(): Promise<Exchange> {
  await workspace.call('post', ORDERS, { body: anEditxOrder() });
  return (await workspace.lastExchange('role=bokbasen-orders'))!;
}

describe('POST …/exchanges/{id}/resend', () => {
  it('sends the same message with a new token of the client, as a request of a partner', async () => {
    const first = await sendOrder({ ...anOrder(), purchaseOrderId: 'ærfugl' });
    const answer = await resend(first, workspace.clientId());
    const second = exchangeOf(answer);
    expect([answer.status, second.status, second.peer, second.direction]).toEqual([
      201,
      first.status,
      'partner',
      'inbound',
    ]);
    expect([second.path, second.request.body]).toEqual([first.path, first.request.body]);
    expect(second.request.headers['sandbox-resend']).toMatch(`; of=${first.id}`);
    expect(second.id).not.toBe(first.id);
    expect(await workspace.lastExchange('operation=acceptOrder')).toEqual(second);
  });

  it('sends XML with a token for the audience of the operation', async () => {
    const first = await sendEditxOrder();
    const second = exchangeOf(await resend(first, workspace.clientId('demo-buyer')));
    const parts = ({ operation, status, request: { body } }: Exchange) => [operation, status, body];
    expect(parts(second)).toEqual(parts(first));
  });

  it('has the answer to a client without the right', async () => {
    const first = await sendOrder();
    const { status, reason } = exchangeOf(
      await resend(first, workspace.clientId('demo-aanspraakmanager')),
    );
    expect([status, reason]).toEqual([401, expect.stringContaining('scope')]);
  });

  it('sends a request without an operation again too', async () => {
    await workspace.put('/ordersysteem/orderz', anOrder());
    const first = (await workspace.lastExchange('status=404'))!;
    const { status, nearMiss } = exchangeOf(await resend(first, workspace.clientId()));
    expect([status, nearMiss]).toEqual([404, first.nearMiss]);
  });

  it('returns the exchange of a request whose connection a fault broke', async () => {
    const first = await sendOrder();
    await workspace.control('post', 'faults', { operation: 'acceptOrder', kind: 'reset' });
    expect(exchangeOf(await resend(first, workspace.clientId()))).toMatchObject({
      status: 0,
      fault: { kind: 'reset' },
    });
  });

  it('answers 400 to a client that the workspace does not have', async () => {
    const first = await sendOrder();
    for (const clientId of ['nobody', 'demo', '__proto__']) {
      const { status, body } = await resend(first, clientId);
      expect([status, (body as { faults: object[] }).faults]).toMatchObject([
        400,
        [{ path: '/clientId', seen: clientId }],
      ]);
    }
  });

  it('answers 404 to an exchange of another workspace', async () => {
    const first = await sendOrder();
    const other = await server.workspace();
    expect(detailOf(await resend(first, other.clientId(), other))).toEqual([
      404,
      `Workspace ${other.id} has no exchange ${first.id}`,
    ]);
  });

  it('answers 409 to a message that the sandbox sent', async () => {
    const since = new Date().toISOString();
    await sendOrder();
    await workspace.advance('P1D');
    const sent = await workspace.control<Exchange>(
      'get',
      `exchanges/wait?direction=outbound&operation=confirmOrder&since=${since}`,
    );
    expect(detailOf(await resend(sent, workspace.clientId()))).toEqual([
      409,
      `The sandbox sent the request of exchange ${sent.id}; send its message again with deliveries/<id>/replay`,
    ]);
  });

  it('answers 409 to a request with a credential in its body', async () => {
    await sendOrder();
    const tokenRequest = (await workspace.lastExchange('operation=issueToken'))!;
    expect(detailOf(await resend(tokenRequest, workspace.clientId()))).toEqual([
      409,
      `Exchange ${tokenRequest.id} had a credential in its path or body, which the journal does not have; send it from your system`,
    ]);
  });

  it('answers 409 when the client gets no token', async () => {
    const first = await sendEditxOrder();
    const clientId = workspace.clientId('demo-aanspraakmanager');
    const [status, detail] = detailOf(await resend(first, clientId));
    expect([status, detail]).toEqual([
      409,
      expect.stringMatching(`^Client ${clientId} gets no token: .* answered 403`),
    ]);
  });

  it('answers 400 without a client', async () => {
    const first = await sendOrder();
    const { status, body } = await resend(first);
    expect([status, body]).toMatchObject([400, { faults: [{ path: '/clientId' }] }]);
  });
});
