import type { Response } from 'supertest';
import type { Workspace } from './test-server.js';

/** EANs with a correct check digit: a book and a digital product. */
export const BOOK = '9788200000013';
export const DIGITAL = '9788200000020';

export const ORDERS = '/bokbasen/orders/v1';
export const SEEDED_ORDER = `${ORDERS}/0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11`;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let count = 0;

interface OrderContent {
  number: string;
  lines: { ean?: string; quantity?: number; number?: number; idType?: string }[];
  buyer: string;
  seller: string | undefined;
  /** Number of `ReferenceCoded` elements. */
  references: number;
  purpose: string;
  numberOfLines: number;
}

/** Minimal valid EDItX order with a unique order number. A test states only its difference. */
export function anOrder(difference: Partial<OrderContent> = {}): string {
  const lines = difference.lines ?? [{}];
  const { number, buyer, seller, references, purpose, numberOfLines }: OrderContent = {
    number: `TEST-${(count += 1)}`,
    buyer: '4321',
    seller: undefined,
    references: 0,
    purpose: 'Original',
    numberOfLines: lines.length,
    lines,
    ...difference,
  };
  const party = (element: string, id: string): string =>
    `<${element}><PartyID><PartyIDType>NBSN</PartyIDType><Identifier>${id}</Identifier></PartyID></${element}>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Order version="1.3">',
    `<Header><OrderNumber>${number}</OrderNumber><IssueDateTime>20261121</IssueDateTime>`,
    ...Array.from(
      { length: references },
      (_, index) =>
        `<ReferenceCoded><ReferenceTypeCode>ContractReference</ReferenceTypeCode><ReferenceNumber>${index}</ReferenceNumber></ReferenceCoded>`,
    ),
    `<PurposeCode>${purpose}</PurposeCode>`,
    party('BuyerParty', buyer),
    seller === undefined ? '' : party('SellerParty', seller),
    '</Header>',
    ...lines.map(
      ({ ean = BOOK, quantity = 4, number: line, idType = 'EAN13' }, index) =>
        `<ItemDetail><LineNumber>${line ?? index + 1}</LineNumber><ProductID><ProductIDType>${idType}</ProductIDType><Identifier>${ean}</Identifier></ProductID><OrderQuantity>${quantity}</OrderQuantity></ItemDetail>`,
    ),
    `<Summary><NumberOfLines>${numberOfLines}</NumberOfLines></Summary>`,
    '</Order>',
  ].join('\n');
}

export interface OrderDetails {
  _links: { self: { href: string }; editx: { href: string } };
  orderId: string;
  buyerOrderNumber: string;
  buyer: string;
  seller?: string;
  status: string;
  created: string;
  _embedded: {
    lines: ({ id: number; quantity: number; status: string } & Record<string, unknown>)[];
  };
}

export interface OrderListItem {
  orderId: string;
  buyerOrderNumber: string;
  buyer: string;
  seller?: string;
  status: string;
  created: string;
  links: { rel: string; href: string }[];
}

/** Client of the Bokbasen Order API as buyer and seller. The clock of the server must be frozen. */
export class BokbasenClient {
  constructor(private readonly server: Workspace) {}

  postOrder(xml: string, as: string | null = 'demo-buyer'): Promise<Response> {
    return this.server.call('post', ORDERS, { as, body: xml });
  }

  /** Sends an order and returns its path. */
  async sendOrder(xml = anOrder(), as = 'demo-buyer'): Promise<string> {
    const response = await this.postOrder(xml, as);
    if (response.status !== 202) throw new Error(`${response.status}: ${response.text}`);
    return new URL(response.headers['location']!).pathname;
  }

  /** Sends an order, lets it be processed, and returns its path. */
  async processedOrder(xml = anOrder(), as = 'demo-buyer'): Promise<string> {
    const path = await this.sendOrder(xml, as);
    await this.server.advance('PT1S');
    return path;
  }

  async details(path: string, as = 'demo-buyer'): Promise<OrderDetails> {
    const response = await this.server.call('get', path, { as });
    if (response.status !== 200) throw new Error(`${response.status}: ${response.text}`);
    return JSON.parse(response.text) as OrderDetails;
  }

  async statuses(path: string, as = 'demo-buyer'): Promise<string[]> {
    const { status, _embedded: content } = await this.details(path, as);
    return [status, ...content.lines.map((line) => line.status)];
  }

  update(path: string, line: number | string, body: object, as: string | null = 'demo-seller') {
    return this.server.call('post', `${path}/lines/${line}`, { as, body });
  }

  reduce(path: string, body: object, as: string | null = 'demo-buyer') {
    return this.server.call('post', `${path}/update`, { as, body });
  }

  async list(query: string, as = 'demo-buyer'): Promise<OrderListItem[]> {
    const response = await this.server.call('get', `${ORDERS}?${query}`, { as });
    if (response.status !== 200) throw new Error(`${response.status}: ${response.text}`);
    return JSON.parse(response.text) as OrderListItem[];
  }

  /** Findings of the last exchange of an operation: requirement, pointer, actual value. */
  async findings(operation: string): Promise<[string, string, string][]> {
    const last = await this.server.lastExchange(`operation=${operation}`);
    return (last?.findings ?? []).map(({ requirement, pointer, seen }) => [
      requirement,
      pointer,
      seen,
    ]);
  }
}
