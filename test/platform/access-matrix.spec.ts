import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CredentialMaker, type RequestCredentials } from './access/credential-maker.js';
import {
  ADMITTED,
  openRoutes,
  partnerOperations,
  replicaRoute,
  rules,
  ticketRoute,
  tokenRoutes,
  type Access,
  type ClientCredential,
  type Credential,
} from './access/matrix.js';
import { mountedOperations, routesOf } from './access/routes.js';
import type { Operation } from '../../src/platform/api/operation.js';
import { TestServer } from '../support/test-server.js';

const ORDERS = 'https://api.bokbasen.io/orders/';
const SANDBOX_TOKEN = 'open-sesame';
const server = new TestServer({ SANDBOX_TOKEN });
const maker = new CredentialMaker(server, SANDBOX_TOKEN);
const partnerRoutes = mountedOperations();
const operations = [...new Set(partnerRoutes.map(({ operation }) => operation))];

beforeAll(async () => {
  await server.start();
  await maker.start(operations);
});
afterAll(() => server.remove());

type Verb = 'get' | 'put' | 'post' | 'delete';

/** Status of a request, or ADMITTED if it was not refused. */
async function resultOf(
  method: string,
  path: string,
  { headers = {}, query = '' }: RequestCredentials,
  { mediaType, body }: { mediaType: string; body: string },
): Promise<number | string> {
  const url = query === '' ? path : `${path}?${query}`;
  const request = server.http[method.toLowerCase() as Verb](url).redirects(0).set(headers);
  if (!headers['accept']) void request.set('accept', 'application/json');
  const { status } = await (method === 'GET'
    ? request
    : request.set('content-type', mediaType).send(body));
  return [401, 403, 405].includes(status) || status >= 500 ? status : ADMITTED;
}

/** Path of the latest request for an operation in the other workspace. */
const lastPathElsewhere = async ({ name }: Operation) =>
  (await maker.otherWorkspace.lastExchange(`direction=inbound&operation=${name}`))?.path;

const kindsOf = (access: Access) => Object.keys(access) as Credential[];
const json = (body: object = {}) => ({
  mediaType: 'application/json',
  body: JSON.stringify(body),
});

const isControl = (route: string) => /^\w+ \/_sandbox\//.test(route) && route !== replicaRoute;
const isDocument = (route: string) => route.startsWith('GET /docs/');
/** Method and path of a route, with a value for each parameter. */
const requestOf = (route: string, value: string) =>
  route.replaceAll(/:\w+/g, value).replace('*', '/swagger-ui.css').split(' ') as [string, string];

it('every route is in the matrix', () => {
  const known = [
    ...partnerRoutes.map(({ route }) => route),
    ...openRoutes,
    ...Object.keys(tokenRoutes),
    ticketRoute,
    replicaRoute,
  ];
  const rest = routesOf(server).filter(
    (route) => !known.includes(route) && !isControl(route) && !isDocument(route),
  );
  expect(rest).toEqual([]);
});

it('every operation of a partner API is in the matrix', () => {
  const names = operations.map(({ name }) => name);
  expect(names.toSorted()).toEqual(Object.keys(partnerOperations).toSorted());
});

describe('an operation of a partner API', () => {
  it.each(partnerRoutes.map((one) => [one.route, one] as const))(
    '%s admits or refuses each kind of credentials, at all its paths',
    async (_route, { operation, paths, legacy }) => {
      const rule = partnerOperations[operation.name] ?? 'open';
      const byTicket = legacy && !operation.isPublic;
      const expected: Access = rules[byTicket ? 'Bokbasen ticket' : rule];
      const [example = { value: {} }] = Object.values(operation.examples ?? {});
      const { value } = example;
      const body =
        typeof value === 'string'
          ? { mediaType: operation.nonJsonBody?.mediaType ?? '', body: value }
          : json(value);
      for (const path of paths) {
        const results: Record<string, unknown> = {};
        for (const kind of kindsOf(expected)) {
          const made = await maker.of(kind, operation, legacy);
          results[kind] = await resultOf(operation.method, path, made, body);
        }
        expect([path, results]).toEqual([path, expected]);
        const elsewhere = 'otherWorkspace' in expected ? path : undefined;
        expect(await lastPathElsewhere(operation)).toBe(elsewhere);
      }
    },
    120_000,
  );
});

describe('a route', () => {
  it('of the control API admits only its token, and refuses it from a page of another site', async () => {
    const routes = routesOf(server).filter(isControl);
    expect(routes.length).toBeGreaterThan(50);
    const expected: Access = rules['control token'];
    for (const route of routes) {
      // Nothing changes, because the workspace does not exist.
      const [method, path] = requestOf(route, 'unknown');
      const results: Record<string, unknown> = {};
      for (const kind of kindsOf(expected)) {
        const made = await maker.ofControl(kind);
        results[kind] = await resultOf(method, path, made, json());
      }
      expect([route, results]).toEqual([route, expected]);
    }
  });

  it('for other replicas answers 404 without their signature, whatever the credentials', async () => {
    const [method, path] = requestOf(replicaRoute, '');
    const statuses: Record<string, number> = {};
    for (const kind of kindsOf(rules['control token'])) {
      const { headers = {}, query = '' } = await maker.ofControl(kind);
      const request = server.http[method.toLowerCase() as Verb](`${path}?${query}`).set(headers);
      statuses[kind] = (await request.send({})).status;
    }
    const { otherHost, ...rest } = statuses;
    expect(otherHost).toBe(403);
    expect(new Set(Object.values(rest))).toEqual(new Set([404]));
  });

  it('for everybody admits any credentials', async () => {
    const routes = [...openRoutes, ...routesOf(server).filter(isDocument)];
    for (const route of routes) {
      const [method, path] = requestOf(route, 'ordersysteem');
      for (const kind of kindsOf(rules.open)) {
        const result = await resultOf(method, path, await maker.ofControl(kind), json());
        expect([route, kind, result]).toEqual([route, kind, ADMITTED]);
      }
    }
  });

  it.each(Object.entries(tokenRoutes))(
    '%s issues a token or ticket to a client with its own secret only',
    async (route, expected) => {
      const [, path] = requestOf(route, 'ordersysteem');
      const isLogin = path.startsWith('/boknett');
      const results: Record<string, number> = {};
      for (const kind of Object.keys(expected) as ClientCredential[]) {
        const {
          headers = {},
          clientId: id,
          clientSecret: secret,
        } = await maker.ofClient(kind, route);
        const form = isLogin
          ? { username: id, password: secret }
          : { grant_type: 'client_credentials', client_id: id, client_secret: secret };
        const { status } = await server.http
          .post(path)
          .type('form')
          .set(headers)
          .send(path.includes('/oauth/') ? { ...form, audience: ORDERS } : form);
        results[kind] = status;
      }
      expect(results).toEqual(expected);
    },
  );

  it('that deletes a ticket does it for who knows the ticket', async () => {
    const [method, path] = requestOf(ticketRoute, await maker.tokens.login());
    expect(await resultOf(method, path, {}, json())).toBe(ADMITTED);
    const [, unknown] = requestOf(ticketRoute, 'TGT-1-unknown-login.boknett.no');
    expect((await server.http.delete(unknown)).status).toBe(400);
  });
});
