import { aanspraakmanagerMutants } from './aanspraakmanager.js';
import { bestelomgevingMutants } from './bestelomgeving.js';
import { bokbasenOrdersMutants } from './bokbasen-orders.js';
import { bokbasenOrdersDataMutants } from './bokbasen-orders-data.js';
import { ddsContentMutants } from './dds-content.js';
import { ddsDataMutants } from './dds-data.js';
import { ddsFeedsMutants } from './dds-feeds.js';
import { ddsOrdersMutants } from './dds-orders.js';
import { ordersysteemMutants } from './ordersysteem.js';

/** Every mutant, of all roles. */
export const allMutants = [
  ...aanspraakmanagerMutants,
  ...bestelomgevingMutants,
  ...bokbasenOrdersMutants,
  ...bokbasenOrdersDataMutants,
  ...ddsContentMutants,
  ...ddsDataMutants,
  ...ddsFeedsMutants,
  ...ddsOrdersMutants,
  ...ordersysteemMutants,
];
