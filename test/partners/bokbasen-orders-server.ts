import { randomUUID } from 'node:crypto';
import { isJson, isStatusUpdate, momentOf, withoutUndefined } from './bokbasen-orders-messages.js';
import { readEditx, type EditxOrder } from './bokbasen-editx.js';
import {
  json,
  parsed,
  PartnerServer,
  refusal,
  type PartnerAnswer,
  type PartnerCall,
  type PartnerRoute,
  type PartnerVariant,
} from './bokbasen-http.js';

/** Ways in which servers of the Order API may differ without a fault. */
export interface OrdersVariant extends PartnerVariant {
  /** The list is a HAL object, and not an array. */
  hal?: boolean;
  /** An order that violates the schema becomes FAILED instead of being answered 400. */
  lenientSchema?: boolean;
  /** An order that cannot be sent is answered 400 instead of becoming FAILED. */
  refusesAtOnce?: boolean;
  /** Duration of the processing. */
  processingMs?: number;
  /** Order ids are in upper case, and line ids are not the line numbers. */
  ownIds?: boolean;
}

/** Data of this server, which has nothing in common with the seed of the sandbox. */
export const ordersData = {
  buyer: '70012',
  seller: '300456',
  products: ['9788299000017', '9788299000024'],
  ebook: '9788299000031',
  unknownProduct: '9788299000093',
  slowProduct: '9788299000048',
};

const HAL = 'application/hal+json';
const parties: Record<string, string[]> = {
  bookshop: [ordersData.buyer],
  publisher: [ordersData.seller],
  stranger: ['999'],
  both: [ordersData.buyer, ordersData.seller],
};
/** Clients with the services of their tokens. */
const clients = {
  ...Object.fromEntries(Object.keys(parties).map((name) => [name, ['orders']])),
  elsewhere: ['dds'],
};
/** Statuses to which a line can change, by its status; absent: to all. */
const transitions: Record<string, string[]> = {
  FULFILLED: ['FULFILLED', 'FULFILLED_BLOCKED', 'FULLFILLED_ASSIGNED_ORGANIZATION'],
  FULLFILLED_ASSIGNED_ORGANIZATION: [
    'FULFILLED',
    'FULFILLED_BLOCKED',
    'FULLFILLED_ASSIGNED_ORGANIZATION',
  ],
  FULFILLED_BLOCKED: ['FULFILLED_BLOCKED'],
  REJECTED: ['REJECTED'],
};

interface Line {
  id: number;
  ean: string;
  quantity: number;
  /** Undefined: the status of the order. */
  status?: string;
  isChange: boolean;
  more: object;
}

interface Order {
  id: string;
  content: Omit<EditxOrder, 'lines'>;
  document: string;
  created: number;
  updated: number;
  result: 'SENT' | 'FAILED';
  lines: Line[];
}

