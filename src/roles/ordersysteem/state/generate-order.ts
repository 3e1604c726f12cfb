import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import type { DeliveryLocation, OrderLine } from '../../../apis/edu-v-order/messages.js';
import type { OrderRecord } from '../../../apis/edu-v-order/record.messages.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import type { GeneratorContext, GeneratedItem } from '../../../sandbox/state/state-resource.js';
import { withCheckDigit } from '../../../sandbox/generators/ean13.js';
import type { Random } from '../../../sandbox/generators/random.js';

const DAY_MS = 86_400_000;
/** Product ids that trigger no scenario. */
const products = Array.from({ length: 240 }, (_, index) =>
  withCheckDigit(`97890000${String(index + 1).padStart(4, '0')}`),
);
const types = ['Tender', 'Boekenfonds', 'Nabestelling'];
const rooms = ['Magazijn', 'Mediatheek', 'Docentenkamer', 'Receptie', 'Afdeling leermiddelen'];
const streets = ['Voorbeeldstraat', 'Schoolplein', 'Leerlaan', 'Proefweg', 'Letterpad'];
const towns = ['Utrecht', 'Zwolle', 'Breda', 'Assen', 'Delft', 'Venlo', 'Hoorn', 'Goes'];

/** Generates a typical order of a school. */
export function generateOrder({ random, now, index }: GeneratorContext): GeneratedItem {
  const item: Omit<OrderRecord, 'requestReferenceId'> = {
    purchaseOrderId: `PO-${toIsoUtc(now).slice(0, 4)}-${String(index + 1).padStart(4, '0')}-${random.hex(6).toUpperCase()}`,
    ...(random.chance(0.5) && { purchaseOrderType: random.pick(types) }),
    ...(random.chance(0.6) && { contractId: orderExamples.order.contractId }),
    ...(random.chance(0.8) && {
      deliveryLocation: generateLocation(random),
      deliveryDate: toIsoUtc(now + random.int(5, 90) * DAY_MS).slice(0, 10),
    }),
    orderLines: generateLines(random),
    orderStatus: random.pickBy({ approved: 78, pending: 12, declined: 10 }),
  };
  return { id: random.uuid(), item };
}

function generateLines(random: Random): OrderLine[] {
  const count = random.pick([1, 1, 1, 2, 2, 3, 4, 6, 8]);
  return random.sample(products, count).map((productId, index) => ({
    purchaseOrderLineId: String((index + 1) * 10),
    productId,
    quantity: generateQuantity(random),
  }));
}

/** Generates a quantity for a teacher, a class or a study year. */
function generateQuantity(random: Random): number {
  const minimum = { teacher: 1, class: 20, year: 60 };
  const maximum = { teacher: 5, class: 32, year: 180 };
  const audience = random.pickBy({ teacher: 3, class: 5, year: 2 });
  return random.int(minimum[audience], maximum[audience]);
}

function generateLocation(random: Random): DeliveryLocation {
  return {
    name: random.pick(rooms),
    street: random.pick(streets),
    houseNumber: random.int(1, 180),
    ...(random.chance(0.2) && { houseNumberSuffix: random.pick(['A', 'B', 'C']) }),
    zipCode: `${random.int(1000, 9999)}${random.pick(['AB', 'CD', 'GH', 'KL', 'XZ'])}`,
    city: random.pick(towns),
    countryCode: 'NL',
    country: 'Nederland',
  };
}
