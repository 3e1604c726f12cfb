import { randomUUID } from 'node:crypto';
import { examples } from '../../../contracts/edu-v-order/examples.js';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../contracts/edu-v-order/messages.js';
import { orderApi, orderContract } from '../../../contracts/edu-v-order/operations.js';
import { orderRequirements as asked } from '../../../contracts/edu-v-order/requirements.js';
import { Code } from '../../../contracts/edu-v/errors.js';
import { realNow, zulu } from '../../../kernel/clock/time.js';
import type { Operation } from '../../../kernel/contract/operation.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import type { Lab } from '../../runner/lab.js';
import { tableTests, type TableHow } from '../../runner/table-tests.js';
import type { Test, Trial } from '../../runner/trial.js';
import { eduvAuthTests, refusedBySchema, sentAgainTest, tooLittle } from '../edu-v.js';
import type { Confirmation, Request } from './sent.js';
import { isTaken, messageOf } from '../suite.js';

/** What a Bestelomgeving sends us, once it does. */
class Heard {
  /** The responseReferenceIds with which orders were approved. */
  readonly approvals = new Set<string>();
  private readonly requests = new Map<string, Promise<Request | undefined>>();

  constructor(readonly lab: Lab) {}

  /** The first request of that sort; without one the test cannot go on. */
  async request<Message extends Request>(trial: Trial, operation: Operation): Promise<Message> {
    let request = this.requests.get(operation.name);
    if (!request) this.requests.set(operation.name, (request = this.wait(operation)));
    const message = await request;
    if (message) return message as Message;
    const { host, port } = this.lab.options.listen;
    return trial.skip(
      `the partner sent no good ${operation.path}: send one to http://${host}:${port}/ordersysteem, or give act.${operation.name}`,
    );
  }

  /** A good confirmation of it, another one each time. */
  async confirmation(trial: Trial, operation: Operation): Promise<Confirmation> {
    const request = await this.request(trial, requestOf(operation));
    if (operation.name !== 'confirmOrder') return creditConfirmation(request);
    const confirmation = orderConfirmation(request as OrderRequest);
    this.approvals.add(confirmation.responseReferenceId);
    return confirmation;
  }

  /** Makes the partner credit lines of an order, where it is said how. */
  async creditOfLines(): Promise<void> {
    const name = 'creditLines';
    if (!this.lab.options.act[name]) return;
    await this.lab.act({ name });
    const hasLines = (message: object, exchange: Exchange): boolean =>
      'orderLines' in message && isTaken(exchange);
    await this.lab.hears(orderApi.acceptCreditOrder, hasLines);
  }

  private async wait(operation: Operation): Promise<Request | undefined> {
    await this.lab.act(operation);
    const [exchange] = await this.lab.hears(operation, (_, one) => isTaken(one));
    return exchange && messageOf<Request>(exchange);
  }
}

function requestOf(operation: Operation): Operation {
  return operation.name === 'confirmOrder' ? orderApi.acceptOrder : orderApi.acceptCreditOrder;
}

/** What is tried on a Bestelomgeving. */
export function sellerTests(lab: Lab): Test[] {
  const heard = new Heard(lab);
  const confirm = [orderApi.confirmOrder, orderApi.confirmCreditOrder];
  const how: TableHow = {
    good: async (trial, operation) => ({
      operation,
      body: await heard.confirmation(trial, operation),
    }),
    astray: (operation) => ({
      operation,
      body: operation.name === 'acceptOrder' ? examples.order : examples.creditOrder,
    }),
    tooLittle,
    refusedBySchema: (trial, exchange) => refusedBySchema(asked, trial, exchange),
  };
  return [
    ...confirm.map((operation) => laterStateTest(operation, how)),
    ...tableTests(orderContract, 'bestelomgeving', how),
    ...confirm.flatMap((operation) => eduvAuthTests(asked, operation, how.good)),
    ...confirm.map((operation) => confirmationRepeatTest(operation, how)),
    ...confirm.map((operation) => unknownReferenceTest(operation, how)),
    creditHeardTest(heard),
    sentAgainTest(asked.sameContent, orderApi.acceptCreditOrder, {
      reference: 'requestReferenceId',
      first: (trial) => heard.request(trial, orderApi.acceptCreditOrder),
    }),
  ];
}