/** Correct server of Bokbasen's Order API. */
export function ordersServer(variant: OrdersVariant = {}): PartnerServer {
  const orders: Order[] = [];
  const { processingMs = 30, ownIds, extraFields } = variant;

  const processedAt = ({ created, lines }: Order): number =>
    lines.some(({ ean }) => ean === ordersData.slowProduct) ? Infinity : created + processingMs;
  const statusOf = (order: Order): string =>
    Date.now() < processedAt(order) ? 'UNPROCESSED' : order.result;
  const updatedAt = (order: Order): number =>
    Math.max(order.updated, statusOf(order) === 'UNPROCESSED' ? 0 : processedAt(order));
  const isBuyer = ({ client }: PartnerCall, { content }: Order): boolean =>
    parties[client]!.includes(content.buyer);
  const isSeller = ({ client }: PartnerCall, order: Order): boolean =>
    statusOf(order) === 'SENT' && parties[client]!.includes(order.content.seller ?? '');

  /** The order of a call, if the caller can read it. */
  const find = (call: PartnerCall): Order | undefined =>
    orders.find(
      (order) => order.id === call.params[0] && (isBuyer(call, order) || isSeller(call, order)),
    );

  function reject(order: EditxOrder): string | undefined {
    const { seller, lines } = order;
    if (
      orders.some(({ content }) => content.number === order.number && content.buyer === order.buyer)
    )
      return 'the OrderNumber was used before';
    const known = [...ordersData.products, ordersData.slowProduct];
    if (lines.some(({ ean, quantity }) => !known.includes(ean) || quantity < 1))
      return 'a line cannot be delivered';
    return seller === undefined || seller === ordersData.seller ? undefined : 'unknown seller';
  }

  function send(call: PartnerCall): PartnerAnswer {
    if (!call.headers['content-type']?.startsWith('application/xml'))
      return refusal(415, 'Unsupported Media Type');
    const content = readEditx(call.body);
    if (content === 'notXml' || (content === 'invalid' && !variant.lenientSchema))
      return refusal(400, 'Not a valid EDItX order');
    if (content === 'invalid')
      return accept(
        call,
        { number: '', buyer: parties[call.client]![0]!, seller: undefined, lines: [] },
        'FAILED',
      );
    if (!parties[call.client]!.includes(content.buyer)) return refusal(403, 'Forbidden');
    const reason = reject(content);
    if (reason !== undefined && variant.refusesAtOnce) return refusal(400, reason);
    return accept(call, content, reason === undefined ? 'SENT' : 'FAILED');
  }

  function accept(call: PartnerCall, content: EditxOrder, result: Order['result']): PartnerAnswer {
    const id = ownIds ? randomUUID().toUpperCase() : randomUUID();
    const lines = content.lines.map(({ number, ean, quantity }, at) => {
      const lineId = ownIds ? 5_001 + at : number;
      return { id: lineId, ean, quantity, isChange: false, more: {} };
    });
    const seller = content.seller ?? (lines.length > 0 ? ordersData.seller : undefined);
    const now = Date.now();
    const { body: document } = call;
    orders.push({
      id,
      content: { ...content, seller },
      document,
      created: now,
      updated: now,
      result,
      lines,
    });
    return { status: 202, headers: { location: `${call.origin}/orders/v1/${id}` } };
  }

  function head(order: Order): object {
    const { number: buyerOrderNumber, buyer, seller } = order.content;
    const [day, time] = new Date(order.created).toISOString().slice(0, 19).split('T');
    return {
      orderId: order.id,
      buyerOrderNumber,
      buyer,
      ...(seller !== undefined && { seller }),
      status: statusOf(order),
      created: `${day}Z${time}`,
      ...(extraFields && { sellerGln: '7080000000005', channel: { name: 'portal' } }),
    };
  }

  function list(call: PartnerCall): PartnerAnswer {
    const [fromDate, mode] = [call.query.get('fromDate') ?? '', call.query.get('mode') ?? ''];
    const from = momentOf(fromDate);
    if (from === undefined || !['SENT_TO_ME', 'SENT_BY_ME'].includes(mode))
      return refusal(400, 'fromDate and mode are required');
    const isMine = mode === 'SENT_BY_ME' ? isBuyer : isSeller;
    const items = orders
      .filter((order) => isMine(call, order) && Math.floor(updatedAt(order) / 1000) * 1000 >= from)
      .map((order) => ({
        ...head(order),
        links: [{ href: `${call.origin}/orders/v1/${order.id}`, rel: 'self' }],
      }));
    return json(200, variant.hal ? { _embedded: { orders: items } } : items, HAL);
  }

  function get(call: PartnerCall): PartnerAnswer {
    const order = find(call);
    if (!order) return refusal(404, 'Not Found');
    const self = `${call.origin}/orders/v1/${order.id}`;
    const lines = order.lines.map(({ id, ean, quantity, status = statusOf(order), more }) => ({
      id,
      ean,
      quantity,
      status,
      ...more,
      ...(extraFields && { isbn10: '8299000010' }),
    }));
    const _links = { self: { href: self }, editx: { href: `${self}/editx` } };
    return json(200, { _links, ...head(order), _embedded: { lines } }, HAL);
  }

  function getDocument(call: PartnerCall): PartnerAnswer {
    const order = find(call);
    if (!order) return refusal(404, 'Not Found');
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: order.document };
  }

  function update(call: PartnerCall): PartnerAnswer {
    const order = find(call);
    const line = order?.lines.find(({ id }) => String(id) === call.params[1]);
    if (!order || !line) return refusal(404, 'Not Found');
    if (!isJson(call)) return refusal(415, 'Unsupported Media Type');
    const message = parsed(call.body);
    if (!message || !isStatusUpdate(message)) return refusal(400, 'Not a valid status update');
    if (!isSeller(call, order) || statusOf(order) !== 'SENT') return refusal(403, 'Forbidden');
    const status = String(message['status']);
    if (transitions[line.status ?? '']?.includes(status) === false)
      return refusal(403, `The line is ${line.status}`);
    const { comment, valid_from, valid_to, price } = message;
    line.status = status;
    line.more = withoutUndefined({
      ...line.more,
      ...withoutUndefined({ comment, valid_from, valid_to, price }),
    });
    order.updated = Date.now();
    return { status: 200 };
  }

  function reduce(call: PartnerCall): PartnerAnswer {
    const order = find(call);
    if (!order) return refusal(404, 'Not Found');
    if (!isJson(call)) return refusal(415, 'Unsupported Media Type');
    const { ean, number } = parsed(call.body) ?? {};
    if (typeof ean !== 'string' || !Number.isInteger(number) || Number(number) >= 0)
      return refusal(400, 'ean and a negative number are required');
    if (!isBuyer(call, order)) return refusal(403, 'Forbidden');
    const rows = order.lines.filter((line) => line.ean === ean);
    const counted = rows.filter(({ isChange, status }) => !isChange || status !== 'REJECTED');
    const left = counted.reduce((sum, { quantity }) => sum + quantity, 0) + Number(number);
    const isBlocked = rows.some(({ status }) => status === 'FULFILLED_BLOCKED');
    if (rows.length === 0 || left < 0 || isBlocked) return refusal(403, 'Not allowed');
    const id = Math.max(...order.lines.map((line) => line.id)) + 1;
    order.lines.push({
      id,
      ean,
      quantity: Number(number),
      status: 'REQUESTED',
      isChange: true,
      more: {},
    });
    order.updated = Date.now();
    return { status: 200 };
  }

  const service = 'orders';
  const routes: PartnerRoute[] = [
    { method: 'POST', path: /^\/orders\/v1$/, service, handle: send },
    { method: 'GET', path: /^\/orders\/v1$/, service, handle: list },
    { method: 'GET', path: /^\/orders\/v1\/([^/]+)$/, service, handle: get },
    { method: 'GET', path: /^\/orders\/v1\/([^/]+)\/editx$/i, service, handle: getDocument },
    { method: 'POST', path: /^\/orders\/v1\/([^/]+)\/lines\/([^/]+)$/, service, handle: update },
    { method: 'POST', path: /^\/orders\/v1\/([^/]+)\/update$/, service, handle: reduce },
  ];
  return new PartnerServer(clients, routes, variant);
}
