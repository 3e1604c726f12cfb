import { Nested, Optional } from '../../../platform/validation/fields.js';
import {
  Action,
  Client,
  ListSetting,
  OptionalSetting,
} from '../../runner/configuration/settings.js';

class OrderClients {
  @Client('A client that gets tokens without the scope')
  noscope?: object;
}

class OrderData {
  @ListSetting('Products that the partner sells')
  products?: string[];

  @OptionalSetting('A product that the partner does not sell')
  unknownProduct?: string;

  @OptionalSetting('Contract under which the partner sells')
  contract?: string;
}

class OrderActions {
  @Action('Makes a Bestelomgeving order')
  acceptOrder?: object;

  @Action('Makes a Bestelomgeving credit an order')
  acceptCreditOrder?: object;

  @Action('Makes a Bestelomgeving credit lines of an order')
  creditLines?: object;
}

/** Part of the configuration file that belongs to this suite. */
export class OrderConfiguration {
  @Optional()
  @Nested(() => OrderClients, 'Clients by kind')
  clients?: OrderClients;

  @Optional()
  @Nested(() => OrderData, 'Data of the partner')
  data?: OrderData;

  @Optional()
  @Nested(() => OrderActions, 'Calls that make the partner act')
  act?: OrderActions;
}
