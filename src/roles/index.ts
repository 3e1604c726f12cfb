import { aanspraakmanager } from './aanspraakmanager/aanspraakmanager.module.js';
import { bokbasenOrders } from './bokbasen-orders/bokbasen-orders.module.js';
import { bestelomgeving } from './bestelomgeving/bestelomgeving.module.js';
import { dds } from './dds/dds.module.js';
import { ordersysteem } from './ordersysteem/ordersysteem.module.js';
import type { RuleSwitch } from '../platform/config/rules.js';
import type { RoleDescriptor } from '../apis/descriptor.js';

/** Every role that can be played. Removing a role removes its line here. */
export const roles: RoleDescriptor[] = [
  ordersysteem,
  bestelomgeving,
  aanspraakmanager,
  bokbasenOrders,
  dds,
];

/**
 * Valid values of the environment variables: names of roles, and rule switches of their families.
 */
export function knownSettings(known: readonly RoleDescriptor[] = roles): {
  roles: string[];
  rules: RuleSwitch[];
} {
  const families = new Set(known.map(({ family }) => family));
  return {
    roles: known.map(({ name }) => name),
    rules: [...families].flatMap(({ rules }) => rules),
  };
}
