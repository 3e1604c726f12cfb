import { Injectable } from '@nestjs/common';
import { v4, v7 as uuid } from 'uuid';
import { incoherences } from '../../contracts/edu-v-delivery/coherence.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../contracts/edu-v-delivery/messages.js';
import { REQUESTS, deliveryApi } from '../../contracts/edu-v-delivery/operations.js';
import { deliveryRequirements as asked } from '../../contracts/edu-v-delivery/requirements.js';
import { Code, eduvDialect } from '../../contracts/edu-v/errors.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { Clock } from '../../kernel/clock/clock.js';
import { durationMs } from '../../kernel/clock/duration.js';
import { zulu } from '../../kernel/clock/time.js';
import type { Received } from '../../kernel/contract/received.js';
import { finding } from '../../kernel/contract/requirement.js';
import { Messages, keyOf } from '../../kernel/messages/messages.js';
import { mannerOf, spoiled, type Manner } from '../../kernel/state/manner.js';
import { Outbox } from '../../kernel/outbox/outbox.js';
import { Store, insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import { Problem } from '../../kernel/problem/problem.js';
import type { HandDecision, Seen } from '../../kernel/state/collections.js';
import type { Called } from '../../kernel/state/scenario.js';
import { Scenarios } from '../../kernel/state/scenarios.js';
import { Workspaces } from '../../kernel/workspaces/workspaces.js';
import { AcceptedOrders, type Accepted } from './accepted-orders.js';
import { checkChange, checkEndDate, checkRequest } from './checks.js';
import { judge, type Verdict } from './judge.js';
import { API, licensingOf } from './scenarios.js';

export const ROLE = 'aanspraakmanager';

const ENTER = insertInto('delivery_requests', 'workspace id arrival deliveryOrderId sent waiting');
const SENT =
  'update "delivery_requests" set "sent" = ?, "waiting" = null where "workspace" = ? and "id" = ?';
const KNOWN =
  'select "deliveryOrderId", "sent" from "delivery_requests" where "workspace" = ? and "id" = ?';
const UNDECIDED = `select "waiting" from "delivery_requests"
  where "workspace" = ? and "deliveryOrderId" = ? and "waiting" is not null order by "arrival" limit 1`;
/** A request that is being answered. */
interface Request {
  workspace: string;
  /** The deliveryOrderReferenceId as it came. */
  reference: string;
  order: DeliveryOrder;
}

/** The delivery orders of the Aanspraakmanager: taken in, judged, confirmed, licensed. */
@Injectable()
export class DeliveryOrdersService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly accepted: AcceptedOrders,
    private readonly scenarios: Scenarios,
  ) {}

  async accept(caller: Caller, { message, text }: Received<DeliveryOrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { deliveryOrderReferenceId: reference, deliveryOrder: order } = message;
    const faults = incoherences(order, caller.version);
    if (faults.length > 0) {
      caller.note(checkEndDate(order));
      throw eduvDialect.schemaIncorrect(
        faults.map((fault) => ({ ...fault, path: `/deliveryOrder${fault.path}` })),
      );
    }
    caller.note(checkRequest(message));
    const id = keyOf(reference);
    await this.store.write(async (unit) => {
      const entered = await this.messages.enter(unit, {
        workspace,
        collection: REQUESTS,
        id,
        document: text,
      });
      if (!entered) await this.compare(unit, caller, message);
      const known = await unit.get<{ deliveryOrderId: string; sent: string }>(KNOWN, workspace, id);
      if (known) {
        await this.sendAgain(unit, workspace, id, known);
        return;
      }
      const stored = await this.accepted.find(unit, workspace, order.deliveryOrderId);
      const waiting = await this.undecided(unit, workspace, order.deliveryOrderId);
      checkChange(caller, order, stored?.order ?? waiting?.deliveryOrder);
      await this.takeIn(unit, workspace, message);
      if (this.workspaces.settings(workspace).decide === 'manual') return;
      const request = { workspace, reference, order };
      await this.decide(unit, request, judge(order, stored?.order, this.calledBy(request)));
    });
  }

  /** `confirm` and `fail` decide on the oldest request about an order that waits; `license` plays its first activation. */
  async decideByHand(
    workspace: string,
    id: string,
    decision: HandDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(async (unit) => {
      const stored = await this.accepted.find(unit, workspace, id);
      if (decision === 'license') return this.license(unit, workspace, id, stored);
      const found = await this.undecided(unit, workspace, id);
      if (!found)
        throw new Problem(409, { text: `No request about ${id} waits to be decided by hand` });
      const { deliveryOrderReferenceId: reference, deliveryOrder: order } = found;
      const verdict: Verdict =
        decision === 'fail'
          ? { refused: reason || 'refused by hand' }
          : judge(order, stored?.order, this.calledBy({ workspace, order }));
      if (decision === 'confirm' && 'refused' in verdict)
        throw new Problem(409, { text: `${id} cannot be confirmed: ${verdict.refused}` });
      await this.decide(unit, { workspace, reference, order }, verdict);
    });
  }

  /** What the Aanspraakmanager knows of an order, for the control API. */
  async view(look: Reading, workspace: string, id: string): Promise<Seen | undefined> {
    const stored = await this.accepted.find(look, workspace, id);
    if (!stored) return undefined;
    const { status, deliverySpecification } = stored.order;
    const { totalQuantity } = deliverySpecification as { totalQuantity?: number };
    return {
      summary: {},
      detail: { status, ...(totalQuantity !== undefined && { totalQuantity }) },
    };
  }

  /** Takes a request in that is still to be decided. */
  async takeIn(unit: Writing, workspace: string, message: DeliveryOrderRequest): Promise<void> {
    const { deliveryOrderReferenceId, deliveryOrder } = message;
    const id = keyOf(deliveryOrderReferenceId);
    const order = keyOf(deliveryOrder.deliveryOrderId);
    await unit.run(ENTER, workspace, id, uuid(), order, '[]', JSON.stringify(message));
  }

  /** The oldest request about an order that waits to be decided. */
  private async undecided(
    look: Reading,
    workspace: string,
    id: string,
  ): Promise<DeliveryOrderRequest | undefined> {
    const found = await look.get<{ waiting: string }>(UNDECIDED, workspace, keyOf(id));
    return found && (JSON.parse(found.waiting) as DeliveryOrderRequest);
  }

  private async decide(unit: Writing, request: Request, verdict: Verdict): Promise<void> {
    const { workspace, reference, order } = request;
    if (!('refused' in verdict))
      await this.accepted.keep(unit, workspace, verdict.order, reference);
    const now = this.clock.now(workspace);
    const called = this.calledBy(request);
    const { never, lateMs, copies, wrong } = mannerOf(called);
    const licensed = licensingOf(called);
    const usual = durationMs(this.workspaces.settings(workspace).confirmAfter) ?? 0;
    const dueAt = now + (lateMs ?? usual);
    const confirmation = confirmationOf(request, verdict, now);
    const sent: string[] = [];
    const license = async (): Promise<void> => {
      if (confirmation.newStatus !== 'processed') return;
      sent.push(await this.confirmLicensed(unit, workspace, order, reference, dueAt));
    };
    if (!never) {
      if (licensed === 'too early') await license();
      sent.push(await this.send(unit, workspace, confirmation, dueAt, wrong));
      if (copies === 'two alike') await this.send(unit, workspace, confirmation, dueAt);
      if (copies === 'two that differ') {
        const other = { ...confirmation, deliveryOrderReceiveId: v4() };
        await this.send(unit, workspace, other, dueAt);
      }
      if (licensed === 'at once') await license();
    }
    await unit.run(SENT, JSON.stringify(sent), workspace, keyOf(reference));
  }

  private calledBy({ workspace, order }: Pick<Request, 'workspace' | 'order'>): Called[] {
    return this.scenarios.callsOf(workspace, API)(order);
  }

  private async license(
    unit: Writing,
    workspace: string,
    id: string,
    stored: Accepted | undefined,
  ): Promise<void> {
    if (!stored) throw new Problem(404, { text: `The Aanspraakmanager has no ${id}` });
    const { order, reference } = stored;
    if (order.status !== 'processed') {
      throw new Problem(409, {
        text: `${id} is ${order.status}: only a processed order is licensed`,
      });
    }
    const usual = durationMs(this.workspaces.settings(workspace).confirmAfter) ?? 0;
    const earlier = await this.outbox.lastDue(unit, {
      workspace,
      operation: deliveryApi.confirmDeliveryOrder,
      sequence: keyOf(id),
    });
    const dueAt = Math.max(this.clock.now(workspace) + usual, earlier ?? 0);
    const sent = await this.confirmLicensed(unit, workspace, order, reference, dueAt);
    const known = await unit.get<{ sent: string }>(KNOWN, workspace, keyOf(reference));
    if (known) {
      const all = [...(JSON.parse(known.sent) as string[]), sent];
      await unit.run(SENT, JSON.stringify(all), workspace, keyOf(reference));
    }
  }

  private async confirmLicensed(
    unit: Writing,
    workspace: string,
    order: DeliveryOrder,
    reference: string,
    dueAt: number,
  ): Promise<string> {
    const licensed: DeliveryOrder = { ...order, status: 'licensed' };
    await this.accepted.keep(unit, workspace, licensed, reference);
    const verdict: Verdict = { order: licensed, newStatus: 'licensed' };
    const now = this.clock.now(workspace);
    const confirmation = confirmationOf({ workspace, reference, order }, verdict, now);
    return this.send(unit, workspace, confirmation, dueAt);
  }

  private send(
    unit: Writing,
    workspace: string,
    confirmation: DeliveryOrderConfirmation,
    dueAt: number,
    wrong?: Manner['wrong'],
  ): Promise<string> {
    return this.outbox.enqueue(unit, {
      workspace,
      operation: deliveryApi.confirmDeliveryOrder,
      from: ROLE,
      about: keyOf(confirmation.deliveryOrderReferenceId),
      sequence: keyOf(confirmation.deliveryOrderId),
      dueAt,
      body: JSON.stringify(spoiled(confirmation, wrong, 'deliveryOrderReferenceId')),
    });
  }

  /** Sends the confirmations of a request once more, byte for byte. */
  private async sendAgain(
    unit: Writing,
    workspace: string,
    about: string,
    { deliveryOrderId: sequence, sent }: { deliveryOrderId: string; sent: string },
  ): Promise<void> {
    const operation = deliveryApi.confirmDeliveryOrder;
    const dueAt = this.clock.now(workspace);
    const message = { workspace, operation, from: ROLE, about, sequence, dueAt };
    for (const delivery of JSON.parse(sent) as string[]) {
      const body = await this.outbox.bodyOf(unit, workspace, delivery);
      if (body === undefined) continue;
      await this.outbox.pullForward(unit, message);
      await this.outbox.enqueue(unit, { ...message, body });
    }
  }

  private async compare(
    unit: Writing,
    caller: Caller,
    message: DeliveryOrderRequest,
  ): Promise<void> {
    const id = keyOf(message.deliveryOrderReferenceId);
    const key = { workspace: caller.workspace, collection: REQUESTS, id };
    if (await this.messages.isAsEntered(unit, key, message)) {
      caller.meets(asked.sameContent);
      return;
    }
    const seen = 'another message with the same deliveryOrderReferenceId';
    const expected = 'the message as it was first sent';
    caller.note([finding(asked.sameContent, '/deliveryOrderReferenceId', expected, seen)]);
  }
}

function confirmationOf(
  { reference, order }: Request,
  verdict: Verdict,
  now: number,
): DeliveryOrderConfirmation {
  const { deliveryOrderId, productId } = order;
  const common = {
    deliveryOrderReferenceId: reference,
    deliveryOrderReceiveId: v4(),
    deliveryOrderId,
    productId,
    processedTimestamp: zulu(now),
  };
  if ('refused' in verdict) {
    return { ...common, success: false, status: Code.other, statusMessage: verdict.refused };
  }
  const { newStatus, newTotalQuantity } = verdict;
  return {
    ...common,
    ...(newStatus !== undefined && { newStatus }),
    ...(newTotalQuantity !== undefined && { newTotalQuantity }),
    success: true,
    status: Code.ok,
    statusMessage: 'OK',
  };
}
