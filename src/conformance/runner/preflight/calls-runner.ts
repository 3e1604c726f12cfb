import type { Api } from '../../../platform/api/operation.js';

/** True for a role that calls other roles: the runner must listen for it. */
export function callsRunner(role: string, apis: readonly Api[]): boolean {
  return apis.some((api) =>
    Object.values(api.operations).some(
      ({ servedBy, legacyOnly }) => servedBy !== role && !legacyOnly,
    ),
  );
}
