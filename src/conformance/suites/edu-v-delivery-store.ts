import type { Test } from '../runner/trial.js';
import type { DeliveryWorld } from './edu-v-delivery-world.js';

export function storeTests(_world: DeliveryWorld): Test[] {
  return [];
}
