import { bokbasenOrderExamples } from '../../../apis/bokbasen-orders/examples.js';
import {
  bokbasenOrderOperations as api,
  bokbasenOrderDescriptor,
} from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { isRefusal } from '../../../apis/bokbasen/rejections.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { realNow } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import { NO_TOKEN, type CallOptions } from '../../runner/target-client.js';
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
  UNKNOWN_EAN,
  missingClientReason,
  type PlacedOrder,
} from './order-client.js';
import { isNullOfOptionalField } from '../bokbasen/unspecified-null.js';
import { editxDocumentOf, toBokbasenTimestamp } from './order-documents.js';
import { quantityTests } from './updates/quantities.js';
import { readingTests } from './reading.js';
import { sendingTests } from './sending.js';
import { BokbasenOrderConfiguration } from './configuration.js';
import { lineStatusTests } from './updates/statuses.js';
import type { ConformanceSuite } from '../../runner/suite.js';

/** Quantity that is large enough for all reductions of a run. */
const LARGE_QUANTITY = 100;

/** Tests for a server of Bokbasen's Order API. */
export const bokbasenOrderSuite: ConformanceSuite = {
  api: bokbasenOrderDescriptor,
  configuration: BokbasenOrderConfiguration,
  optionalConfiguration: [
    'clients.buyer, clients.seller: a client that sends orders, and one that receives them',
    'clients.reader: a client of a third party',
    'clients.otherAudience: a client with the audience of another API',
    'data.buyer, data.seller: the party numbers of the buyer and the seller',
    'data.products: EANs of two products that the seller sells',
    'data.ebook, data.unknownProduct: the EAN of an e-book, and one of no product',
    'data.otherProduct: an EAN that is not in the order, in the place of the second product',
    'data.slowProduct: the EAN of a product whose orders stay UNPROCESSED',
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
        mediaTypeTest(operation, options),
      ),
      ...Object.values<Operation>(api).map((operation) => tokenTest(operation, options)),
      ...[api.updateOrderLineStatus, api.updateOrderLineQuantity].map((operation) =>
        unknownFieldTest(operation, options),
      ),
    ];
  },
};

/** Valid calls for the tests of operations. Calls that need an order share one. */
function operationTestOptions(client: BokbasenOrderClient): OperationTestOptions {
  let placedOrder: Promise<PlacedOrder> | undefined;
  const placed = (context: TestContext): Promise<PlacedOrder> => {
    const [ean] = client.data.products(context);
    return (placedOrder ??= client.place(context, { lines: [{ ean, quantity: LARGE_QUANTITY }] }));
  };
  const validCall = async (context: TestContext, operation: Operation): Promise<CallOptions> => {
    if (operation.name === 'sendOrder')
      return { operation, as: 'buyer', body: editxDocumentOf(client.orderContent(context)) };
    if (operation.name === 'listOrders') return listCall(operation);
    if (operation.name === 'updateOrderLineStatus') client.requireSeller(context);
    const { id, lines, content } = await placed(context);
    return callForOrder(operation, {
      id,
      line: lines[0]!.id,
      ean: content.lines[0]!.ean,
      hasSeller: client.session.hasClient('seller'),
    });
  };
  return {
    validCall,
    callToReject: async (context, operation) => {
      if (client.data.isComplete && client.session.hasClient('seller'))
        return validCall(context, operation);
      if (operation.name === 'sendOrder')
        return { operation, as: 'buyer', body: editxDocumentOf(client.draftContent()) };
      if (operation.name === 'listOrders') return listCall(operation);
      const id = client.session.ids.uuid();
      return callForOrder(operation, { id, line: 1, ean: UNKNOWN_EAN, hasSeller: false });
    },
    wrongRoleCall: (operation) => ({ operation }),
    insufficientToken: async (session, operation) =>
      // Without its own audience the client would get a token for this API.
      session.options.clients['otherAudience']?.audience !== undefined
        ? `Bearer ${await session.tokens.get('otherAudience', operation)}`
        : { skipReason: missingClientReason('otherAudience') },
    isUnspecified: isNullOfOptionalField,
    checkSchemaRejection: (context, exchange, detail) =>
      context.expectStatus(requirements.schemaStatus, exchange, 400, detail),
  };
}

function listCall(operation: Operation): CallOptions {
  const query = { fromDate: toBokbasenTimestamp(realNow()), mode: 'SENT_BY_ME' };
  return { operation, as: 'buyer', query };
}

/** The order and the line that a call refers to. */
interface CallTarget {
  id: string;
  line: number;
  ean: string;
  hasSeller: boolean;
}

function callForOrder(operation: Operation, { id, line, ean, hasSeller }: CallTarget): CallOptions {
  const path = operation.path.replace('{id}', id).replace('{lineId}', String(line));
  const overrides: Record<string, Partial<CallOptions>> = {
    getOrder: { as: 'buyer' },
    getOrderEditx: { as: hasSeller ? 'seller' : 'buyer' },
    updateOrderLineStatus: { as: 'seller', body: bokbasenOrderExamples.status },
    updateOrderLineQuantity: { as: 'buyer', body: { ean, number: -1 } },
  };
  return { operation, path, ...overrides[operation.name] };
}

function mediaTypeTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  const { method, path, nonJsonBody, successStatus } = operation;
  const type = nonJsonBody?.mediaType ?? 'application/json';
  const others = ['text/plain', nonJsonBody ? 'application/json' : 'application/xml'];
  return {
    name: `${method} ${path} with Content-Type ${others.join(', ')}, and ${type} with a charset`,
    verifies: [requirements.otherType, requirements.charset],
    run: async (context) => {
      for (const other of others) {
        const call = await options.validCall(context, operation);
        const headers = { 'content-type': other };
        const exchange = await context.call({ ...call, headers, probe: true });
        const isRejected = exchange.status === 415 || isRefusal(exchange.status);
        context.expect(requirements.otherType, exchange, isRejected, {
          pointer: 'Content-Type',
          expected: `415 or 40x for ${other}`,
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
        causes: [derivedRequirements(operation).ok],
      });
    },
  };
}

/** A status other than 401 is a recommendation, but an answer to everybody is a leak. */
function tokenTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} by nobody`,
    verifies: [requirements.tokenNeeded],
    run: async (context) => {
      const invalid: [string, string | null][] = [
        ['no Authorization header', null],
        ['a string that is not a token', `Bearer ${NO_TOKEN}`],
      ];
      for (const [variant, authorization] of invalid) {
        const call = await options.callToReject!(context, operation);
        const exchange = await context.call({ ...call, authorization, probe: true });
        context.expect(requirements.tokenNeeded, exchange, isRefusal(exchange.status), {
          pointer: 'Authorization',
          expected: `a 40x status for ${variant}`,
          seen: describeResponse(exchange),
        });
      }
    },
  };
}

function unknownFieldTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  const { method, path, successStatus } = operation;
  return {
    name: `${method} ${path} with a field that is not documented`,
    verifies: [requirements.unknownField, derivedRequirements(operation).ok],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const body = { ...(call.body as object), fieldOfTheFuture: 'none' };
      const exchange = await context.call({ ...call, body });
      const { ok } = derivedRequirements(operation);
      const detail = { pointer: '/fieldOfTheFuture', variant: 'a field that is not documented' };
      // A server may refuse the field, but not fail on it.
      if (exchange.status >= 500) context.expectStatus(ok, exchange, successStatus, detail);
      else
        context.expectStatus(requirements.unknownField, exchange, successStatus, {
          ...detail,
          causes: [ok],
        });
    },
  };
}
