import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/app/read-config.js';
import { durationMs } from '../../src/platform/time/duration.js';
import { knownSettings } from '../../src/roles/index.js';

const read = (env: Record<string, string>) => readConfig(env, knownSettings());

describe('readConfig', () => {
  it('has a default for every setting', () => {
    expect(read({})).toEqual({
      host: '127.0.0.1',
      port: 4010,
      databaseUrl: 'sqlite:./data/ketenlab.sqlite',
      publicUrl: undefined,
      instanceUrl: undefined,
      roles: ['ordersysteem', 'bestelomgeving', 'aanspraakmanager', 'bokbasen-orders', 'dds'],
      rootRole: undefined,
      sandboxToken: undefined,
      ownCallSecret: expect.stringMatching(/^[\da-f-]{36}$/),
      demoSecretKey: undefined,
      defaultDemoSecrets: false,
      seedFile: undefined,
      legacy: true,
      corsOrigins: [],
      allowedHosts: [],
      privateTargets: [],
      settings: {
        confirmAfter: 'PT0.2S',
        processAfter: 'PT1S',
        retryPauses: ['PT1S', 'PT5S', 'PT30S', 'PT5M'],
      },
      rules: {
        UNAUTHORIZED_BODY: 'status-response',
        SCHEMA_DETAILS: 'on',
        EDITX_SCHEMA: 'strict',
        HEADER_CASE: 'printed',
        DDS_CONSUMER_ID: 'lenient',
        DDS_DUPLICATE_ORDER: 'conflict',
        DELIVERY_PORTAL_CONSENT: 'required',
        DELIVERY_TYPE_NAMES: 'lenient',
      },
      logLevel: 'info',
      logFormat: 'json',
      maxWaiting: 1_000_000,
    });
  });

  it('reads every setting from the environment', () => {
    expect(
      read({
        HOST: '::1',
        PORT: '0',
        DATABASE_URL: 'sqlite::memory:',
        PUBLIC_URL: 'https://lab.example.org/edu/',
        ROLES: 'bestelomgeving, ordersysteem',
        SANDBOX_TOKEN: 'secret',
        DEMO_SECRETS: 'default',
        SEED_FILE: './seed.yaml',
        CONFIRM_AFTER: 'PT0S',
        RETRY_PAUSES: 'PT1M, P1D',
        RULES_UNAUTHORIZED_BODY: 'empty',
        LEGACY: 'off',
        CORS_ORIGINS: 'http://localhost:5173',
        ALLOWED_HOSTS: 'lab.example.org, 192.168.1.20:4010,[fd00::1]:4010',
        ALLOW_PRIVATE_TARGETS: '10.1.0.0/16, fd00::/8,partner.internal',
        LOG_LEVEL: 'silent',
      }),
    ).toMatchObject({
      host: '::1',
      port: 0,
      databaseUrl: 'sqlite::memory:',
      publicUrl: 'https://lab.example.org/edu',
      roles: ['bestelomgeving', 'ordersysteem'],
      sandboxToken: 'secret',
      defaultDemoSecrets: true,
      seedFile: './seed.yaml',
      settings: { confirmAfter: 'PT0S', retryPauses: ['PT1M', 'P1D'] },
      rules: { UNAUTHORIZED_BODY: 'empty' },
      legacy: false,
      corsOrigins: ['http://localhost:5173'],
      allowedHosts: ['lab.example.org', '192.168.1.20:4010', '[fd00::1]:4010'],
      privateTargets: ['10.1.0.0/16', 'fd00::/8', 'partner.internal'],
      logLevel: 'silent',
    });
  });

  it.each([
    ['edu-v-delivery=empty', 'edu-v-order=status-response,edu-v-delivery=empty'],
    [' edu-v-delivery = empty , edu-v-order=empty', 'edu-v-order=empty,edu-v-delivery=empty'],
    ['', 'status-response'],
  ])('reads RULES_UNAUTHORIZED_BODY=%s as %s', (value, expected) => {
    const { rules } = read({ RULES_UNAUTHORIZED_BODY: value });
    expect(rules['UNAUTHORIZED_BODY']).toBe(expected);
  });

  it.each([
    ['PORT', 'http', 'a whole number from 0 (any free port) to 65535'],
    ['PORT', '65536', 'a whole number from 0 (any free port) to 65535'],
    ['MAX_WAITING', '0', 'a whole number from 1 to 100000000'],
    ['MAX_WAITING', '1000000000', 'a whole number from 1 to 100000000'],
    ['PORT', '-1', 'a whole number from 0 (any free port) to 65535'],
    [
      'DATABASE_URL',
      'mysql://x',
      'sqlite:<relative or absolute path>, sqlite::memory:, or postgres://user:password@host:port/database',
    ],
    [
      'DATABASE_URL',
      './data.sqlite',
      'sqlite:<relative or absolute path>, sqlite::memory:, or postgres://user:password@host:port/database',
    ],
    [
      'PUBLIC_URL',
      'lab.example.org',
      'an http or https URL without query, for example https://sandbox.example.org',
    ],
    [
      'PUBLIC_URL',
      'ftp://lab',
      'an http or https URL without query, for example https://sandbox.example.org',
    ],
    ['ROLES', 'ordersysteem,shop', 'a comma-separated list of ordersysteem, bestelomgeving'],
    ['ROOT_ROLE', 'shop', 'one of ordersysteem, bestelomgeving'],
    [
      'CONFIRM_AFTER',
      '200',
      'an ISO 8601 duration of weeks, days, hours, minutes or seconds, for example PT0.2S or P1D',
    ],
    [
      'PROCESS_AFTER',
      '-PT5S',
      'an ISO 8601 duration of weeks, days, hours, minutes or seconds, for example PT0.2S or P1D',
    ],
    ['DEMO_SECRETS', 'demo-secret', 'default, or nothing'],
    ['LEGACY', 'yes', 'one of on, off'],
    ...['10.0.0.0/33', 'http://10.0.0.1', '10.0.0.1:80'].map((value) => [
      'ALLOW_PRIVATE_TARGETS',
      value,
      '*, or a comma-separated list of addresses, CIDRs and host names, for example',
    ]),
    ['CORS_ORIGINS', 'localhost:5173', '*, or a comma-separated list of origins, for example'],
    ...['http://lab.example.org', '*', 'lab.example.org/docs'].map((value) => [
      'ALLOWED_HOSTS',
      value,
      'a comma-separated list of host names with or without port, for example lab.example.org',
    ]),
    ['RULES_SCHEMA_DETAILS', 'maybe', 'one of on, off'],
    ['RULES_NOTHING', 'on', 'the rules are RULES_UNAUTHORIZED_BODY, RULES_SCHEMA_DETAILS'],
    ...[
      'maybe',
      'edu-v-order=maybe',
      'dds=empty',
      'empty,edu-v-order=empty',
      'edu-v-order=empty,edu-v-order=status-response',
      'edu-v-order=',
    ].map((value) => [
      'RULES_UNAUTHORIZED_BODY',
      value,
      'one of status-response, empty, or a value for each API: edu-v-order=status-response,edu-v-delivery=empty',
    ]),
    ['RULES_SCHEMA_DETAILS', 'edu-v-order=off', 'one of on, off'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace, silent'],
    ['LOG_FORMAT', 'text', 'one of pretty, json'],
  ])('refuses %s=%s in one line', (name, value, allowed) => {
    expect(() => read({ [name]: value })).toThrow(`${name}=${value} is not allowed: ${allowed}`);
  });

  it('refuses one invalid pause in RETRY_PAUSES', () => {
    expect(() => read({ RETRY_PAUSES: 'PT1S,soon' })).toThrow('RETRY_PAUSES=soon is not allowed');
  });

  it('refuses a URL of PostgreSQL that cannot be used, without showing its credentials', () => {
    expect(() => read({ DATABASE_URL: 'postgres://me:sec@ret@host' })).toThrow(
      /^DATABASE_URL=postgres… is not allowed: postgres:\/\/user:password@host:port\/database\?sslmode=…/,
    );
  });
});

describe('durationMs', () => {
  // prettier-ignore
  it.each([
    ['PT0.2S', 200], ['PT0S', 0], ['PT1M', 60_000], ['PT1H30M', 5_400_000], ['P1D', 86_400_000], ['P1W', 604_800_000],
    ['P1M', undefined], ['P1Y', undefined], ['P', undefined], ['', undefined], ['PT-1S', undefined], ['-PT1S', undefined],
    [' PT1S', undefined], ['1s', undefined],
  ])('parses "%s" as %s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});
