import type { LineStatus } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { describeValue } from '../../runner/differences.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import type { BokbasenOrderClient } from './order-client.js';
import { invalidDocumentTests } from './invalid-document-tests.js';
import { optionalElementsTest, withExampleElements } from './optional-elements.js';
import { numberOfSenderTest } from './numbers-of-senders.js';
import { ownIdTest } from './own-ids.js';
import { editxDocumentOf } from './order-documents.js';
import {
  expectNotSent,
  orderDetailsIn,
  orderDetailsLinesOf,
  type BokbasenOrderOutcome,
} from './order-responses.js';

/** Requirements without which no order becomes SENT. */
const causes = [derivedRequirements(api.sendOrder).ok, requirements.goodIsSent];

/** Tests of sending an order. */
export function sendingTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    processedTest(client),
    fullTest(client),
    minimalTest(client),
    optionalElementsTest(client),
    ownIdTest(client),
    ...invalidDocumentTests(client),
    otherBuyerTest(client),
    numberOfSenderTest(client),
  ];
}

function processedTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 is processed',
    verifies: [
      requirements.location,
      requirements.emptySuccess,
      requirements.locationLeads,
      requirements.processed,
      requirements.goodIsSent,
    ],
    run: async (context) => {
      const content = client.orderContent(context);
      const sent = await client.send(context, editxDocumentOf(content));
      const id = client.acceptedOrderId(context, sent);
      const exchange = await client.waitUntilProcessed(context, id);
      const order = orderDetailsIn(exchange);
      const isSame = order?.orderId === id;
      context.expect(requirements.locationLeads, exchange, isSame, {
        pointer: '/orderId',
        expected: `${id}, as in the Location header`,
        seen: order ? describeValue(order.orderId) : describeResponse(exchange),
      });
      if (!order) return;
      const { status } = order;
      context.expect(requirements.processed, exchange, ['SENT', 'FAILED'].includes(status), {
        pointer: '/status',
        expected: `SENT or FAILED within ${client.session.options.timeoutMs} ms; --timeout changes this`,
        seen: describeValue(status),
      });
      if (status === 'UNPROCESSED') return;
      const statuses: LineStatus[] = [
        status,
        ...orderDetailsLinesOf(order).map((line) => line.status),
      ];
      context.expect(
        requirements.goodIsSent,
        exchange,
        statuses.every((one) => one === 'SENT'),
        {
          pointer: '/status',
          expected:
            'SENT for the order and each line; if not, check that the partner knows ' +
            'data.products, data.buyer and data.seller',
          seen: statuses.join(', '),
        },
      );
    },
  };
}

function fullTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 with a ShipToParty and two references',
    verifies: [requirements.references],
    run: async (context) => {
      const document = withExampleElements(editxDocumentOf(client.orderContent(context)));
      const { result, exchange } = await client.waitForOutcome(
        context,
        await client.send(context, document),
      );
      context.expect(requirements.references, exchange, result === 'SENT', {
        pointer: '/status',
        expected: 'SENT',
        seen: result,
        causes,
      });
    },
  };
}

function minimalTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 without a SellerParty',
    verifies: [requirements.minimalOrder],
    run: async (context) => {
      const content = client.orderContent(context, { seller: undefined });
      const sent = await client.send(context, editxDocumentOf(content));
      const { result, exchange } = await client.waitForOutcome(context, sent);
      const seller = client.data.seller(context);
      const actualSeller = orderDetailsIn(exchange)?.seller;
      context.expect(
        requirements.minimalOrder,
        exchange,
        result === 'SENT' && actualSeller === seller,
        {
          pointer: '/seller',
          expected: `SENT to ${seller}`,
          seen: `${result} to ${actualSeller ?? 'no seller'}`,
          causes,
        },
      );
    },
  };
}

function otherBuyerTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 with the BuyerParty of another client',
    verifies: [requirements.otherBuyer],
    run: async (context) => {
      client.requireTwoParties(context);
      const seller = client.data.seller(context);
      // If no order becomes SENT, the result of this one proves nothing.
      await client.sharedOrder(context);
      const buyer = client.data.buyer(context);
      const orders = [
        { as: 'buyer', named: seller },
        { as: 'seller', named: buyer },
      ];
      for (const { as, named } of orders) {
        const document = editxDocumentOf(client.orderContent(context, { buyer: named }));
        const exchange = await client.send(context, document, { as, probe: true });
        const result = await resultForBuyer(client, context, exchange);
        expectNotSent(context, requirements.otherBuyer, result, {
          variant: `BuyerParty ${named}, for which clients.${as} does not act`,
        });
      }
    },
  };
}

/** The outcome of an order of another client, which the buyer that it names can read. */
async function resultForBuyer(
  client: BokbasenOrderClient,
  context: TestContext,
  sent: Exchange,
): Promise<BokbasenOrderOutcome> {
  const outcome = await client.waitForOutcome(context, sent);
  if (sent.status >= 300 || ['SENT', 'FAILED'].includes(outcome.result)) return outcome;
  const exchange = await client.get(context, client.acceptedOrderId(context, sent), {
    as: 'seller',
    probe: true,
  });
  const seen = orderDetailsIn(exchange)?.status;
  return seen === undefined ? outcome : { result: seen, exchange };
}
