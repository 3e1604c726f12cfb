import { Injectable } from '@nestjs/common';
import { BUYER, READER, SELLER } from '../../contracts/bokbasen/clients.js';
import { BOOK, DIGITAL } from '../../contracts/bokbasen-orders/examples.js';
import { writeEditx } from '../../contracts/bokbasen-orders/editx-writer.js';
import { bokbasenOrderRequirements as asked } from '../../contracts/bokbasen-orders/requirements.js';
import { finding } from '../../kernel/contract/requirement.js';
import type { Finding } from '../../kernel/journal/exchange.js';
import type { Writing } from '../../kernel/persistence/store.js';
import { Records } from '../../kernel/state/records.js';
import { ALWAYS, NEVER } from './order.js';
import type { Line } from './order-line.js';
import { Orders } from './orders.js';
import { Parties } from './parties.js';
import { products, type Product } from './record.messages.js';
import { UNKNOWN_PRODUCT } from './scenarios.js';

/** Before any time to which a tester is likely to set the clock. */
const CREATED = '2026-01-05T08:00:00.000Z';
const EBOOK = '9788200000037';

const names: Record<string, string> = {
  [BUYER]: 'Fjordbyen Bokhandel AS',
  [SELLER]: 'Nordlys Læremidler AS',
  [READER]: 'Utsikten Bokhandel AS',
};
const known: Product[] = [
  { id: BOOK, kind: 'book', title: 'Eksempelbok 1', seller: SELLER },
  { id: DIGITAL, kind: 'digital', title: 'Eksempelbok 2 (digital)', seller: SELLER },
  { id: EBOOK, kind: 'e-book', title: 'Eksempelbok 3 (e-bok)', seller: SELLER },
];

type Row = Omit<Line, 'id' | 'said'> & Partial<Pick<Line, 'said'>>;
interface SeededOrder {
  id: string;
  number: string;
  rows: Row[];
  processedAt?: string;
  failures?: Finding[];
}

const row = (status: Line['status'], quantity = 4, said: Line['said'] = {}): Row => ({
  ean: BOOK,
  quantity,
  status,
  said,
});

/** One order with a line in every status that a line can have, one that is being processed, and one that failed. */
// prettier-ignore
const seeded: SeededOrder[] = [
  { id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11', number: 'SEED-2026-0001', rows: [
    row('SENT'),
    row('RECEIVED'),
    row('FULFILLED'),
    row('FULFILLED_BLOCKED'),
    { ean: DIGITAL, quantity: 120, status: 'FULLFILLED_ASSIGNED_ORGANIZATION',
      said: { comment: 'Tilgang aktivert', valid_from: '2026-01-05', valid_to: '2027-07-31', price: { amount: 250.15, tax: 25 } } },
    row('REJECTED', 4, { comment: 'Utsolgt fra forlaget' }),
    row('REQUESTED', -1),
  ] },
  { id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c12', number: 'SEED-2026-0002', rows: [row('SENT', 1)], processedAt: NEVER },
  { id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c13', number: 'SEED-2026-0003', rows: [{ ean: UNKNOWN_PRODUCT, quantity: 1, status: 'SENT' }],
    failures: [finding(asked.knownProduct, '/Order/ItemDetail[1]/ProductID/Identifier', 'a product that is known here', UNKNOWN_PRODUCT)] },
];

/** The parties, products and orders with which every workspace begins. */
@Injectable()
export class OrderSeed {
  constructor(
    private readonly records: Records,
    private readonly parties: Parties,
    private readonly orders: Orders,
  ) {}

  async sow(unit: Writing, workspace: string): Promise<void> {
    await this.parties.sow(unit, workspace, names);
    for (const product of known) await this.records.write(unit, workspace, products, product);
    for (const order of seeded) await this.enter(unit, workspace, order);
  }

  private async enter(unit: Writing, workspace: string, order: SeededOrder): Promise<void> {
    const { id, number: orderNumber, rows, processedAt = ALWAYS, failures = [] } = order;
    const lines = rows.map((line, index) => ({ said: {}, ...line, id: index + 1 }));
    // A change came after the order.
    const ordered = lines.filter(({ status }) => status !== 'REQUESTED');
    const document = writeEditx({
      orderNumber,
      issued: '20260105T0800Z',
      buyer: BUYER,
      seller: SELLER,
      lines: ordered.map(({ ean = '', quantity }) => ({ ean, quantity })),
    });
    const head = {
      id,
      buyer: BUYER,
      seller: SELLER,
      orderNumber,
      createdAt: CREATED,
      processedAt,
      outcome: failures.length > 0 ? ('FAILED' as const) : ('SENT' as const),
    };
    const updatedAt = processedAt === NEVER ? NEVER : CREATED;
    await this.orders.enter(unit, workspace, head, { lines, failures, document, updatedAt });
  }
}
