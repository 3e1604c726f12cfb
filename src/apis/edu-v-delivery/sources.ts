import { eduvSources } from '../edu-v/rejections.js';

/** The documents on which the requirements of the Delivery API rest. */
export const deliverySources = {
  ...eduvSources,
  api: 'Delivery API 2.0.0',
  quantityChange: 'Wijzigen aantal van leveringsorder 0.9.0 (wiki page 77168642)',
  usage: 'Usage API 0.0.4 (wiki page 21758076), introduction',
  sem: 'Documentatie SEM Ecosysteem 1.3, the predecessor of the Delivery API',
} as const;
