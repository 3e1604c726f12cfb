import { aanspraakmanager } from './aanspraakmanager/aanspraakmanager.module.js';
import { bokbasenOrders } from './bokbasen-orders/bokbasen-orders.module.js';
import { bestelomgeving } from './bestelomgeving/bestelomgeving.module.js';
import { dds } from './dds/dds.module.js';
import { ordersysteem } from './ordersysteem/ordersysteem.module.js';
import type { KnownRule } from '../platform/config/rules.js';
import type { ApiFamily, RoleDescriptor } from '../apis/descriptor.js';

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
  rules: KnownRule[];
} {
  const families = new Set(known.map(({ family }) => family));
  return {
    roles: known.map(({ name }) => name),
    rules: [...families].flatMap((family) =>
      family.rules.map((rule) => ({ ...rule, apis: rule.perApi ? apisOf(known, family) : [] })),
    ),
  };
}

/** Names of the APIs of a family. */
function apisOf(known: readonly RoleDescriptor[], family: ApiFamily): string[] {
  const apis = known.filter((role) => role.family === family).flatMap((role) => role.apis);
  return [...new Set(apis.map(({ name }) => name))];
}
