import { eduvSources } from '../edu-v/rejections.js';

/** The documents on which the requirements of the Order API rest. */
export const orderSources = { ...eduvSources, api: 'Order API 0.9.2' } as const;
