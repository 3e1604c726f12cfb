import { BUYER, SELLER } from '../../../apis/bokbasen/clients.js';
import { BOOK, DIGITAL } from '../../../apis/bokbasen-orders/examples.js';
import type { OrderDetailsLine, OrderStatus } from '../../../apis/bokbasen-orders/messages.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import type { GeneratorContext, GeneratedItem } from '../../../sandbox/state/state-resource.js';
import { withCheckDigit } from '../../../sandbox/generators/ean13.js';
import type { Random } from '../../../sandbox/generators/random.js';
import { createdOf } from '../order.js';
import type { BokbasenOrderRecord } from './record.messages.js';

const DAY_S = 86_400;
/** Products of generated orders: no magic values, and no records of the seed but one. */
const books = [
  BOOK,
  ...Array.from({ length: 180 }, (_, index) => withCheckDigit(`97882000${1000 + index}`)),
];
/** Books that are ordered together with a digital product. */
const digitalBundle = books.slice(0, 4);
const rejections = ['Utsolgt fra forlaget', 'Ny utgave kommer', 'Utgått'];

/** Progress of the seller with an order. */
type Progress = 'new' | 'received' | 'delivered';

/** Generates an order between buyer and seller of the seed. */
export function generateBokbasenOrder({ random, now, index }: GeneratorContext): GeneratedItem {
  const status = random.pickBy<OrderStatus>({ SENT: 82, UNPROCESSED: 12, FAILED: 6 });
  const progress = random.pickBy<Progress>({ new: 3, received: 3, delivered: 4 });
  const lines = random
    .sample(
      random.chance(0.25) ? [DIGITAL, ...digitalBundle] : books,
      random.pick([1, 1, 2, 2, 3, 5]),
    )
    .map((ean, at): OrderDetailsLine => {
      const quantity = ean === DIGITAL ? random.int(20, 150) : random.int(1, 30);
      const line = { id: at + 1, ean, quantity };
      return status === 'SENT'
        ? withSellerUpdate(line, progress, { random, now })
        : { ...line, status };
    });
  const item: Omit<BokbasenOrderRecord, 'orderId'> = {
    buyerOrderNumber: `BEST-${toIsoUtc(now).slice(0, 4)}-${String(index + 1).padStart(4, '0')}-${random.hex(6).toUpperCase()}`,
    buyer: BUYER,
    seller: SELLER,
    status,
    created: createdOf(toIsoUtc(now - random.int(60, 30 * DAY_S) * 1000)),
    _embedded: { lines: [...lines, ...(status === 'SENT' ? changeOf(lines, random) : [])] },
  };
  return { id: random.uuid(), item };
}

type Ordered = Pick<OrderDetailsLine, 'id' | 'ean' | 'quantity'>;

function withSellerUpdate(
  line: Ordered,
  progress: Progress,
  { random, now }: Pick<GeneratorContext, 'random' | 'now'>,
): OrderDetailsLine {
  if (progress === 'new') return { ...line, status: 'SENT' };
  if (random.chance(0.08)) return { ...line, status: 'REJECTED', comment: random.pick(rejections) };
  if (progress === 'received') return { ...line, status: 'RECEIVED' };
  const isDigital = line.ean === DIGITAL;
  const price = { amount: random.int(99, 599) + 0.5, tax: isDigital ? 25 : 0 };
  if (!isDigital) return { ...line, status: 'FULFILLED', ...(random.chance(0.3) && { price }) };
  const year = Number(toIsoUtc(now).slice(0, 4));
  return {
    ...line,
    status: 'FULLFILLED_ASSIGNED_ORGANIZATION',
    comment: 'Tilgang aktivert',
    valid_from: `${year}-08-01`,
    valid_to: `${year + 1}-07-31`,
    price,
  };
}

/** Generates a request to reduce the first product, for some orders. */
function changeOf([first, ...rest]: OrderDetailsLine[], random: Random): OrderDetailsLine[] {
  if (!first?.ean || first.quantity < 2 || !random.chance(0.08)) return [];
  const quantity = -random.int(1, first.quantity - 1);
  return [{ id: rest.length + 2, ean: first.ean, quantity, status: 'REQUESTED' }];
}
