// One bounded load run: `node load.mjs '{"kind","url","token","connections","seconds"}'` prints one line of JSON.
// `targets` instead of `url` and `token`: a list of `{url, tokens}`. Each connection has one of them, and its requests have
// the tokens in turn.
import autocannon from 'autocannon';
import { randomBytes } from 'node:crypto';

const {
  kind,
  url: onlyUrl,
  token: onlyToken,
  targets = [{ url: onlyUrl, tokens: [onlyToken] }],
  connections,
  seconds,
  rows = 100_000,
} = JSON.parse(process.argv[2]);
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

const order = {
  method: 'PUT',
  type: JSON_TYPE,
  ok: 202,
  body: JSON.stringify({
    requestReferenceId: SLOT,
    purchaseOrderId: 'PO-2026-000123',
    orderLines: [line(1), line(2)],
  }),
  setup: uniqueIds,
};

/** The requests to send, and how each gets a unique id. */
const kinds = {
  creditOrder: order,
  order,
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

/** Changes each request in the buffer that is about to be sent, at the place of the marker. */
function changeEach(client, marker, change) {
  const buffers = client.requestIterator.requests.map(({ requestBuffer }) => requestBuffer);
  const places = buffers.map((buffer) => buffer.indexOf(marker));
  let count = 0;
  client.on('request', () => {
    const next = count % buffers.length;
    count += 1;
    change(buffers[next], places[next], count);
  });
}

/** Gives every request a unique id: overwrites the digits. */
function uniqueIds(client) {
  const prefix = randomBytes(6).toString('hex');
  changeEach(client, SLOT, (buffer, at, count) => {
    const random = randomBytes(4).toString('hex');
    buffer.write(
      `${random}-${prefix.slice(0, 4)}-4${prefix.slice(4, 7)}-8${prefix.slice(7, 10)}-${count.toString(16).padStart(12, '0')}`,
      at,
      'latin1',
    );
  });
}

/** Requests a random one of the rows: overwrites the last digits of the id. */
function anyRow(client) {
  const start = '5eed1000-0000-4000-8000-';
  changeEach(client, start, (buffer, at) => {
    const row = String(Math.floor(Math.random() * rows)).padStart(12, '0');
    buffer.write(row, at + start.length, 'latin1');
  });
}

const { method, type, ok, body, setup } = kinds[kind];
const micros = new Uint32Array(2_000_000);
let total = 0;
let accepted = 0;
let clients = 0;
const result = await autocannon({
  url: targets.map(({ url }) => url),
  method,
  ...(body && { body }),
  connections,
  duration: seconds,
  timeout: 10,
  setupClient: (client) => {
    const { tokens } = targets[clients % targets.length];
    // Another first token for each connection.
    const turned = tokens.map((_, at) => tokens[(at + clients) % tokens.length]);
    clients += 1;
    client.setRequests(
      turned.map((token) => ({
        headers: { ...(type && { 'content-type': type }), authorization: `Bearer ${token}` },
      })),
    );
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
