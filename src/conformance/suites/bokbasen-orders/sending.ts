import type { LineStatus } from '../../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderApi as api } from '../../../contracts/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as asked } from '../../../contracts/bokbasen-orders/requirements.js';
import { dutiesOf } from '../../../kernel/contract/duties.js';
import { inTurns, seenIn, type Test } from '../../runner/trial.js';
import { brokenDocumentsOf } from './broken-documents.js';
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
    verifies: [asked.locationLeads, asked.processed, asked.goodIsSent],
    run: async (trial) => {
      const content = orders.content();
      const sent = await orders.send(trial, documentOf(content));
      const id = orders.idOf(trial, sent);
      const exchange = await orders.settled(trial, id);
      const order = orderIn(exchange);
      const leads = order?.orderId === id;
      trial.expect(asked.locationLeads, exchange, leads, {
        pointer: '/orderId',
        expected: `${id}, as in Location`,
        seen: order?.orderId ?? seenIn(exchange),
      });
      if (!order) return;
      const { status } = order;
      trial.expect(asked.processed, exchange, ['SENT', 'FAILED'].includes(status), {
        pointer: '/status',
        expected: `SENT or FAILED within ${orders.lab.options.timeoutMs} ms`,
        seen: status,
      });
      if (status === 'UNPROCESSED') return;
      const statuses: LineStatus[] = [status, ...linesOf(order).map((line) => line.status)];
      trial.expect(
        asked.goodIsSent,
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
    verifies: [asked.references],
    run: async (trial) => {
      const references = REFERENCES.map(
        (code) =>
          `<ReferenceCoded><ReferenceTypeCode>${code}</ReferenceTypeCode><ReferenceNumber>10020030</ReferenceNumber></ReferenceCoded>`,
      );
      const document = documentOf(orders.content())
        .replace('<PurposeCode>', `${references.join('')}<PurposeCode>`)
        .replace('</Header>', `${SHIP_TO}</Header>`);
      const { said, exchange } = await orders.outcome(trial, await orders.send(trial, document));
      trial.expect(asked.references, exchange, said === 'SENT', {
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
    verifies: [asked.minimalOrder],
    run: async (trial) => {
      const content = orders.content({ seller: undefined });
      const sent = await orders.send(trial, documentOf(content));
      const { said, exchange } = await orders.outcome(trial, sent);
      const { seller } = orders.content();
      const to = orderIn(exchange)?.seller;
      trial.expect(asked.minimalOrder, exchange, said === 'SENT' && to === seller, {
        pointer: '/seller',
        expected: `SENT to ${seller}`,
        seen: `${said} to ${to ?? 'nobody'}`,
      });
    },
  };
}

function brokenTest(orders: Orders): Test {
  const { schema } = dutiesOf(api.sendOrder);
  return {
    name: 'POST /orders/v1 with a fault in its document',
    verifies: [schema, asked.editxOutcome],
    run: async (trial) => {
      const lenient = orders.lab.rules['EDITX_SCHEMA'] === 'lenient';
      const all = brokenDocumentsOf(documentOf(orders.content()));
      await inTurns([...all.keys()], AT_ONCE, async (index) => {
        const { what, document, isOrder } = brokenDocumentsOf(documentOf(orders.content()))[index]!;
        const exchange = await orders.send(trial, document, { probe: true });
        if (!lenient || !isOrder) trial.answers(schema, exchange, 400, { what });
        if (!isOrder) return;
        const { said } = lenient
          ? await orders.outcome(trial, exchange)
          : { said: seenIn(exchange) };
        const expected = lenient ? 'FAILED' : '400';
        trial.expect(asked.editxOutcome, exchange, said === expected, {
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
    verifies: [asked.otherBuyer],
    run: async (trial) => {
      orders.needs(trial, 'buyer', 'seller');
      const { seller = '' } = orders.content();
      const document = documentOf(orders.content({ buyer: seller }));
      const exchange = await orders.send(trial, document, { probe: true });
      const outcome = await orders.outcome(trial, exchange);
      expectNotSent(trial, asked.otherBuyer, outcome, `the BuyerParty ${seller}`);
    },
  };
}