/** Whether a credit order is for what we approved: nobody but the runner knows how that was done. */
function creditHeardTest(heard: Heard): Test {
  return {
    name: 'A credit order is for an order that was approved',
    verifies: [
      asked.creditOfKnownOrder,
      asked.approvedReference,
      asked.creditWithinOrder,
      asked.sameContent,
    ],
    run: async (trial) => {
      await heard.request(trial, orderApi.acceptCreditOrder);
      await heard.creditOfLines();
      const orders = heard.lab
        .heard(orderApi.acceptOrder, () => true)
        .flatMap((exchange) => messageOf<OrderRequest>(exchange) ?? []);
      for (const exchange of heard.lab.heard(orderApi.acceptCreditOrder, () => true)) {
        const credit = messageOf<CreditOrderRequest>(exchange);
        if (!credit || !isTaken(exchange)) continue;
        const { purchaseOrderId, responseReferenceId } = credit;
        const order = orders.find((one) => one.purchaseOrderId === purchaseOrderId);
        trial.expect(asked.creditOfKnownOrder, exchange, order !== undefined, {
          pointer: '/purchaseOrderId',
          expected: orders.map((one) => one.purchaseOrderId).join(' or '),
          seen: purchaseOrderId,
        });
        if (responseReferenceId !== undefined)
          trial.expect(
            asked.approvedReference,
            exchange,
            heard.approvals.has(responseReferenceId.toLowerCase()),
            {
              pointer: '/responseReferenceId',
              expected: 'that of a confirmation with the orderStatus approved',
              seen: responseReferenceId,
            },
          );
        for (const [index, { productId, quantity }] of (credit.orderLines ?? []).entries()) {
          const ordered = (order?.orderLines ?? [])
            .filter((line) => line.productId === productId)
            .reduce((sum, line) => sum + line.quantity, 0);
          trial.expect(asked.creditWithinOrder, exchange, quantity <= ordered, {
            pointer: `/orderLines/${index}/quantity`,
            expected: `${ordered} at the most`,
            seen: String(quantity),
          });
        }
      }
    },
  };
}

/** Before everything else: what is pending is decided on after it, and never the other way round. */
function laterStateTest(operation: Operation, how: TableHow): Test {
  const { path, name } = operation;
  return {
    name: `PUT ${path}: pending, then approved`,
    first: true,
    verifies: [asked.laterState],
    run: async (trial) => {
      const ask = await how.good(trial, operation);
      const field = name === 'confirmOrder' ? 'orderStatus' : 'creditOrderStatus';
      const pending = { ...(ask.body as object), [field]: 'pending' };
      const before = await trial.call({ ...ask, body: pending });
      trial.answers(asked.laterState, before, 202, { what: 'pending' });
      const final = await trial.call(await how.good(trial, operation));
      trial.answers(asked.laterState, final, 202, { what: 'approved, after pending' });
    },
  };
}

function confirmationRepeatTest(operation: Operation, how: TableHow): Test {
  return {
    name: `PUT ${operation.path} once more`,
    verifies: [asked.confirmationRepeats],
    run: async (trial) => {
      const ask = await how.good(trial, operation);
      await trial.call(ask);
      const again = await trial.call(ask);
      trial.answers(asked.confirmationRepeats, again, 202, { what: 'the repeat' });
    },
  };
}

function unknownReferenceTest(operation: Operation, how: TableHow): Test {
  return {
    name: `PUT ${operation.path} for a request that nobody sent`,
    verifies: [asked.unknownReference],
    run: async (trial) => {
      const ask = await how.good(trial, operation);
      const body = { ...(ask.body as object), requestReferenceId: randomUUID() };
      const exchange = await trial.call({ ...ask, body, probe: true });
      trial.answers(asked.unknownReference, exchange, 400, { pointer: '/requestReferenceId' });
    },
  };
}

function common({ requestReferenceId, purchaseOrderId }: Request) {
  return {
    responseReferenceId: randomUUID(),
    requestReferenceId,
    purchaseOrderId,
    salesOrderId: `SO-${requestReferenceId.slice(0, 8)}`,
    processedTimestamp: zulu(realNow()),
    success: true,
    status: Code.accepted,
    statusMessage: 'Accepted',
  };
}

function orderConfirmation(request: OrderRequest): OrderConfirmation {
  return {
    ...common(request),
    orderStatus: 'approved',
    orderConfirmationLines: request.orderLines.map((line, index) => ({
      ...line,
      salesOrderLineId: String(index + 1),
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}

function creditConfirmation(request: CreditOrderRequest): CreditOrderConfirmation {
  return {
    ...common(request),
    creditOrderStatus: 'approved',
    creditOrderConfirmationLines: (request.orderLines ?? []).map((line) => ({
      ...line,
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}
