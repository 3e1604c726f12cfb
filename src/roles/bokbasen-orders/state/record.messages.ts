import { OrderContent, OrderHead, OrderLinks } from '../../../apis/bokbasen-orders/messages.js';
import { ListOfText, Nested, OneOf, Optional, Text } from '../../../platform/validation/fields.js';
import type { RecordKind } from '../../../sandbox/state/records.js';

export const PRODUCT_KINDS = ['book', 'digital', 'e-book', 'audiobook'] as const;

export class Product {
  @Text('EAN-13 of the product', { example: '9788200000013' })
  id!: string;

  @OneOf(
    PRODUCT_KINDS,
    'Kind of product; an order for an e-book or audiobook fails, because these are sold ' +
      'through DDS',
    {
      example: 'book',
    },
  )
  kind!: (typeof PRODUCT_KINDS)[number];

  @Optional()
  @Text('Title', { example: 'Eksempelbok 1' })
  title?: string;

  @Text('Number of the party that sells the product', { example: '987654' })
  seller!: string;
}

export class Party {
  @Text('Number of the party', { example: '4321' })
  id!: string;

  @Text('Name of the party', { example: 'Fjordbyen Bokhandel AS' })
  name!: string;

  @ListOfText('Clients that act for the party', { example: ['demo', 'demo-buyer'] })
  clients!: string[];
}

/** Products with a record. Every other EAN-13 with a valid check digit is a known product too. */
export const products: RecordKind<Product> = { name: 'bokbasen-products', of: Product };

export const parties: RecordKind<Party> = { name: 'parties', of: Party };

/** Order in the state: its wire document, and optionally its EDItX document. */
export class BokbasenOrderRecord extends OrderHead {
  @Optional()
  @Nested(() => OrderLinks, 'HAL links, as in responses; ignored in requests')
  _links?: OrderLinks;

  @Nested(() => OrderContent, 'HAL embedded resources')
  _embedded!: OrderContent;

  @Optional()
  @Text('EDItX document; generated from the other fields when absent')
  editx?: string;
}
