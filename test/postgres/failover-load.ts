import { expect } from '@jest/globals';
import { aCreditOrder, anOrder } from '../support/builders.js';
import type { PartnerServer, ReceivedRequest } from '../support/partner-server.js';
import type { Replicas } from '../support/replicas.js';
import type { Workspace } from '../support/test-server.js';

type Message = Record<string, unknown> & { requestReferenceId: string };

interface Acknowledged {
  workspace: string;
  collection: 'orders' | 'creditorders';
  id: string;
}

/** Time after which a client breaks off a request and sends it again. */
const CLIENT_TIMEOUT_MS = 8_000;
const pause = (milliseconds: number) => new Promise((later) => setTimeout(later, milliseconds));

/** Repeats a check until it is true, and throws after some seconds. */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  seconds = 15,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(20);
  }
}

/** Partners that send orders and credit orders through the proxy, each again until it is acknowledged. */
export class FailoverLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers other than 202, and errors of the connection. */
  readonly failures: string[] = [];
  private callers: Promise<void>[] = [];
  private isStopping = false;

  constructor(
    private readonly replicas: Replicas,
    private readonly workspaces: readonly Workspace[],
  ) {}

  start(callers = 8): void {
    this.isStopping = false;
    this.callers = Array.from({ length: callers }, (_, index) => this.send(index));
  }

  /** Resolves when a number of further messages is acknowledged. */
  async progress(count: number): Promise<void> {
    const target = this.acknowledged.length + count;
    await until(`${count} messages acknowledged`, () => this.acknowledged.length >= target);
  }

  /** Resolves when each message that was sent is acknowledged. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.callers);
  }

  private async send(caller: number): Promise<void> {
    for (let turn = caller; !this.isStopping; turn += 1) {
      const workspace = this.workspaces[turn % this.workspaces.length]!;
      const order = anOrder();
      await this.sendUntilAcknowledged(workspace, 'orders', order);
      const { purchaseOrderId } = order;
      await this.sendUntilAcknowledged(
        workspace,
        'creditorders',
        aCreditOrder({ purchaseOrderId }),
      );
    }
  }

  private async sendUntilAcknowledged(
    workspace: Workspace,
    collection: Acknowledged['collection'],
    message: Message,
  ): Promise<void> {
    const id = message.requestReferenceId;
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      const outcome = await this.attempt(workspace, collection, message);
      if (outcome === '202 ')
        return void this.acknowledged.push({ workspace: workspace.id, collection, id });
      this.failures.push(`${workspace.id} ${collection} ${outcome}`);
      if (/^\d/.test(outcome) && !/^50[23]/.test(outcome))
        throw new Error(`PUT /${collection} in ${workspace.id} answered ${outcome}`);
      await pause(50);
    }
    throw new Error(`not acknowledged within 20 s: ${workspace.id} ${collection} ${id}`);
  }

  private async attempt(
    workspace: Workspace,
    collection: string,
    message: Message,
  ): Promise<string> {
    try {
      const response = await fetch(`${this.replicas.url}/ordersysteem/${collection}`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await workspace.token()}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(CLIENT_TIMEOUT_MS),
      });
      return `${response.status} ${await response.text()}`;
    } catch (error) {
      const { cause, name } = error as { cause?: { code?: string }; name: string };
      return cause?.code ?? name;
    }
  }
}

/** Ids of all items of a collection. */
async function storedIds(workspace: Workspace, collection: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const query = `limit=500${cursor && `&cursor=${cursor}`}`;
    const page: { items: Message[]; nextCursor?: string } = await workspace.control(
      'get',
      `state/${collection}?${query}`,
    );
    ids.push(...page.items.map(({ requestReferenceId }) => requestReferenceId));
    cursor = page.nextCursor;
  }
  return ids;
}

/** Resolves when a workspace has no message that waits. */
export async function allSent(workspace: Workspace): Promise<void> {
  await until(`all messages of ${workspace.id} sent`, async () => {
    const path = 'deliveries?state=waiting&limit=1';
    return (await workspace.control<{ items: object[] }>('get', path)).items.length === 0;
  });
}

/** The confirmations that the partner received from a workspace. */
export function confirmationsOf(partner: PartnerServer, workspace: string): ReceivedRequest[] {
  return partner.messages.filter(({ path }) => path.startsWith(`/${workspace}/`));
}

/** Expects that no acknowledged message is lost, decided twice or unconfirmed. */
export async function expectNothingLost(
  { acknowledged }: FailoverLoad,
  workspaces: readonly Workspace[],
  partner: PartnerServer,
): Promise<void> {
  for (const workspace of workspaces) {
    await allSent(workspace);
    const confirmations = new Map<string, Set<string>>();
    for (const { body, text } of confirmationsOf(partner, workspace.id)) {
      const id = String(body['requestReferenceId']);
      confirmations.set(id, (confirmations.get(id) ?? new Set()).add(text));
    }
    for (const collection of ['orders', 'creditorders'] as const) {
      const stored = await storedIds(workspace, collection);
      const sent = acknowledged
        .filter((one) => one.workspace === workspace.id && one.collection === collection)
        .map(({ id }) => id);
      const where = { workspace: workspace.id, collection };
      expect({ ...where, twice: stored.length - new Set(stored).size }).toEqual({
        ...where,
        twice: 0,
      });
      const all = new Set(stored);
      expect({ ...where, lost: sent.filter((id) => !all.has(id)) }).toEqual({ ...where, lost: [] });
      const unconfirmed = sent.filter((id) => !confirmations.has(id));
      expect({ ...where, unconfirmed }).toEqual({ ...where, unconfirmed: [] });
    }
    // One decision per message: each repeat of a confirmation has the content and the reference of the first.
    const different = [...confirmations.values()]
      .filter(({ size }) => size > 1)
      .map((texts) => [...texts]);
    expect({ workspace: workspace.id, different }).toEqual({
      workspace: workspace.id,
      different: [],
    });
  }
}
