import { deliveryContract } from '../../contracts/edu-v-delivery/operations.js';
import { questionTests } from './edu-v-delivery-questions.js';
import { storeTests } from './edu-v-delivery-store.js';
import { takerTests } from './edu-v-delivery-taker.js';
import { DeliveryWorld } from './edu-v-delivery-world.js';
import type { Suite } from './suite.js';

/** What is tried on an Aanspraakmanager, and on the Bestelomgeving that is the source of the orders. */
export const deliverySuite: Suite = {
  contract: deliveryContract,
  needs: [
    'data.products: products that the partner knows',
    'data.productInUse: a product whose orders are used as soon as they are processed',
    'data.contract, data.school, data.schoolWithoutConsent, data.user: what the partner knows',
    'data.orderIds, data.orderWithoutConsent: orders that the partner has',
    'act.changeDeliveryOrder, act.cancelDeliveryOrder: how the partner is made to change an order',
  ],
  tests: (lab, role) => {
    const world = new DeliveryWorld(lab);
    return role === 'aanspraakmanager'
      ? takerTests(world)
      : [...storeTests(world), ...questionTests(world)];
  },
};
