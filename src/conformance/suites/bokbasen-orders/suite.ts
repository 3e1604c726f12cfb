import { bokbasenOrderExamples } from '../../../apis/bokbasen-orders/examples.js';
import {
  bokbasenOrderOperations as api,
  bokbasenOrderDescriptor,
} from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { realNow } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { CallOptions } from '../../runner/partner-client.js';
import { operationTests } from '../../runner/operation-tests.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { failedOrderTests } from './failed-orders.js';
import { listingTests } from './listing.js';
import {
  BokbasenOrderClient,
  editxDocumentOf,
  missingClientReason,
  toBokbasenTimestamp,
  type PlacedOrder,
} from './orders.js';
import { quantityTests } from './quantities.js';
import { readingTests } from './reading.js';
import { sendingTests } from './sending.js';
import { lineStatusTests } from './statuses.js';
import type { ConformanceSuite } from '../../runner/suite.js';

/** So many that it can be reduced as often as a run wants to. */
const PLENTY = 100_000;

/** What is tried on Bokbasen's Order API. */
export const bokbasenOrderSuite: ConformanceSuite = {
  api: bokbasenOrderDescriptor,
  optionalConfiguration: [
    'clients.buyer, clients.seller: who sends orders, and who receives them',
    'clients.reader: a third party',
    'clients.otherAudience: a client that asks for the audience of another API',
    'data.buyer, data.seller: the numbers of these parties',
    'data.products: EANs of two products that the seller sells',
    'data.ebook, data.unknownProduct, data.otherProduct: other EANs',
    'data.slowProduct: an EAN of which orders stay UNPROCESSED',
  ],
  tests: (session) => {
    const client = new BokbasenOrderClient(session);
    const options = operationTestOptions(client);
    return [
      ...operationTests(bokbasenOrderDescriptor, 'bokbasen-orders', options),
      ...sendingTests(client),
      ...failedOrderTests(client),
      ...readingTests(client),
      ...listingTests(client),
      ...lineStatusTests(client),
      ...quantityTests(client),
      ...[api.sendOrder, api.updateOrderLineStatus, api.updateOrderLineQuantity].map((operation) =>
        typeTest(operation, options),
      ),
      ...[api.updateOrderLineStatus, api.updateOrderLineQuantity].map((operation) =>
        unknownFieldTest(operation, options),
      ),
    ];
  },
};

/** The calls that the table's tests are made of; those of one order are of the same one. */
function operationTestOptions(client: BokbasenOrderClient): OperationTestOptions {
  let placing: Promise<PlacedOrder> | undefined;
  const placed = (context: TestContext): Promise<PlacedOrder> => {
    const [ean = ''] = client.products;
    return (placing ??= client.place(context, { lines: [{ ean, quantity: PLENTY }] }));
  };
  return {
    validCall: async (context, operation) => {
      if (operation.name === 'sendOrder')
        return { operation, as: 'buyer', body: editxDocumentOf(client.orderContent()) };
      if (operation.name === 'listOrders')
        return {
          operation,
          as: 'buyer',
          query: { fromDate: toBokbasenTimestamp(realNow()), mode: 'SENT_BY_ME' },
        };
      return callForOrder(operation, await placed(context));
    },
    wrongRoleCall: (operation) => ({ operation }),
    insufficientToken: async (session, operation) =>
      // Without an audience of its own it would get a token for this API.
      session.options.clients['otherAudience']?.audience !== undefined
        ? `Bearer ${await session.tokens.get('otherAudience', operation)}`
        : { skipReason: missingClientReason('otherAudience') },
  };
}

function callForOrder(operation: Operation, { id, lines, content }: PlacedOrder): CallOptions {
  const path = operation.path.replace('{id}', id).replace('{lineId}', String(lines[0]!.id));
  const calls: Record<string, Partial<CallOptions>> = {
    getOrder: { as: 'buyer' },
    getOrderEditx: { as: 'seller' },
    updateOrderLineStatus: { as: 'seller', body: bokbasenOrderExamples.status },
    updateOrderLineQuantity: {
      as: 'buyer',
      body: { ean: content.lines[0]!.ean, number: -1 },
    },
  };
  return { operation, path, ...calls[operation.name] };
}

function typeTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  const { method, path, nonJsonBody, successStatus } = operation;
  const type = nonJsonBody?.mediaType ?? 'application/json';
  const others = ['text/plain', nonJsonBody ? 'application/json' : 'application/xml'];
  return {
    name: `${method} ${path} as ${others.join(', ')}, and as ${type} with a charset`,
    verifies: [requirements.otherType, requirements.charset],
    run: async (context) => {
      for (const other of others) {
        const call = await options.validCall(context, operation);
        const headers = { 'content-type': other };
        const exchange = await context.call({ ...call, headers, probe: true });
        context.expect(requirements.otherType, exchange, [415, 400].includes(exchange.status), {
          pointer: 'Content-Type',
          expected: `415 or 400 to ${other}`,
          seen: describeResponse(exchange),
        });
      }
      const headers = { 'content-type': `${type}; charset=utf-8` };
      const exchange = await context.call({
        ...(await options.validCall(context, operation)),
        headers,
      });
      context.expectStatus(requirements.charset, exchange, successStatus, {
        pointer: 'Content-Type',
        variant: 'a charset',
      });
    },
  };
}

function unknownFieldTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  const { method, path, successStatus } = operation;
  return {
    name: `${method} ${path} with a field that the page does not name`,
    verifies: [requirements.unknownField],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const body = { ...(call.body as object), fieldOfTheFuture: 'none' };
      const exchange = await context.call({ ...call, body });
      context.expectStatus(requirements.unknownField, exchange, successStatus, {
        pointer: '/fieldOfTheFuture',
      });
    },
  };
}
