import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { bokbasenProblems, schemaInvalid } from '../../apis/bokbasen/errors.js';
import { stampAt } from '../../apis/bokbasen/stamp.js';
import { readEditx, type EditxOrder, type ReadEditx } from '../../apis/bokbasen-orders/editx.js';
import type {
  OrderDetails,
  ListOrdersQuery,
  OrderSummary,
} from '../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../apis/bokbasen-orders/operations.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { durationMs } from '../../platform/time/duration.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { violationsOf, type CheckResult } from '../../platform/requirements/check-result.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Records } from '../../sandbox/state/records.js';
import { findBehaviour } from '../../sandbox/scenarios/scenario.js';
import { Scenarios, type BehaviourLookup } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import {
  checkEditxSchema,
  checkListWindow,
  checkReadOrder,
  failForeignBuyer,
  failUnknownOrder,
} from './checks.js';
import { ListWindows } from './list-windows.js';
import { NEVER_PROCESSED, detailsOf, statusAt, summaryOf, viewOf } from './order.js';
import type { OrderLine } from './order-line.js';
import { BokbasenOrderRepository, type StoredOrder } from './orders.repository.js';
import { PartyAccess } from './parties.js';
import { processOrder, type ProcessingContext } from './processing.js';
import { products, type Product } from './state/record.messages.js';
import { API, REJECTION } from './scenarios.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Failures that are stored with an order. */
const MAX_FAILURES = 100;

/** An order to enter. */
interface Incoming {
  workspace: string;
  buyer: string;
  order: EditxOrder;
  document: string;
  /** Violations of the schema, where the rule lets them pass. */
  broken: Violation[];
  /** A tester has it sent to a partner: who rejects what he will, and is to get it. */
  toPartner: boolean;
}

