import { eduvSources } from '../edu-v/rejections.js';

/** The documents on which the requirements of the Delivery API rest. */
export const deliverySources = {
  ...eduvSources,
  api: 'Delivery API 2.0.0',
  quantityChange: 'Wijzigen aantal van leveringsorder 0.9.0',
  usage: 'Usage API 0.0.4',
  sem: 'SEM 1.3, the predecessor of the Delivery API',
} as const;
