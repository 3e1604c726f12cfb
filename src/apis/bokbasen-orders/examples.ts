import { BUYER, SELLER } from '../bokbasen/clients.js';
import { writeEditx } from './editx-writer.js';
import type { LineStatusUpdate, QuantityUpdate } from './messages.js';

/** A book and a digital product, as the metadata database of every sandbox has them. */
export const BOOK = '9788200000013';
export const DIGITAL = '9788200000020';

export const bokbasenOrderExamples = {
  /** Posted again it fails: an OrderNumber is valid once. */
  order: writeEditx({
    orderNumber: 'EXAMPLE-2026-0001',
    issued: '20261121T1405Z',
    buyer: BUYER,
    seller: SELLER,
    lines: [
      { ean: BOOK, quantity: 4 },
      { ean: DIGITAL, quantity: 120 },
    ],
  }),

  status: {
    status: 'FULFILLED',
    comment: 'Tilgang aktivert',
    valid_from: '2026-12-01',
    valid_to: '2027-07-31',
    price: { amount: 250.15, tax: 25 },
  } satisfies LineStatusUpdate,

  rejection: { status: 'REJECTED', comment: 'Utsolgt fra forlaget' } satisfies LineStatusUpdate,

  quantity: { ean: DIGITAL, number: -20 } satisfies QuantityUpdate,
};
