import type { LineStatus } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { runSequentially, describeResponse, type Test } from '../../runner/test-context.js';
import { invalidDocumentsOf } from './invalid-documents.js';
import { documentOf, expectNotSent, linesOf, orderIn, type Orders } from './orders.js';

const AT_ONCE = 6;
/** What stands in the header of Bokbasen's own example beside what every order has. */
const REFERENCES = ['OrderSourceLocationReference', 'ContractReference'];
const SHIP_TO =
  '<ShipToParty><PartyID><PartyIDType>SellersAccountNumber</PartyIDType><Identifier>912345678</Identifier></PartyID>' +
  '<PartyName><NameLine>Eksempel ungdomsskole</NameLine></PartyName></ShipToParty>';

/** What is tried with orders that are sent. */
export function sendingTests(orders: Orders): Test[] {
  return [
    processedTest(orders),
    fullTest(orders),
    minimalTest(orders),
    brokenTest(orders),
    otherBuyerTest(orders),
  ];
}

function processedTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1 is processed',
    verifies: [requirements.locationLeads, requirements.processed, requirements.goodIsSent],
    run: async (context) => {
      const content = orders.content();
      const sent = await orders.send(context, documentOf(content));
      const id = orders.idOf(context, sent);
      const exchange = await orders.settled(context, id);
      const order = orderIn(exchange);
      const leads = order?.orderId === id;
      context.expect(requirements.locationLeads, exchange, leads, {
        pointer: '/orderId',
        expected: `${id}, as in Location`,
        seen: order?.orderId ?? describeResponse(exchange),
      });
      if (!order) return;
      const { status } = order;
      context.expect(requirements.processed, exchange, ['SENT', 'FAILED'].includes(status), {
        pointer: '/status',
        expected: `SENT or FAILED within ${orders.lab.options.timeoutMs} ms`,
        seen: status,
      });
      if (status === 'UNPROCESSED') return;
      const statuses: LineStatus[] = [status, ...linesOf(order).map((line) => line.status)];
      context.expect(
        requirements.goodIsSent,
        exchange,
        statuses.every((one) => one === 'SENT'),
        {
          pointer: '/status',
          expected: 'SENT, and each line too; else give data.products that are known',
          seen: statuses.join(', '),
        },
      );
    },
  };
}

function fullTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1 with a ShipToParty and two references',
    verifies: [requirements.references],
    run: async (context) => {
      const references = REFERENCES.map(
        (code) =>
          `<ReferenceCoded><ReferenceTypeCode>${code}</ReferenceTypeCode><ReferenceNumber>10020030</ReferenceNumber></ReferenceCoded>`,
      );
      const document = documentOf(orders.content())
        .replace('<PurposeCode>', `${references.join('')}<PurposeCode>`)
        .replace('</Header>', `${SHIP_TO}</Header>`);
      const { said, exchange } = await orders.outcome(
        context,
        await orders.send(context, document),
      );
      context.expect(requirements.references, exchange, said === 'SENT', {
        pointer: '/status',
        expected: 'SENT',
        seen: said,
      });
    },
  };
}

function minimalTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1 without a SellerParty',
    verifies: [requirements.minimalOrder],
    run: async (context) => {
      const content = orders.content({ seller: undefined });
      const sent = await orders.send(context, documentOf(content));
      const { said, exchange } = await orders.outcome(context, sent);
      const { seller } = orders.content();
      const to = orderIn(exchange)?.seller;
      context.expect(requirements.minimalOrder, exchange, said === 'SENT' && to === seller, {
        pointer: '/seller',
        expected: `SENT to ${seller}`,
        seen: `${said} to ${to ?? 'nobody'}`,
      });
    },
  };
}

function brokenTest(orders: Orders): Test {
  const { schema } = derivedRequirements(api.sendOrder);
  return {
    name: 'POST /orders/v1 with a fault in its document',
    verifies: [schema, requirements.editxOutcome],
    run: async (context) => {
      const lenient = orders.lab.rules['EDITX_SCHEMA'] === 'lenient';
      const all = invalidDocumentsOf(documentOf(orders.content()));
      await runSequentially([...all.keys()], AT_ONCE, async (index) => {
        const { what, document, isOrder } = invalidDocumentsOf(documentOf(orders.content()))[
          index
        ]!;
        const exchange = await orders.send(context, document, { probe: true });
        if (!lenient || !isOrder) context.answers(schema, exchange, 400, { what });
        if (!isOrder) return;
        const { said } = lenient
          ? await orders.outcome(context, exchange)
          : { said: describeResponse(exchange) };
        const expected = lenient ? 'FAILED' : '400';
        context.expect(requirements.editxOutcome, exchange, said === expected, {
          pointer: '',
          expected: `${expected} for ${what}`,
          seen: said,
        });
      });
    },
  };
}

function otherBuyerTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1 of another BuyerParty',
    verifies: [requirements.otherBuyer],
    run: async (context) => {
      orders.needs(context, 'buyer', 'seller');
      const { seller = '' } = orders.content();
      const document = documentOf(orders.content({ buyer: seller }));
      const exchange = await orders.send(context, document, { probe: true });
      const outcome = await orders.outcome(context, exchange);
      expectNotSent(context, requirements.otherBuyer, outcome, `the BuyerParty ${seller}`);
    },
  };
}
