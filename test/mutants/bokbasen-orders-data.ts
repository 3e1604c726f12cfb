import type { Mutant } from './mutant.js';
import { statusBecomes } from './mutations.js';
import {
  bodyContains,
  both,
  documentText,
  editx,
  ids,
  isOf,
  isOfSeller,
  items,
  lines,
  list,
  order,
  quantity,
  refuses,
  requestText,
  send,
  status,
} from './bokbasen-orders-requests.js';
import type { Mutation, ProxiedRequest } from './proxy.js';

const isEmptyList: Mutation['response'] = (response, request) =>
  list(request) && response.body === '[]'
    ? { ...response, status: 500, body: '{"message":"no orders"}' }
    : response;

/** Refuses an OrderNumber that another client used. */
function numbersOfAll(): Mutation {
  const owners = new Map<string, boolean>();
  return refuses((request) => {
    const [number] = /<OrderNumber>.+?<\/OrderNumber>/.exec(request.body) ?? [];
    if (!send(request) || number === undefined) return false;
    const owner = owners.get(number) ?? isOfSeller(request);
    owners.set(number, owner);
    return owner !== isOfSeller(request);
  }, 409);
}

/** Accepts a reduction of a blocked line that was FULFILLED before. */
function reducesFulfilled(): Mutation {
  const fulfilled = new Set<string>();
  const idIn = ({ path }: ProxiedRequest): string => /v1\/([^/]+)/.exec(path)?.[1] ?? '';
  return {
    response: (response, request) => {
      if (status(request) && request.body.includes('"FULFILLED"')) fulfilled.add(idIn(request));
      return quantity(request) && response.status === 403 && fulfilled.has(idIn(request))
        ? { ...response, status: 200, body: '' }
        : response;
    },
  };
}

/** Changes the lines of an order whose first line the seller received in the test of its rest. */
const afterUpdate = (change: Parameters<typeof lines>[0]): Mutation =>
  lines((all, body, request) =>
    all.some(({ comment }) => comment === 'Mottatt.') ? change(all, body, request) : all,
  );

// prettier-ignore
export const bokbasenOrdersDataMutants: Mutant[] = [
  { name: '418 for a schema error in an update', server: statusBecomes(400, 418, status), breaks: ids('updateOrderLineStatus-schema', 101) },
  { name: '422 for a schema error in an update', server: statusBecomes(400, 422, status), breaks: ids(150) },
  { name: '422 for a wrong parameter of a list', server: statusBecomes(400, 422, list), breaks: ids(94, 150) },
  { name: 'a document is returned without a token', server: statusBecomes(401, 200, editx), breaks: ids('getOrderEditx-token', 151), mayBreak: ids(54) },
  { name: 'a list is returned without a token', server: statusBecomes(401, 200, list), breaks: ids('listOrders-token', 151) },
  { name: '410 for an order that does not exist', server: statusBecomes(404, 410), breaks: ids(77, 140), mayBreak: ids(75, 76, 102, 105, 114, 143) },
  { name: '500 for a list without orders', server: { response: isEmptyList }, breaks: ids('listOrders-ok', 56, 145), mayBreak: ids(93) },
  { name: '500 for an unknown product', server: refuses(both(send, bodyContains('9788200099017')), 500), breaks: ids('sendOrder-ok', 56, 71) },
  { name: '500 for a reduction beyond the remaining quantity', server: statusBecomes(403, 500, both(quantity, bodyContains('"number":-5'))), breaks: ids('updateOrderLineQuantity-ok', 56, 108) },
  { name: '500 for an update by a third party', server: statusBecomes(404, 500, both(status, isOf('demo-reader'))), breaks: ids('updateOrderLineStatus-ok', 56, 105) },
  { name: 'the document lacks a price', server: documentText(/<PricingDetail>.*?<\/PricingDetail>/s, ''), breaks: ids(95) },
  { name: 'the document lacks BillToParty', server: documentText(/<BillToParty>.*?<\/BillToParty>/s, ''), breaks: ids(95) },
  { name: 'the document has wrong letters', server: documentText(/Blåbærøya/, 'BlÃ¥bÃ¦rÃ¸ya'), breaks: ids(95) },
  { name: 'the buyer cannot read the document', server: refuses((request) => editx(request) && isOf('demo-buyer')(request), 403), breaks: ids(95), mayBreak: ids('getOrderEditx-ok') },
  { name: 'FAILED orders are not listed', server: items((all) => all.filter((item) => item['status'] !== 'FAILED')), breaks: ids(89) },
  { name: 'FAILED orders are listed as SENT', server: items((all) => all.map((item) => ({ ...item, status: 'SENT' }))), breaks: ids(88) },
  { name: 'a list has at most ten orders', server: items((all) => all.slice(0, 10)), breaks: ids(89, 90), mayBreak: ids(93) },
  { name: 'a list has every order twice', server: items((all) => [...all, ...all]), breaks: ids(153) },
  { name: 'comments are shown at another line', server: lines((all) => all.map((line, at) => ({ ...line, comment: all[(at + 1) % all.length]!['comment'] ?? line['comment'] }))), breaks: ids(99), mayBreak: ids(152) },
  { name: 'an update changes created', server: order((body) => (body._embedded.lines.some(({ comment }) => comment === 'Mottatt.') ? { ...body, created: body.created.replace(/\d\d$/, '59').replace(/^\d{4}/, '2025') } : body)), breaks: ids(152) },
  { name: 'an update of a line is one of all lines', server: afterUpdate((all) => all.map((line) => ({ ...line, status: 'RECEIVED' }))), breaks: ids(152) },
  { name: 'an update sets the quantity to 0', server: afterUpdate((all) => all.map((line) => (line['comment'] === 'Mottatt.' ? { ...line, quantity: 0 } : line))), breaks: ids(152) },
  { name: 'an OrderNumber can be used once by all companies together', server: numbersOfAll(), breaks: ids(154) },
  { name: 'a blocked line that was fulfilled before can be reduced', server: reducesFulfilled(), breaks: ids(111), mayBreak: ids('updateOrderLineQuantity-scope') },
  { name: 'a reduction to 0 is refused', server: refuses(both(quantity, bodyContains('"number":-3')), 403), breaks: ids('updateOrderLineQuantity-ok') },
  { name: 'CurrencyCode kroner is accepted', server: requestText(send, '<CurrencyCode>kroner', '<CurrencyCode>NOK'), breaks: ids('sendOrder-schema', 65) },
  { name: 'a quantity of 1.5 is accepted', server: requestText(send, '<OrderQuantity>1.5', '<OrderQuantity>1'), breaks: ids('sendOrder-schema', 65) },
  { name: 'month 13 is accepted', server: requestText(send, '20261345', '20261121'), breaks: ids('sendOrder-schema', 65) },
  { name: 'only the first line is validated', server: requestText(send, /(<\/ProductID>\s*)(?=<\/ItemDetail>\s*<Summary>)/, '$1<OrderQuantity>1</OrderQuantity>'), breaks: ids('sendOrder-schema', 65) },
  { name: 'a PartyID without a type is accepted', server: requestText(send, '<PartyID><Identifier>', '<PartyID><PartyIDType>NBSN</PartyIDType><Identifier>'), breaks: ids('sendOrder-schema', 65) },
  { name: 'an order without a time of issue is refused', server: refuses(both(send, bodyContains(/<IssueDateTime>\d{8}<[^]*<OrderQuantity>4</)), 400), breaks: ids(142) },
  { name: 'an order with a price is refused', server: refuses(both(send, bodyContains('<MonetaryAmount>')), 400), breaks: ids(142) },
];
