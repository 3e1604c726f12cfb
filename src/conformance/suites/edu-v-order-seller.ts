import { randomUUID } from 'node:crypto';
import { examples } from '../../contracts/edu-v-order/examples.js';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../contracts/edu-v-order/messages.js';
import { orderApi, orderContract } from '../../contracts/edu-v-order/operations.js';
import { orderRequirements as asked } from '../../contracts/edu-v-order/requirements.js';
import { Code } from '../../contracts/edu-v/errors.js';
import { realNow, zulu } from '../../kernel/clock/time.js';
import type { Operation } from '../../kernel/contract/operation.js';
import type { Lab } from '../runner/lab.js';
import { tableTests, type TableHow } from '../runner/table-tests.js';
import type { Test, Trial } from '../runner/trial.js';
import { eduvAuthTests, refusedBySchema, tooLittle } from './edu-v.js';
import type { Confirmation, Request } from './edu-v-order-sent.js';
import { messageOf } from './suite.js';

/** What a Bestelomgeving sends us, once it does. */
class Heard {
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
      `the partner sent no ${operation.path}: send one to http://${host}:${port}/ordersysteem, or give act.${operation.name}`,
    );
  }

  /** A good confirmation of it, another one each time. */
  async confirmation(trial: Trial, operation: Operation): Promise<Confirmation> {
    const request = await this.request(trial, requestOf(operation));
    return operation.name === 'confirmOrder'
      ? orderConfirmation(request as OrderRequest)
      : creditConfirmation(request);
  }

  private async wait(operation: Operation): Promise<Request | undefined> {
    await this.lab.act(operation);
    const [exchange] = await this.lab.hears(operation, () => true);
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
  ];
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
