import type { Response } from 'supertest';
import type { TestServer } from './ketenlab.js';

/** Products with a right check digit: a book, a digital product, and others of which nothing was said. */
export const BOOK = '9788200000013';
export const DIGITAL = '9788200000020';

export const ORDERS = '/bokbasen/orders/v1';
export const SEEDED = `${ORDERS}/0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11`;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let count = 0;

interface Content {
  number: string;
  lines: { ean?: string; quantity?: number; number?: number; idType?: string }[];
  buyer: string;
  seller: string | undefined;
  /** Goes behind IssueDateTime. */
  references: number;
  purpose: string;
  numberOfLines: number;
}

/** An EDItX order that is valid and minimal by default, under a number of its own. */
export function anOrder(differs: Partial<Content> = {}): string {
  const lines = differs.lines ?? [{}];
  const { number, buyer, seller, references, purpose, numberOfLines }: Content = {
    number: `TEST-${(count += 1)}`,
    buyer: '4321',
    seller: undefined,
    references: 0,
    purpose: 'Original',
    numberOfLines: lines.length,
    lines,
    ...differs,
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

export interface Details {
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

export interface Item {
  orderId: string;
  buyerOrderNumber: string;
  buyer: string;
  seller?: string;
  status: string;
  created: string;
  links: { rel: string; href: string }[];
}

/** A partner of Bokbasen's, who plays buyer and seller against a sandbox whose time stands still. */
export class Bokbasen {
  constructor(private readonly lab: TestServer) {}

  post(xml: string, as: string | null = 'demo-buyer'): Promise<Response> {
    return this.lab.call('post', ORDERS, { as, body: xml });
  }

  /** The path of an order that was sent. */
  async send(xml = anOrder(), as = 'demo-buyer'): Promise<string> {
    const response = await this.post(xml, as);
    if (response.status !== 202) throw new Error(`${response.status}: ${response.text}`);
    return new URL(response.headers['location']!).pathname;
  }

  /** The path of an order that was sent and processed. */
  async sent(xml = anOrder(), as = 'demo-buyer'): Promise<string> {
    const path = await this.send(xml, as);
    await this.lab.advance('PT1S');
    return path;
  }

  async details(path: string, as = 'demo-buyer'): Promise<Details> {
    const response = await this.lab.call('get', path, { as });
    if (response.status !== 200) throw new Error(`${response.status}: ${response.text}`);
    return JSON.parse(response.text) as Details;
  }

  async statuses(path: string, as = 'demo-buyer'): Promise<string[]> {
    const { status, _embedded: content } = await this.details(path, as);
    return [status, ...content.lines.map((line) => line.status)];
  }

  update(path: string, line: number | string, body: object, as: string | null = 'demo-seller') {
    return this.lab.call('post', `${path}/lines/${line}`, { as, body });
  }

  reduce(path: string, body: object, as: string | null = 'demo-buyer') {
    return this.lab.call('post', `${path}/update`, { as, body });
  }

  async list(query: string, as = 'demo-buyer'): Promise<Item[]> {
    const response = await this.lab.call('get', `${ORDERS}?${query}`, { as });
    if (response.status !== 200) throw new Error(`${response.status}: ${response.text}`);
    return JSON.parse(response.text) as Item[];
  }

  /** What the journal says of the last call of an operation. */
  async findings(operation: string): Promise<[string, string, string][]> {
    const [last] = await this.lab.exchanges(`operation=${operation}`);
    return (last?.findings ?? []).map(({ requirement, pointer, seen }) => [
      requirement,
      pointer,
      seen,
    ]);
  }
}
