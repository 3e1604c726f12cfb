import { Nested, Optional } from '../../../platform/validation/fields.js';
import { Client, ListSetting, OptionalSetting } from '../../runner/configuration/settings.js';

class BokbasenOrderClients {
  @Client('A client that sends orders, and receives none of them')
  buyer?: object;

  @Client('A client that receives those orders, and sends none')
  seller?: object;

  @Client('A client of a third party')
  reader?: object;

  @Client('A client whose audience is that of another API')
  otherAudience?: object;
}

class BokbasenOrderData {
  @OptionalSetting('Number of the buyer')
  buyer?: string;

  @OptionalSetting('Number of the seller')
  seller?: string;

  @ListSetting('EANs of two products that the seller sells')
  products?: string[];

  @OptionalSetting('EAN of an e-book')
  ebook?: string;

  @OptionalSetting('EAN that belongs to no product')
  unknownProduct?: string;

  @OptionalSetting('EAN of a product that is not in the order; default: the second of the products')
  otherProduct?: string;

  @OptionalSetting('EAN of a product whose orders stay UNPROCESSED')
  slowProduct?: string;
}

/** Part of the configuration file that belongs to this suite. */
export class BokbasenOrderConfiguration {
  @Optional()
  @Nested(() => BokbasenOrderClients, 'Clients by kind')
  clients?: BokbasenOrderClients;

  @Optional()
  @Nested(() => BokbasenOrderData, 'Data of the partner')
  data?: BokbasenOrderData;
}
