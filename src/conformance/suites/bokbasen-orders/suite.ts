import { bokbasenOrderExamples } from '../../../apis/bokbasen-orders/examples.js';
import {
  bokbasenOrderOperations as api,
  bokbasenOrderDescriptor,
} from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { realNow } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { CallOptions } from '../../runner/conformance-session.js';
import { operationTests, type OperationTestOptions } from '../../runner/operation-tests.js';
import { describeResponse, type Test, type TestContext } from '../../runner/test-context.js';
import { failingTests } from './failed-orders.js';
import { listingTests } from './listing.js';
import { Orders, documentOf, missingClient, stamp, type Placed } from './orders.js';
import { quantityTests } from './quantities.js';
import { readingTests } from './reading.js';
import { sendingTests } from './sending.js';
import { statusTests } from './statuses.js';
import { BokbasenOrderConfiguration } from './configuration.js';
import type { Suite } from '../../runner/suite.js';

/** So many that it can be reduced as often as a run wants to. */
const PLENTY = 100_000;

/** What is tried on Bokbasen's Order API. */
export const bokbasenOrderSuite: Suite = {
  api: bokbasenOrderDescriptor,
  configuration: BokbasenOrderConfiguration,
  needs: [
    'clients.buyer, clients.seller: who sends orders, and who receives them',
    'clients.reader: a third party',
    'clients.otherAudience: a client that asks for the audience of another API',
    'data.buyer, data.seller: the numbers of these parties',
    'data.products: EANs of two products that the seller sells',
    'data.ebook, data.unknownProduct, data.otherProduct: other EANs',
    'data.slowProduct: an EAN of which orders stay UNPROCESSED',
  ],
  tests: (session) => {
    const orders = new Orders(session);
    const how = howOf(orders);
    return [
      ...operationTests(bokbasenOrderDescriptor, 'bokbasen-orders', how),
      ...sendingTests(orders),
      ...failingTests(orders),
      ...readingTests(orders),
      ...listingTests(orders),
      ...statusTests(orders),
      ...quantityTests(orders),
      ...[api.sendOrder, api.updateOrderLineStatus, api.updateOrderLineQuantity].map((operation) =>
        typeTest(operation, how),
      ),
      ...[api.updateOrderLineStatus, api.updateOrderLineQuantity].map((operation) =>
        unknownFieldTest(operation, how),
      ),
    ];
  },
};

/** The calls that the table's tests are made of; those of one order are of the same one. */
function howOf(orders: Orders): OperationTestOptions {
  let placing: Promise<Placed> | undefined;
  const placed = (context: TestContext): Promise<Placed> => {
    const [ean = ''] = orders.products;
    return (placing ??= orders.place(context, { lines: [{ ean, quantity: PLENTY }] }));
  };
  return {
    good: async (context, operation) => {
      if (operation.name === 'sendOrder')
        return { operation, as: 'buyer', body: documentOf(orders.content()) };
      if (operation.name === 'listOrders')
        return {
          operation,
          as: 'buyer',
          query: { fromDate: stamp(realNow()), mode: 'SENT_BY_ME' },
        };
      return askAbout(operation, await placed(context));
    },
    astray: (operation) => ({ operation }),
    tooLittle: async (session, operation) =>
      // Without an audience of its own it would get a token for this API.
      session.options.clients['otherAudience']?.audience !== undefined
        ? `Bearer ${await session.token('otherAudience', operation)}`
        : { missing: missingClient('otherAudience') },
  };
}

function askAbout(operation: Operation, { id, lines, content }: Placed): CallOptions {
  const path = operation.path.replace('{id}', id).replace('{lineId}', String(lines[0]!.id));
  const asks: Record<string, Partial<CallOptions>> = {
    getOrder: { as: 'buyer' },
    getOrderEditx: { as: 'seller' },
    updateOrderLineStatus: { as: 'seller', body: bokbasenOrderExamples.status },
    updateOrderLineQuantity: {
      as: 'buyer',
      body: { ean: content.lines[0]!.ean, number: -1 },
    },
  };
  return { operation, path, ...asks[operation.name] };
}

function typeTest(operation: Operation, how: OperationTestOptions): Test {
  const { method, path, nonJsonBody, successStatus } = operation;
  const type = nonJsonBody?.mediaType ?? 'application/json';
  const others = ['text/plain', nonJsonBody ? 'application/json' : 'application/xml'];
  return {
    name: `${method} ${path} as ${others.join(', ')}, and as ${type} with a charset`,
    verifies: [requirements.otherType, requirements.charset],
    run: async (context) => {
      for (const other of others) {
        const ask = await how.good(context, operation);
        const headers = { 'content-type': other };
        const exchange = await context.call({ ...ask, headers, probe: true });
        context.expect(requirements.otherType, exchange, [415, 400].includes(exchange.status), {
          pointer: 'Content-Type',
          expected: `415 or 400 to ${other}`,
          seen: describeResponse(exchange),
        });
      }
      const headers = { 'content-type': `${type}; charset=utf-8` };
      const exchange = await context.call({ ...(await how.good(context, operation)), headers });
      context.answers(requirements.charset, exchange, successStatus, {
        pointer: 'Content-Type',
        what: 'a charset',
      });
    },
  };
}

function unknownFieldTest(operation: Operation, how: OperationTestOptions): Test {
  const { method, path, successStatus } = operation;
  return {
    name: `${method} ${path} with a field that the page does not name`,
    verifies: [requirements.unknownField],
    run: async (context) => {
      const ask = await how.good(context, operation);
      const body = { ...(ask.body as object), fieldOfTheFuture: 'none' };
      const exchange = await context.call({ ...ask, body });
      context.answers(requirements.unknownField, exchange, successStatus, {
        pointer: '/fieldOfTheFuture',
      });
    },
  };
}
