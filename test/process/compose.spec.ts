import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/app/read-config.js';
import { knownSettings } from '../../src/roles/index.js';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
interface Service {
  profiles?: string[];
  ports: string[];
  /** Null: that of the environment in which Compose runs, if it is set there. */
  environment: Record<string, string | null>;
}

const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service> & { ketenlab: Service };
};
const scaled = parse(read('docker-compose.scale.yml'), { merge: true }) as {
  services: Record<string, Service & { stop_grace_period: string }>;
};
const configOf = ({ environment }: Service, hostEnvironment: Record<string, string> = {}) => {
  const entries = Object.entries(environment).map(([name, value]) => [
    name,
    value ?? hostEnvironment[name],
  ]);
  return readConfig({ ...Object.fromEntries(entries), HOST: '0.0.0.0' }, knownSettings());
};

describe('docker-compose.yml', () => {
  it('has a service for all roles and a profile with one service per role at the root', () => {
    const { ketenlab, ...singleRoles } = services;
    const { roles } = configOf(ketenlab);
    expect(Object.keys(singleRoles)).toEqual(roles);
    for (const [role, service] of Object.entries(singleRoles)) {
      expect(service.profiles).toEqual(['roles']);
      expect(configOf(service)).toMatchObject({ roles: [role], rootRole: role });
    }
  });

  it('has no fixed token of the control API: that of the environment, or one that the server makes', () => {
    const environments: Record<string, string>[] = [
      {},
      { SANDBOX_TOKEN: '' },
      { SANDBOX_TOKEN: 'own' },
    ];
    for (const service of Object.values(services)) {
      const tokens = environments.map((one) => configOf(service, one).sandboxToken);
      expect(tokens).toEqual([undefined, undefined, 'own']);
    }
  });

  it('keeps the documented secrets, calls private addresses, and publishes each service on its own loopback port only', () => {
    for (const service of Object.values(services))
      expect(configOf(service)).toMatchObject({ defaultDemoSecrets: true, privateTargets: ['*'] });
    const ports = Object.values(services).flatMap(({ ports: published }) => published);
    expect(ports.every((port) => /^127\.0\.0\.1:\d+:4010$/.test(port))).toBe(true);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('gives a container no capability, and no folder to write to but its data and /tmp', () => {
    for (const service of Object.values(services))
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges'],
        tmpfs: ['/tmp'],
        volumes: [expect.stringMatching(/:\/data$/)],
      });
  });
});

describe('docker-compose.scale.yml', () => {
  const replicas = Object.entries(scaled.services).filter(([name]) => name.startsWith('replica-'));

  it('gives each replica its own address, the common database, and time to hand over its workspaces', () => {
    expect(replicas).toHaveLength(3);
    for (const [name, service] of replicas) {
      const { environment, stop_grace_period: grace } = service;
      expect(environment).toEqual({
        ...services.ketenlab.environment,
        DATABASE_URL: replicas[0]?.[1].environment['DATABASE_URL'],
        INSTANCE_URL: `http://${name}:4010`,
      });
      expect(Number.parseInt(grace, 10)).toBeGreaterThan(8);
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges'],
      });
    }
  });

  it('sends requests to each replica through the proxy, the only service with a published port', () => {
    const [, upstreams] = /reverse_proxy (.*) \{/.exec(read('Caddyfile')) ?? [];
    expect(upstreams?.split(' ')).toEqual(replicas.map(([name]) => `${name}:4010`));
    const ports = Object.entries(scaled.services).map(([name, { ports: published }]) => [
      name,
      published,
    ]);
    expect(ports.filter(([, published]) => published)).toEqual([
      ['proxy', ['127.0.0.1:4010:4010']],
    ]);
  });
});
