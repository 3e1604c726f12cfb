import type { OutgoingTargets } from '../../platform/network/outgoing-targets.js';
import type { SchemaError } from '../../platform/validation/schema.js';
import { isHttpUrl } from './http-url.js';

/** The error of a URL that the server will call: its form, or an address that the settings do not allow. */
export function targetUrlErrors(
  path: string,
  url: string,
  targets: OutgoingTargets,
): SchemaError[] {
  if (!isHttpUrl(url)) return [{ path, expected: 'an http or https URL', seen: url }];
  const refusal = targets.refusalOfUrl(url);
  if (refusal === undefined) return [];
  return [{ path, expected: 'an address that outgoing calls may reach', seen: refusal }];
}
