import { describe, expect, it } from '@jest/globals';
import { Paths } from '../../src/platform/http/paths.js';
import { roles } from '../../src/roles/index.js';

const everyRole = new Paths(roles);

describe('Paths.rewrite', () => {
  // prettier-ignore
  it.each([
    ['/ordersysteem/orders',                      '/ordersysteem/v1/orders'],
    ['/ordersysteem/v1/orders',                   '/ordersysteem/v1/orders'],
    ['/ordersysteem/orders/',                     '/ordersysteem/v1/orders'],
    ['/ordersysteem/orders?a=/b',                 '/ordersysteem/v1/orders?a=/b'],
    ['/ordersysteem/orders/confirmations',        '/ordersysteem/v1/orders/confirmations'],
    ['/bestelomgeving/creditorders',              '/bestelomgeving/v1/creditorders'],
    ['/orders',                                   '/ordersysteem/v1/orders'],
    ['/v1/orders',                                '/ordersysteem/v1/orders'],
    ['/creditorders',                             '/ordersysteem/v1/creditorders'],
    ['/orders/confirmations',                     '/bestelomgeving/v1/orders/confirmations'],
    ['/v1/creditorders/confirmations?x',          '/bestelomgeving/v1/creditorders/confirmations?x'],
    ['/ordersysteem/v2/orders',                   '/ordersysteem/v2/orders'],
    ['/v2/orders',                                '/v2/orders'],
    ['/ordersysteem/oauth2/token',                '/ordersysteem/oauth2/token'],
    ['/oauth2/token',                             '/oauth2/token'],
    ['/nobody/orders',                            '/nobody/orders'],
    ['/_sandbox/workspaces/default/state/orders', '/_sandbox/workspaces/default/state/orders'],
    ['/',                                         '/'],
    ['*',                                         '*'],
  ])('rewrites %s to %s', (path, route) => {
    expect(everyRole.rewrite(path)).toBe(route);
  });

  // prettier-ignore
  it.each([
    ['/orders',                      '/bestelomgeving/v1/orders'],
    ['/v1/orders/confirmations',     '/bestelomgeving/v1/orders/confirmations'],
    ['/ordersysteem/orders',         '/ordersysteem/v1/orders'],
  ])('rewrites %s to %s with ROOT_ROLE=bestelomgeving', (path, route) => {
    expect(new Paths(roles, { rootRole: 'bestelomgeving' }).rewrite(path)).toBe(route);
  });
});

describe('Paths.matchRoute', () => {
  const known = [
    '/orders',
    '/creditorders',
    '/orders/confirmations',
    '/creditorders/confirmations',
    '/ordersysteem/oauth2/token',
    '/ordersysteem/oauth2/jwks',
    '/ordersysteem/.well-known/openid-configuration',
  ];

  // prettier-ignore
  it.each([
    ['PUT', '/bestelomgeving/v1/orders',  { kind: 'wrong-role', allow: '', provider: 'Ordersysteem leermiddelen' }],
    ['GET', '/bestelomgeving/v1/orders',  { kind: 'wrong-method', allow: '' }],
    ['GET', '/ordersysteem/v1/orders',    { kind: 'wrong-method', allow: 'PUT' }],
    ['GET', '/ordersysteem/oauth2/token', { kind: 'wrong-method', allow: 'POST' }],
    ['PUT', '/ordersysteem/v2/orders',    { kind: 'unknown-path', knownPaths: known }],
    ['PUT', '/nothing',                   { kind: 'unknown-path', knownPaths: [] }],
  ])('gives the reason why %s %s matches no route', (method, path, verdict) => {
    expect(everyRole.matchRoute(method, path)).toMatchObject(verdict);
  });
});
