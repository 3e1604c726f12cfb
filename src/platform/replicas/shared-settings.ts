import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { SettingError } from '../config/setting-error.js';

/** The settings that must be the same in all processes that share a database, by variable. */
export function sharedSettings({ roles, legacy, seedFile, rules }: Config): Record<string, string> {
  return {
    ROLES: roles.toSorted().join(','),
    LEGACY: legacy ? 'on' : 'off',
    SEED_FILE: seedFile === undefined ? '' : hashOf(readFileSync(seedFile)),
    ...Object.fromEntries(Object.entries(rules).map(([name, value]) => [`RULES_${name}`, value])),
  };
}

/** Throws a `SettingError` that names what differs between the settings of two processes. */
export function assertEqualSettings(own: string, other: string): void {
  if (own === other) return;
  const [ours, theirs] = [own, other].map((text) => new Map(Object.entries(valuesOf(text))));
  const differing = [...(ours?.keys() ?? [])].filter(
    (name) => ours?.get(name) !== theirs?.get(name),
  );
  const shown = differing.map((name) =>
    name === 'SEED_FILE'
      ? 'SEED_FILE has another content'
      : `${name}=${ours?.get(name)} (there: ${theirs?.get(name) ?? 'unknown'})`,
  );
  throw new SettingError(
    `${shown.join('; ') || 'the settings'}: a replica that is running on this database has other settings; give all replicas the same ones`,
  );
}

function valuesOf(settings: string): Record<string, string> {
  return JSON.parse(settings) as Record<string, string>;
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
