import { isEan13 } from '../../../apis/bokbasen-orders/ean.js';
import { OrderContent, OrderHead, OrderLinks } from '../../../apis/bokbasen-orders/messages.js';
import { ListOfText, Nested, OneOf, Optional, Text } from '../../../platform/validation/fields.js';
import type { RecordKind } from '../../../sandbox/state/records.js';

export const PRODUCT_KINDS = ['book', 'digital', 'e-book', 'audiobook'] as const;

export class Product {
  @Text('EAN-13 of the product', { example: '9788200000013' })
  id!: string;

  @OneOf(PRODUCT_KINDS, 'An order of an e-book or audiobook fails: those are sold through DDS', {
    example: 'book',
  })
  kind!: (typeof PRODUCT_KINDS)[number];

  @Optional()
  @Text('Title', { example: 'Eksempelbok 1' })
  title?: string;

  @Text('Number of the party that sells it', { example: '987654' })
  seller!: string;
}

export class Party {
  @Text('Number of the party', { example: '4321' })
  id!: string;

  @Text('Its name', { example: 'Fjordbyen Bokhandel AS' })
  name!: string;

  @ListOfText('Clients that act for it', { example: ['demo', 'demo-buyer'] })
  clients!: string[];
}

/** The products that were said something of; every other EAN-13 with a right check digit is known as well. */
export const products: RecordKind<Product> = {
  name: 'bokbasen-products',
  of: Product,
  check: ({ id }) =>
    isEan13(id) ? [] : [{ path: '/id', expected: 'an EAN-13 with a right check digit', seen: id }],
};

/** An order as testers write it: its details, and its EDItX document if that matters. */
export class BokbasenOrderRecord extends OrderHead {
  @Optional()
  @Nested(() => OrderLinks, 'Links (HAL), as they are shown; what they say is not looked at')
  _links?: OrderLinks;

  @Nested(() => OrderContent, 'What belongs to the order (HAL)')
  _embedded!: OrderContent;

  @Optional()
  @Text('The EDItX document, as it is; written from the other fields when absent')
  editx?: string;
}
