import { Injectable } from '@nestjs/common';
import { BUYER, READER, SELLER } from '../../../apis/bokbasen/clients.js';
import { BOOK, DIGITAL } from '../../../apis/bokbasen-orders/examples.js';
import { writeEditx } from '../../../apis/bokbasen-orders/editx-writer.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { violationOf } from '../../../platform/requirements/requirement.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { Records } from '../../../sandbox/state/records.js';
import { ALREADY_PROCESSED, NEVER_PROCESSED } from '../order.js';
import type { StoredOrderLine } from '../order-line.js';
import { BokbasenOrderRepository } from '../orders.repository.js';
import { PartyAccess } from '../parties.js';
import { products, type Product } from './record.messages.js';
import { UNKNOWN_PRODUCT } from '../scenarios.js';
import type { Violation } from '../../../platform/requirements/violation.js';

/** Creation time of the seed, earlier than the times to which tests set the clock. */
const CREATED = '2026-01-05T08:00:00.000Z';
const EBOOK = '9788200000037';

const names: Record<string, string> = {
  [BUYER]: 'Fjordbyen Bokhandel AS',
  [SELLER]: 'Nordlys Læremidler AS',
  [READER]: 'Utsikten Bokhandel AS',
};
const seededProducts: Product[] = [
  { id: BOOK, kind: 'book', title: 'Eksempelbok 1', seller: SELLER },
  { id: DIGITAL, kind: 'digital', title: 'Eksempelbok 2 (digital)', seller: SELLER },
  { id: EBOOK, kind: 'e-book', title: 'Eksempelbok 3 (e-bok)', seller: SELLER },
];

type Row = Omit<StoredOrderLine, 'id' | 'sellerUpdate'> &
  Partial<Pick<StoredOrderLine, 'sellerUpdate'>>;
interface SeededOrder {
  id: string;
  number: string;
  rows: Row[];
  processedAt?: string;
  failures?: Violation[];
}

const row = (
  status: StoredOrderLine['status'],
  quantity = 4,
  sellerUpdate: StoredOrderLine['sellerUpdate'] = {},
): Row => ({
  ean: BOOK,
  quantity,
  status,
  sellerUpdate,
});

/** Seeded orders: one with lines in every status, one that is UNPROCESSED, and one that FAILED. */
// prettier-ignore
const seededOrders: SeededOrder[] = [
  { id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11', number: 'SEED-2026-0001', rows: [
    row('SENT'),
    row('RECEIVED'),
    row('FULFILLED'),
    row('FULFILLED_BLOCKED'),
    { ean: DIGITAL, quantity: 120, status: 'FULLFILLED_ASSIGNED_ORGANIZATION',
      sellerUpdate: { comment: 'Tilgang aktivert', valid_from: '2026-01-05', valid_to: '2027-07-31', price: { amount: 250.15, tax: 25 } } },
    row('REJECTED', 4, { comment: 'Utsolgt fra forlaget' }),
    row('REQUESTED', -1),
  ] },
  { id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c12', number: 'SEED-2026-0002', rows: [row('SENT', 1)], processedAt: NEVER_PROCESSED },
  { id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c13', number: 'SEED-2026-0003', rows: [{ ean: UNKNOWN_PRODUCT, quantity: 1, status: 'SENT' }],
    failures: [violationOf(requirements.knownProduct, '/Order/ItemDetail[1]/ProductID/Identifier', 'a known product', UNKNOWN_PRODUCT)] },
];

/** Seed of the role: parties, products and orders of every new workspace. */
@Injectable()
export class BokbasenOrderSeed {
  constructor(
    private readonly records: Records,
    private readonly parties: PartyAccess,
    private readonly orders: BokbasenOrderRepository,
  ) {}

  async seed(tx: WriteTransaction, workspace: string): Promise<void> {
    await this.parties.seed(tx, workspace, names);
    for (const product of seededProducts)
      await this.records.write(tx, workspace, products, product);
    for (const order of seededOrders) await this.insert(tx, workspace, order);
  }

  private async insert(tx: WriteTransaction, workspace: string, order: SeededOrder): Promise<void> {
    const { id, number: orderNumber, rows, processedAt = ALREADY_PROCESSED, failures = [] } = order;
    const lines = rows.map((line, index) => ({ sellerUpdate: {}, ...line, id: index + 1 }));
    // A change of quantity is a later message.
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
    const updatedAt = processedAt === NEVER_PROCESSED ? NEVER_PROCESSED : CREATED;
    await this.orders.insert(tx, workspace, head, { lines, failures, document, updatedAt });
  }
}
