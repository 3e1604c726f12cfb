import type { Contract, Version } from './operation.js';

/** Every version in which a contract is served, the current one first. */
export function versionsOf({ version, major, earlier = [] }: Contract): Version[] {
  return [{ version, major }, ...earlier];
}

/** The version that a rewritten path asks for; without one, the current. */
export function versionAt(contract: Contract, url: string): Version {
  const major = Number(/^\/[^/]+\/v(\d+)\//.exec(url)?.[1]);
  const versions = versionsOf(contract);
  return versions.find((one) => one.major === major) ?? versions[0]!;
}
