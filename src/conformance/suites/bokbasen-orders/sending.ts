import type { LineStatus } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import {
  runConcurrently,
  describeResponse,
  type ConformanceTest,
} from '../../runner/test-context.js';
import { invalidDocumentsOf } from './invalid-documents.js';
import type { BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf } from './order-documents.js';
import { expectNotSent, orderDetailsIn, orderDetailsLinesOf } from './order-responses.js';

const CONCURRENT_CALLS = 6;
/** Optional references in the header of Bokbasen's own example. */
const REFERENCES = ['OrderSourceLocationReference', 'ContractReference'];
const SHIP_TO =
  '<ShipToParty><PartyID><PartyIDType>SellersAccountNumber</PartyIDType><Identifier>912345678</Identifier></PartyID>' +
  '<PartyName><NameLine>Eksempel ungdomsskole</NameLine></PartyName></ShipToParty>';

/** Tests of sending an order. */
export function sendingTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    processedTest(client),
    fullTest(client),
    minimalTest(client),
    invalidDocumentTest(client),
    otherBuyerTest(client),
  ];
}

function processedTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 is processed',
    verifies: [requirements.locationLeads, requirements.processed, requirements.goodIsSent],
    run: async (context) => {
      const content = client.orderContent();
      const sent = await client.send(context, editxDocumentOf(content));
      const id = client.acceptedOrderId(context, sent);
      const exchange = await client.waitUntilProcessed(context, id);
      const order = orderDetailsIn(exchange);
      const isSame = order?.orderId === id;
      context.expect(requirements.locationLeads, exchange, isSame, {
        pointer: '/orderId',
        expected: `${id}, as in the Location header`,
        seen: order?.orderId ?? describeResponse(exchange),
      });
      if (!order) return;
      const { status } = order;
      context.expect(requirements.processed, exchange, ['SENT', 'FAILED'].includes(status), {
        pointer: '/status',
        expected: `SENT or FAILED within ${client.session.options.timeoutMs} ms`,
        seen: status,
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
            'SENT for the order and each line; if not, ' +
            'configure data.products with known products',
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
      const references = REFERENCES.map(
        (code) =>
          `<ReferenceCoded><ReferenceTypeCode>${code}</ReferenceTypeCode><ReferenceNumber>10020030</ReferenceNumber></ReferenceCoded>`,
      );
      const document = editxDocumentOf(client.orderContent())
        .replace('<PurposeCode>', `${references.join('')}<PurposeCode>`)
        .replace('</Header>', `${SHIP_TO}</Header>`);
      const { result, exchange } = await client.waitForOutcome(
        context,
        await client.send(context, document),
      );
      context.expect(requirements.references, exchange, result === 'SENT', {
        pointer: '/status',
        expected: 'SENT',
        seen: result,
      });
    },
  };
}

function minimalTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 without a SellerParty',
    verifies: [requirements.minimalOrder],
    run: async (context) => {
      const content = client.orderContent({ seller: undefined });
      const sent = await client.send(context, editxDocumentOf(content));
      const { result, exchange } = await client.waitForOutcome(context, sent);
      const { seller } = client.orderContent();
      const actualSeller = orderDetailsIn(exchange)?.seller;
      context.expect(
        requirements.minimalOrder,
        exchange,
        result === 'SENT' && actualSeller === seller,
        {
          pointer: '/seller',
          expected: `SENT to ${seller}`,
          seen: `${result} to ${actualSeller ?? 'no seller'}`,
        },
      );
    },
  };
}

function invalidDocumentTest(client: BokbasenOrderClient): ConformanceTest {
  const { schema } = derivedRequirements(api.sendOrder);
  return {
    name: 'POST /orders/v1 with an invalid document',
    verifies: [schema, requirements.editxOutcome],
    run: async (context) => {
      const lenient = client.session.rules['EDITX_SCHEMA'] === 'lenient';
      const all = invalidDocumentsOf(editxDocumentOf(client.orderContent()));
      await runConcurrently([...all.keys()], CONCURRENT_CALLS, async (index) => {
        const {
          description: variant,
          document,
          isOrder,
        } = invalidDocumentsOf(editxDocumentOf(client.orderContent()))[index]!;
        const exchange = await client.send(context, document, { probe: true });
        if (!lenient || !isOrder) context.expectStatus(schema, exchange, 400, { variant });
        if (!isOrder) return;
        const { result } = lenient
          ? await client.waitForOutcome(context, exchange)
          : { result: describeResponse(exchange) };
        const expected = lenient ? 'FAILED' : '400';
        context.expect(requirements.editxOutcome, exchange, result === expected, {
          pointer: '',
          expected: `${expected} for ${variant}`,
          seen: result,
        });
      });
    },
  };
}

function otherBuyerTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 with the BuyerParty of another client',
    verifies: [requirements.otherBuyer],
    run: async (context) => {
      client.requireClients(context, 'buyer', 'seller');
      const { seller = '' } = client.orderContent();
      const document = editxDocumentOf(client.orderContent({ buyer: seller }));
      const exchange = await client.send(context, document, { probe: true });
      const outcome = await client.waitForOutcome(context, exchange);
      expectNotSent(
        context,
        requirements.otherBuyer,
        outcome,
        `BuyerParty ${seller}, which is not the sender`,
      );
    },
  };
}