/** Sends, lists and shows orders. */
@Injectable()
export class BokbasenOrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
    private readonly orders: BokbasenOrderRepository,
    private readonly parties: PartyAccess,
    private readonly records: Records,
    private readonly scenarios: Scenarios,
    private readonly windows: ListWindows,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Takes an order in and answers its URL; what will become of it is told by the order itself. */
  async send(caller: Caller, document: string): Promise<string> {
    const { order, errors } = this.readable(await readEditx(document));
    const schema = checkEditxSchema(errors);
    caller.record(schema);
    const { workspace, client } = caller;
    const own = this.clients.partiesOf(client);
    const buyer = order.buyer || own[0] || '';
    if (!own.includes(buyer)) {
      const expected = `one of the parties of ${client.clientId}: ${own.join(', ') || 'none'}`;
      throw bokbasenProblems
        .forbidden(`BuyerParty ${buyer} is not ${expected}`)
        .withResults(failForeignBuyer(buyer, expected));
    }
    const taken = await this.takeIn({
      workspace,
      buyer,
      order,
      document,
      broken: violationsOf(schema),
      toPartner: false,
    });
    caller.record(taken.results);
    return caller.linkTo(api.getOrder, { id: taken.id });
  }

  async list(caller: Caller, { fromDate, mode }: ListOrdersQuery): Promise<OrderSummary[]> {
    const from = stampAt(fromDate);
    if (from === undefined) {
      const expected = 'YYYYMMDDHHMMSS, a moment that exists';
      throw schemaInvalid([{ path: '?fromDate', expected, seen: fromDate }]);
    }
    const { workspace, client } = caller;
    const now = toIsoUtc(this.clock.now(workspace));
    const previous = this.windows.replace(client, mode, now);
    caller.record(checkListWindow({ from, now, previous }));
    const parties = this.clients.partiesOf(client);
    const found = await this.store.read(workspace, (tx) =>
      this.orders.list(tx, { workspace, parties, mode, from, now }),
    );
    return found.map((order) =>
      summaryOf(order, now, caller.linkTo(api.getOrder, { id: order.id })),
    );
  }

  async get(caller: Caller, id: string): Promise<OrderDetails> {
    return this.store.read(caller.workspace, async (tx) => {
      const { order, now, asBuyer } = await this.visible(tx, caller, id);
      caller.record(checkReadOrder(asBuyer, statusAt(order, now)));
      const lines = await this.orders.linesOf(tx, caller.workspace, id);
      return detailsOf(order, lines, now, {
        self: caller.linkTo(api.getOrder, { id: order.id }),
        editx: caller.linkTo(api.getOrderEditx, { id: order.id }),
      });
    });
  }

  /** The EDItX document as it came. */
  async editx(caller: Caller, id: string): Promise<string> {
    return this.store.read(caller.workspace, async (tx) => {
      await this.visible(tx, caller, id);
      return this.orders.documentOf(tx, caller.workspace, id);
    });
  }

  /** An order that the caller sees, and as what; for anybody else there is none. */
  async visible(
    tx: ReadTransaction,
    caller: Caller,
    id: string,
  ): Promise<{ order: StoredOrder; asBuyer: boolean; asSeller: boolean; now: string }> {
    const { workspace, client } = caller;
    const now = toIsoUtc(this.clock.now(workspace));
    const order = await this.orders.find(tx, workspace, id);
    const view = order && viewOf(order, this.clients.partiesOf(client), now);
    if (order && (view?.asBuyer || view?.asSeller)) return { order, ...view, now };
    throw bokbasenProblems
      .notFound(`there is no order ${id}, or none that ${client.clientId} sees`)
      .withResults(failUnknownOrder(`an order that ${client.clientId} sees`, id));
  }

  /** Enters an order, with the outcome of its processing. */
  async takeIn(incoming: Incoming): Promise<{ id: string; results: CheckResult[] }> {
    const { workspace, buyer, order, document, broken } = incoming;
    const { decide, processAfter } = this.workspaces.settings(workspace);
    return this.store.write(workspace, async (tx) => {
      const known = await this.known(tx, incoming);
      const { seller, results } = processOrder(order, known);
      const failures = [...broken, ...violationsOf(results).slice(0, MAX_FAILURES)];
      const [first] = failures;
      if (incoming.toPartner && first) {
        const more = failures.length > 1 ? `, and ${failures.length - 1} more` : '';
        const { pointer, expected, seen } = first;
        const text = `The order would fail: ${pointer}: expected ${expected}, seen ${seen}${more}`;
        throw new Problem(409, { text });
      }
      const now = this.clock.now(workspace);
      const calls = this.scenarios.behaviourLookup(workspace, API);
      const slow = findBehaviour(calls(wordsOf(order)), 'slow')?.afterMs;
      const after = slow ?? durationMs(processAfter) ?? 0;
      const id = randomUUID();
      const head = {
        id,
        buyer,
        seller: seller ?? null,
        orderNumber: order.orderNumber,
        createdAt: toIsoUtc(now),
        processedAt: decide === 'manual' ? NEVER_PROCESSED : toIsoUtc(now + after),
        outcome: failures.length > 0 ? ('FAILED' as const) : ('SENT' as const),
      };
      const lines = linesOf(incoming, calls);
      await this.orders.enter(tx, workspace, head, { lines, failures, document });
      return { id, results };
    });
  }

  /** The content of a document. Unless the rule is lenient, one that breaks the schema is refused. */
  private readable({ order, errors }: ReadEditx) {
    const strict = this.config.rules['EDITX_SCHEMA'] !== 'lenient';
    if (!order || (strict && errors.length > 0)) throw schemaInvalid(errors);
    return { order, errors };
  }

  private unknownIn(workspace: string, order: EditxOrder): Set<string> {
    const calls = this.scenarios.behaviourLookup(workspace, API);
    const { lines, ...header } = wordsOf(order);
    const unknown = lines.filter((line) =>
      findBehaviour(calls({ ...header, ...line }), 'unknown-product'),
    );
    return new Set(unknown.map(({ EAN }) => EAN ?? ''));
  }

  private async known(
    tx: WriteTransaction,
    { workspace, buyer, order }: Incoming,
  ): Promise<ProcessingContext> {
    const described = new Map<string, Product>();
    for (const ean of new Set(order.lines.map((line) => line.ean ?? ''))) {
      const product = await this.records.find(tx, workspace, products, ean);
      if (product) described.set(ean, product);
    }
    return {
      usedBefore: await this.orders.isUsed(tx, workspace, buyer, order.orderNumber),
      products: described,
      unknown: this.unknownIn(workspace, order),
      parties: new Set(await this.parties.numbers(tx, workspace)),
    };
  }
}

/** What an order says, under the names of its document. */
function wordsOf({ orderNumber, buyer, seller, lines }: EditxOrder) {
  return { OrderNumber: orderNumber, buyer, seller, lines: lines.map(({ ean }) => ({ EAN: ean })) };
}

/** The lines of an order, each under its own number where those tell lines apart. */
function linesOf({ order, toPartner }: Incoming, calls: BehaviourLookup): OrderLine[] {
  const numbers = order.lines.map(({ lineNumber }) => lineNumber);
  const apart =
    new Set(numbers).size === numbers.length &&
    numbers.every((number) => Number.isInteger(number) && number > 0);
  const { lines: _, ...header } = wordsOf(order);
  return order.lines.map(({ lineNumber, ean, quantity }, index) => ({
    id: apart ? lineNumber : index + 1,
    ean,
    quantity: Number.isInteger(quantity) ? quantity : 0,
    ...(!toPartner && findBehaviour(calls({ ...header, EAN: ean }), 'rejected')
      ? { status: 'REJECTED', said: { comment: REJECTION } }
      : { status: 'SENT', said: {} }),
  }));
}
