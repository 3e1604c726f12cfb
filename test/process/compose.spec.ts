import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/config.js';
import { knownSettings } from '../../src/roles/index.js';

const file = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8');
const { services } = parse(file, { merge: true }) as {
  services: Record<
    string,
    { profiles?: string[]; ports: string[]; environment: Record<string, string> }
  >;
};
const configOf = (service: string) =>
  readConfig(
    { ...services[service]!.environment, HOST: '0.0.0.0' },
    knownSettings(),
    () => 'made up',
  );

describe('docker-compose.yml', () => {
  it('has one service for all roles, and a profile with each role in a container of its own, at the root', () => {
    const { roles } = configOf('ketenlab');
    const alone = Object.keys(services).filter((name) => services[name]!.profiles);
    expect(alone).toEqual(roles);
    for (const role of alone) {
      expect(services[role]!.profiles).toEqual(['roles']);
      expect(configOf(role)).toMatchObject({ roles: [role], rootRole: role });
    }
  });

  it('publishes each on a loopback port of its own', () => {
    const ports = Object.values(services).flatMap(({ ports: published }) => published);
    expect(ports.every((port) => /^127\.0\.0\.1:\d+:4010$/.test(port))).toBe(true);
    expect(new Set(ports).size).toBe(ports.length);
  });
});
