import { Nested, Optional } from '../../../platform/validation/fields.js';
import {
  Action,
  Client,
  ListSetting,
  ObjectSetting,
  OptionalSetting,
  TextOrObjectSetting,
} from '../../runner/configuration/settings.js';

class DeliveryClients {
  @Client('A client that gets tokens without the scope')
  noscope?: object;

  @Client('A client with the scope of the Aanspraakmanager')
  entitlor?: object;

  @Client('A client with the scope of the Licentieregistratie')
  licensor?: object;

  @Client('A client with the scope of a dashboard')
  dashboard?: object;

  @Client('A client with the scope of a portal')
  portal?: object;
}

class DeliveryData {
  @ListSetting('Products that the partner knows')
  products?: string[];

  @OptionalSetting('A product whose orders become licensed as soon as they are processed')
  productInUse?: string;

  @OptionalSetting('A contract that the partner knows')
  contract?: string;

  @TextOrObjectSetting('A school that has consented')
  school?: string | object;

  @TextOrObjectSetting('A school that has not consented')
  schoolWithoutConsent?: string | object;

  @ObjectSetting('A user at the school')
  user?: object;

  @ListSetting('Orders that the partner has')
  orderIds?: string[];

  @OptionalSetting('An order of the school that has not consented')
  orderWithoutConsent?: string;
}

class DeliveryActions {
  @Action('Makes a Bestelomgeving send a delivery order')
  acceptDeliveryOrder?: object;

  @Action('Makes a Bestelomgeving change that order')
  changeDeliveryOrder?: object;

  @Action('Makes a Bestelomgeving cancel a delivery order')
  cancelDeliveryOrder?: object;
}

/** Part of the configuration file that belongs to this suite. */
export class DeliveryConfiguration {
  @Optional()
  @Nested(() => DeliveryClients, 'Clients by kind')
  clients?: DeliveryClients;

  @Optional()
  @Nested(() => DeliveryData, 'Data of the partner')
  data?: DeliveryData;

  @Optional()
  @Nested(() => DeliveryActions, 'Calls that make the partner act')
  act?: DeliveryActions;
}
