import { examples } from '../../contracts/bokbasen-orders/examples.js';
import {
  bokbasenOrderApi as api,
  bokbasenOrderContract,
} from '../../contracts/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as asked } from '../../contracts/bokbasen-orders/requirements.js';
import { realNow } from '../../kernel/clock/time.js';
import type { Operation } from '../../kernel/contract/operation.js';
import type { Ask } from '../runner/lab.js';
import { tableTests, type TableHow } from '../runner/table-tests.js';
import { seenIn, type Test, type Trial } from '../runner/trial.js';
import { failingTests } from './bokbasen-orders/failing.js';
import { listingTests } from './bokbasen-orders/listing.js';
import { Orders, documentOf, missingClient, stamp, type Placed } from './bokbasen-orders/orders.js';
import { quantityTests } from './bokbasen-orders/quantities.js';
import { readingTests } from './bokbasen-orders/reading.js';
import { sendingTests } from './bokbasen-orders/sending.js';
import { statusTests } from './bokbasen-orders/statuses.js';
import type { Suite } from './suite.js';

/** So many that it can be reduced as often as a run wants to. */
const PLENTY = 100_000;

/** What is tried on Bokbasen's Order API. */
export const bokbasenOrderSuite: Suite = {
  contract: bokbasenOrderContract,
  needs: [
    'clients.buyer, clients.seller: who sends orders, and who receives them',
    'clients.reader: a third party',
    'clients.otherAudience: a client that asks for the audience of another API',
    'data.buyer, data.seller: the numbers of these parties',
    'data.products: EANs of two products that the seller sells',
    'data.ebook, data.unknownProduct, data.otherProduct: other EANs',
    'data.slowProduct: an EAN of which orders stay UNPROCESSED',
  ],
  tests: (lab) => {
    const orders = new Orders(lab);
    const how = howOf(orders);
    return [
      ...tableTests(bokbasenOrderContract, 'bokbasen-orders', how),
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
function howOf(orders: Orders): TableHow {
  let placing: Promise<Placed> | undefined;
  const placed = (trial: Trial): Promise<Placed> => {
    const [ean = ''] = orders.products;
    return (placing ??= orders.place(trial, { lines: [{ ean, quantity: PLENTY }] }));
  };
  return {
    good: async (trial, operation) => {
      if (operation.name === 'sendOrder')
        return { operation, as: 'buyer', body: documentOf(orders.content()) };
      if (operation.name === 'listOrders')
        return {
          operation,
          as: 'buyer',
          query: { fromDate: stamp(realNow()), mode: 'SENT_BY_ME' },
        };
      return askAbout(operation, await placed(trial));
    },
    astray: (operation) => ({ operation }),
    tooLittle: async (lab, operation) =>
      // Without an audience of its own it would get a token for this API.
      lab.options.clients['otherAudience']?.audience !== undefined
        ? `Bearer ${await lab.token('otherAudience', operation)}`
        : { missing: missingClient('otherAudience') },
  };
}

function askAbout(operation: Operation, { id, lines, content }: Placed): Ask {
  const path = operation.path.replace('{id}', id).replace('{lineId}', String(lines[0]!.id));
  const asks: Record<string, Partial<Ask>> = {
    getOrder: { as: 'buyer' },
    getOrderEditx: { as: 'seller' },
    updateOrderLineStatus: { as: 'seller', body: examples.status },
    updateOrderLineQuantity: {
      as: 'buyer',
      body: { ean: content.lines[0]!.ean, number: -1 },
    },
  };
  return { operation, path, ...asks[operation.name] };
}

function typeTest(operation: Operation, how: TableHow): Test {
  const { method, path, takes, ok } = operation;
  const type = takes?.mediaType ?? 'application/json';
  const others = ['text/plain', takes ? 'application/json' : 'application/xml'];
  return {
    name: `${method} ${path} as ${others.join(', ')}, and as ${type} with a charset`,
    verifies: [asked.otherType, asked.charset],
    run: async (trial) => {
      for (const other of others) {
        const ask = await how.good(trial, operation);
        const headers = { 'content-type': other };
        const exchange = await trial.call({ ...ask, headers, probe: true });
        trial.expect(asked.otherType, exchange, [415, 400].includes(exchange.status), {
          pointer: 'Content-Type',
          expected: `415 or 400 to ${other}`,
          seen: seenIn(exchange),
        });
      }
      const headers = { 'content-type': `${type}; charset=utf-8` };
      const exchange = await trial.call({ ...(await how.good(trial, operation)), headers });
      trial.answers(asked.charset, exchange, ok, { pointer: 'Content-Type', what: 'a charset' });
    },
  };
}

function unknownFieldTest(operation: Operation, how: TableHow): Test {
  const { method, path, ok } = operation;
  return {
    name: `${method} ${path} with a field that the page does not name`,
    verifies: [asked.unknownField],
    run: async (trial) => {
      const ask = await how.good(trial, operation);
      const body = { ...(ask.body as object), fieldOfTheFuture: 'none' };
      const exchange = await trial.call({ ...ask, body });
      trial.answers(asked.unknownField, exchange, ok, { pointer: '/fieldOfTheFuture' });
    },
  };
}
