import { deliveryDescriptor } from '../../../apis/edu-v-delivery/operations.js';
import type { ConformanceSuite } from '../../runner/suite.js';
import { aanspraakmanagerTests } from './aanspraakmanager.js';
import { DeliveryConfiguration } from './configuration.js';
import { deliveryBestelomgevingTests } from './bestelomgeving.js';
import { DeliveryTestData } from './test-data.js';

/** Tests for an Aanspraakmanager, and for a Bestelomgeving as the source of delivery orders. */
export const eduvDeliverySuite: ConformanceSuite = {
  api: deliveryDescriptor,
  configuration: DeliveryConfiguration,
  optionalConfiguration: [
    'data.products: products that the partner knows',
    'data.productInUse: a product whose orders are licensed as soon as they are processed',
    'data.contract, data.school, data.user: a contract, a ' +
      'school and a user that the partner knows',
    'data.schoolWithoutConsent: a school that has not given its consent',
    'data.orderIds: ids of delivery orders that the partner has',
    'data.orderWithoutConsent: the id of an order of a school that has not given its consent',
    'clients.noscope: a client whose tokens do not have the scope',
    'clients.entitlor, clients.licensor, clients.dashboard, clients.portal: ' +
      'clients that each have one scope to read delivery orders',
    'act.acceptDeliveryOrder: a call that makes the partner send a new delivery order',
    'act.changeDeliveryOrder, act.cancelDeliveryOrder: calls that ' +
      'make the partner change, and cancel, an order',
  ],
  tests: (session, role) => {
    const testData = new DeliveryTestData(session);
    return role === 'aanspraakmanager'
      ? aanspraakmanagerTests(testData)
      : deliveryBestelomgevingTests(testData);
  },
};
