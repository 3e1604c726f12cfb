import { toIsoUtc } from '../../../platform/time/time.js';
import type { GeneratorContext, GeneratedItem } from '../../../sandbox/state/state-resource.js';
import type { SaleRecord } from './record.messages.js';
import { seededConsumers, usualTitles } from './seed.js';

const MINUTE_MS = 60_000;
const TWO_MONTHS_MIN = 60 * 24 * 60;
/** Prices in øre, VAT included. */
const prices = ['7900', '9900', '12900', '18900', '22900', '24900'];

/** Generates an order of a consumer of the seed, from a store or a subscription service. */
export function generateSale({ random, now, index }: GeneratorContext): GeneratedItem {
  const kind = random.pickBy({ normal: 8, subscription: 2 });
  const { id: resid, drm, format, excerpt } = random.pick(usualTitles);
  const consumer = random.pick(seededConsumers);
  const isNormal = kind === 'normal';
  const hasExcerpt = excerpt ?? format !== 'MP3';
  const isNamed = drm === 'SDRM' || (isNormal && random.chance(0.5));
  const item: Omit<SaleRecord, 'fulfilmentId'> = {
    kind,
    createdAt: toIsoUtc(now - random.int(1, TWO_MONTHS_MIN) * MINUTE_MS),
    order: {
      orderid: `ordre-${toIsoUtc(now).slice(0, 4)}-${String(index + 1).padStart(4, '0')}-${random.hex(6)}`,
      resid,
      spd: isNormal ? random.pick(prices) : '0',
      ...(isNormal && { id: consumer.id }),
      ...(isNamed && { firstname: consumer.name, lastname: consumer.surname }),
      ...(isNormal && hasExcerpt && random.chance(0.05) && { excerpt: true }),
    },
  };
  return { id: random.uuid(), item };
}
