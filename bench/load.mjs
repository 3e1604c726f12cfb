// One bounded load run: `node load.mjs '{"kind","url","token","connections","seconds"}'` prints one line of JSON.
import autocannon from 'autocannon';
import { randomBytes } from 'node:crypto';

const { kind, url, token, connections, seconds, rows = 100_000 } = JSON.parse(process.argv[2]);
if (seconds > 20) throw new Error('a run is at most 20 s');

const SLOT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const line = (number) => ({
  purchaseOrderLineId: `${number}0`,
  productId: `978900000001${number}`,
  quantity: number,
});
const JSON_TYPE = 'application/json';
const item = (number) =>
  `<ItemDetail><LineNumber>${number}</LineNumber><ProductID><ProductIDType>EAN13</ProductIDType><Identifier>9788200000013</Identifier></ProductID><OrderQuantity>4</OrderQuantity></ItemDetail>`;
const party =
  '<BuyerParty><PartyID><PartyIDType>NBSN</PartyIDType><Identifier>4321</Identifier></PartyID></BuyerParty>';

/** The requests to send, and how each gets a unique id. */
const kinds = {
  creditOrder: {
    method: 'PUT',
    type: JSON_TYPE,
    ok: 202,
    body: JSON.stringify({
      requestReferenceId: SLOT,
      purchaseOrderId: 'PO-2026-000123',
      orderLines: [line(1), line(2)],
    }),
    setup: uniqueIds,
  },
  read: { method: 'GET', ok: 200, setup: anyRow },
  editx: {
    method: 'POST',
    type: 'application/xml',
    ok: 202,
    body: `<Order version="1.3"><Header><OrderNumber>${SLOT}</OrderNumber><IssueDateTime>20261121</IssueDateTime><PurposeCode>Original</PurposeCode>${party}</Header>${item(1)}${item(2)}<Summary><NumberOfLines>2</NumberOfLines></Summary></Order>`,
    setup: uniqueIds,
  },
  ddsOrder: {
    method: 'POST',
    type: JSON_TYPE,
    ok: 201,
    body: JSON.stringify({
      orderid: SLOT,
      resid: 'fab4599e-eb2e-445a-a7f9-4af12c052dec',
      spd: '18900',
      id: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec',
    }),
    setup: uniqueIds,
  },
  lineStatus: {
    method: 'POST',
    type: JSON_TYPE,
    ok: 200,
    // A unique comment, so that each request is a change.
    body: JSON.stringify({ status: 'RECEIVED', comment: SLOT }),
    setup: (client) => {
      anyRow(client);
      uniqueIds(client);
    },
  },
};

// Gives every request a unique id: overwrites the digits in the buffer that is about to be sent.
function uniqueIds(client) {
  const buffer = client.requestIterator.currentRequest.requestBuffer;
  const at = buffer.indexOf(SLOT);
  const prefix = randomBytes(6).toString('hex');
  let count = 0;
  client.on('request', () => {
    count += 1;
    const random = randomBytes(4).toString('hex');
    buffer.write(
      `${random}-${prefix.slice(0, 4)}-4${prefix.slice(4, 7)}-8${prefix.slice(7, 10)}-${count.toString(16).padStart(12, '0')}`,
      at,
      'latin1',
    );
  });
}

/** Requests a random one of the rows: overwrites the last digits of the id in the buffer. */
function anyRow(client) {
  const buffer = client.requestIterator.currentRequest.requestBuffer;
  const at = buffer.indexOf('5eed1000-0000-4000-8000-') + 24;
  client.on('request', () => {
    buffer.write(String(Math.floor(Math.random() * rows)).padStart(12, '0'), at, 'latin1');
  });
}

const { method, type, ok, body, setup } = kinds[kind];
const micros = new Uint32Array(2_000_000);
let total = 0;
let accepted = 0;
const result = await autocannon({
  url,
  method,
  headers: { ...(type && { 'content-type': type }), authorization: `Bearer ${token}` },
  ...(body && { body }),
  connections,
  duration: seconds,
  timeout: 10,
  setupClient: (client) => {
    setup(client);
    client.on('response', (status, _bytes, milliseconds) => {
      total += 1;
      if (status === ok) accepted += 1;
      micros[Math.min(micros.length - 1, Math.round(milliseconds * 1000))] += 1;
    });
  },
});

function percentile(share) {
  let left = total * share;
  for (let at = 0; at < micros.length; at += 1) if ((left -= micros[at]) <= 0) return at / 1000;
  return undefined;
}
console.log(
  JSON.stringify({
    perSecond: accepted / result.duration,
    total,
    accepted,
    p50: percentile(0.5),
    p99: percentile(0.99),
  }),
);
