import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { bokbasenProblems, schemaInvalid } from '../../apis/bokbasen/errors.js';
import { stampAt } from '../../apis/bokbasen/stamp.js';
import {
  readEditx,
  type EditxOrder,
  type ReadEditx,
} from '../../apis/bokbasen-orders/validate-editx.js';
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
  checkIssued,
  checkListWindow,
  checkReadOrder,
  failForeignBuyer,
  failUnknownOrder,
} from './checks.js';
import { ListWindows } from './list-windows.js';
import { NEVER_PROCESSED, detailsOf, statusAt, summaryOf, viewOf } from './order.js';
import type { StoredOrderLine } from './order-line.js';
import { BokbasenOrderRepository, type StoredOrder } from './orders.repository.js';
import { PartyAccess } from './parties.js';
import { processOrder, type ProcessingContext } from './processing.js';
import { products, type Product } from './state/record.messages.js';
import { BOKBASEN_ORDERS_API, REJECTION } from './scenarios.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Maximum number of failures that are stored with an order. */
const MAX_FAILURES = 100;

/** Received order before it is stored. */
interface IncomingOrder {
  workspace: string;
  buyer: string;
  order: EditxOrder;
  document: string;
  /** Violations of the schema that the rule EDITX_SCHEMA=lenient accepts. */
  schemaViolations: Violation[];
  /** True: the control API sends it to a partner. The partner decides on its lines, so it must not fail here. */
  toPartner: boolean;
}

/** Receives, lists and returns orders. */
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

  /** Accepts an order and returns its URL. The client reads the outcome from there. */
  async send(caller: Caller, document: string): Promise<string> {
    const { order, errors } = this.assertReadable(await readEditx(document));
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
    const accepted = await this.accept({
      workspace,
      buyer,
      order,
      document,
      schemaViolations: violationsOf(schema),
      toPartner: false,
    });
    const now = toIsoUtc(this.clock.now(workspace));
    caller.record([...accepted.results, ...checkIssued(order.issued, now)]);
    return caller.linkTo(api.getOrder, { id: accepted.id });
  }

  async list(caller: Caller, { fromDate, mode }: ListOrdersQuery): Promise<OrderSummary[]> {
    const from = stampAt(fromDate);
    if (from === undefined) {
      const expected = 'YYYYMMDDHHMMSS, a valid time';
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
      const { order, now, asBuyer } = await this.findVisible(tx, caller, id);
      caller.record(checkReadOrder(asBuyer, statusAt(order, now)));
      const lines = await this.orders.linesOf(tx, caller.workspace, id);
      return detailsOf(order, lines, now, {
        self: caller.linkTo(api.getOrder, { id: order.id }),
        editx: caller.linkTo(api.getOrderEditx, { id: order.id }),
      });
    });
  }

  /** Returns the EDItX document exactly as it was received. */
  async editx(caller: Caller, id: string): Promise<string> {
    return this.store.read(caller.workspace, async (tx) => {
      await this.findVisible(tx, caller, id);
      return this.orders.documentOf(tx, caller.workspace, id);
    });
  }

  /** Finds an order of which the caller is buyer or seller. All other callers get 404. */
  async findVisible(
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
      .notFound(`there is no order ${id} that ${client.clientId} can access`)
      .withResults(failUnknownOrder(`an order that ${client.clientId} can access`, id));
  }

  /** Stores an order with the outcome of its processing. */
  async accept(incoming: IncomingOrder): Promise<{ id: string; results: CheckResult[] }> {
    const { workspace, buyer, order, document, schemaViolations: broken } = incoming;
    const { decide, processAfter } = this.workspaces.settings(workspace);
    return this.store.write(workspace, async (tx) => {
      const context = await this.processingContext(tx, incoming);
      const { seller, results, failures: failed } = processOrder(order, context);
      const failures = [...broken, ...failed.slice(0, MAX_FAILURES)];
      const [first] = failures;
      if (incoming.toPartner && first) {
        const more = failures.length > 1 ? `, and ${failures.length - 1} more` : '';
        const { pointer, expected, seen } = first;
        const text = `The order would fail: ${pointer}: expected ${expected}, seen ${seen}${more}`;
        throw new Problem(409, { text });
      }
      const now = this.clock.now(workspace);
      const calls = this.scenarios.behaviourLookup(workspace, BOKBASEN_ORDERS_API);
      const slow = findBehaviour(calls(scenarioFieldsOf(order)), 'slow')?.afterMs;
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
      await this.orders.insert(tx, workspace, head, { lines, failures, document });
      return { id, results };
    });
  }

  /** Returns the content of a document. A document that breaks the schema is refused unless the rule is lenient. */
  private assertReadable({ order, errors }: ReadEditx) {
    const strict = this.config.rules['EDITX_SCHEMA'] !== 'lenient';
    if (!order || (strict && errors.length > 0)) throw schemaInvalid(errors);
    return { order, errors };
  }

  private unknownProducts(workspace: string, order: EditxOrder): Set<string> {
    const calls = this.scenarios.behaviourLookup(workspace, BOKBASEN_ORDERS_API);
    const { lines, ...header } = scenarioFieldsOf(order);
    const unknown = lines.filter((line) =>
      findBehaviour(calls({ ...header, ...line }), 'unknown-product'),
    );
    return new Set(unknown.map(({ EAN }) => EAN ?? ''));
  }

  private async processingContext(
    tx: WriteTransaction,
    { workspace, buyer, order }: IncomingOrder,
  ): Promise<ProcessingContext> {
    const described = new Map<string, Product>();
    for (const ean of new Set(order.lines.map((line) => line.ean ?? ''))) {
      const product = await this.records.find(tx, workspace, products, ean);
      if (product) described.set(ean, product);
    }
    return {
      usedBefore: await this.orders.isUsed(tx, workspace, buyer, order.orderNumber),
      products: described,
      unknownProducts: this.unknownProducts(workspace, order),
      parties: new Set(await this.parties.numbers(tx, workspace)),
    };
  }
}

/** Fields of an order that scenarios match, under the names of the EDItX document. */
function scenarioFieldsOf({ orderNumber, buyer, seller, lines }: EditxOrder) {
  return { OrderNumber: orderNumber, buyer, seller, lines: lines.map(({ ean }) => ({ EAN: ean })) };
}

/** Lines to store for an order. Their ids are the line numbers of the document, where those are unique. */
function linesOf({ order, toPartner }: IncomingOrder, calls: BehaviourLookup): StoredOrderLine[] {
  const numbers = order.lines.map(({ lineNumber }) => lineNumber);
  const isUnique =
    new Set(numbers).size === numbers.length &&
    numbers.every((number) => Number.isInteger(number) && number > 0);
  const { lines: _, ...header } = scenarioFieldsOf(order);
  return order.lines.map(({ lineNumber, ean, quantity }, index) => ({
    id: isUnique ? lineNumber : index + 1,
    ean,
    quantity: Number.isInteger(quantity) ? quantity : 0,
    ...(!toPartner && findBehaviour(calls({ ...header, EAN: ean }), 'rejected')
      ? { status: 'REJECTED', sellerUpdate: { comment: REJECTION } }
      : { status: 'SENT', sellerUpdate: {} }),
  }));
}
