import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testServer } from '../support/test-server.js';

const server = testServer();

interface Item {
  name: string;
  item?: Item[];
  request?: {
    method: string;
    url: {
      path: string[];
      query?: { key: string; value: string; disabled?: boolean }[];
      variable?: { key: string; value: string }[];
    };
    auth?: { type: string };
    header?: { key: string; value: string }[];
    body?: { raw?: string; urlencoded?: { key: string; value: string; disabled?: boolean }[] };
  };
}

interface Collection {
  item: Item[];
  variable: { key: string; value: string }[];
}

const readCollection = (name: string): Collection =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../openapi/postman/${name}.json`), 'utf8'),
  ) as Collection;

const requestsOf = (items: Item[]): NonNullable<Item['request']>[] =>
  items.flatMap(({ item, request }) => [...(request ? [request] : []), ...requestsOf(item ?? [])]);

/** Sends every request of a Postman collection to the test server and returns the statuses. */
async function runCollection(name: string): Promise<Record<string, number>> {
  const { item, variable } = readCollection(name);
  const values = new Map(variable.map(({ key, value }) => [key, value]));
  const base = values.get('baseUrl')!.replace('http://127.0.0.1:4010', server.url);
  const basic = `Basic ${btoa(`${values.get('clientId')}:${values.get('clientSecret')}`)}`;
  let bearer = '';
  const fetchOne = async ({
    method,
    url,
    auth,
    header = [],
    body,
  }: NonNullable<Item['request']>) => {
    const form = body?.urlencoded?.filter(({ disabled }) => !disabled);
    const pathSegments = url.path.map(
      (part) => url.variable?.find(({ key }) => `:${key}` === part)?.value ?? part,
    );
    const query = (url.query ?? []).filter(({ disabled }) => !disabled);
    const searchParams = new URLSearchParams(
      query.map(({ key, value }): [string, string] => [key, value]),
    );
    const response = await fetch(`${base}/${pathSegments.join('/')}?${searchParams.toString()}`, {
      method,
      headers: {
        ...Object.fromEntries(header.map(({ key, value }) => [key, value])),
        ...(auth?.type !== 'noauth' && { authorization: auth?.type === 'basic' ? basic : bearer }),
      },
      ...(form && {
        body: new URLSearchParams(Object.fromEntries(form.map(({ key, value }) => [key, value]))),
      }),
      ...(body?.raw !== undefined && { body: body.raw }),
    });
    return { status: response.status, text: await response.text() };
  };
  const requests = requestsOf(item);
  const token = requests.find(({ url }) => /^oauth2?\/token$/.test(url.path.join('/')));
  if (token) {
    const { text } = await fetchOne(token);
    bearer = `Bearer ${(JSON.parse(text) as { access_token: string }).access_token}`;
  }
  const statuses: Record<string, number> = {};
  for (const request of requests) {
    const line = `${request.method} ${request.url.path.join('/')}`;
    statuses[line] = (await fetchOne(request)).status;
  }
  return statuses;
}

const discovery = {
  'POST oauth2/token': 200,
  'GET oauth2/jwks': 200,
  'GET .well-known/openid-configuration': 200,
};

describe('the Postman collection', () => {
  it('of the Ordersysteem gets 202 for orders and 405 for operations of the other role', async () => {
    expect(await runCollection('ordersysteem')).toEqual({
      'PUT orders': 202,
      'PUT creditorders': 202,
      'PUT orders/confirmations': 405,
      'PUT creditorders/confirmations': 405,
      ...discovery,
    });
  });

  it('of the Bestelomgeving contains confirmations and gets 405 for operations of the other role', async () => {
    const statuses = await runCollection('bestelomgeving');
    expect(statuses).toMatchObject({ 'PUT orders': 405, 'PUT creditorders': 405, ...discovery });
    // The orders of the examples were not sent here, so they cannot be confirmed.
    expect(Object.keys(statuses)).toContain('PUT orders/confirmations');
  });

  it('of the Aanspraakmanager gets 202 for an order and 405 for operations of the other role', async () => {
    expect(await runCollection('aanspraakmanager')).toEqual({
      'PUT deliveryorders': 202,
      'GET deliveryorders/:id': 405,
      'GET deliveryorders/school': 405,
      'POST deliveryorders/school/user': 405,
      'GET deliveryorders/contracts/:id': 405,
      'PUT deliveryorders/confirmations': 405,
      ...discovery,
    });
  });

  it('of the Bokbasen orders sends an order and updates a seeded one', async () => {
    expect(await runCollection('bokbasen-orders')).toEqual({
      'POST orders/v1': 202,
      'GET orders/v1': 200,
      'GET orders/v1/:id': 200,
      'GET orders/v1/:id/editx': 200,
      'POST orders/v1/:id/lines/:lineId': 200,
      'POST orders/v1/:id/update': 200,
      'POST oauth/token': 200,
      'GET .well-known/jwks.json': 200,
    });
  });

  it('of DDS orders a title and reads the inventory', async () => {
    const statuses = await runCollection('dds');
    expect(statuses).toMatchObject({
      'POST dds/order/v1': 201,
      'POST dds/order/subscription/v1': 201,
      'GET dds/content/v1/:id/sample': 200,
      'GET dds/inventory/v2/:isbn': 200,
      // The collection has no token for the other audiences.
      'GET bokskya/account/v1/:id': 403,
      'POST reporting/streaming/v1': 403,
    });
  });

  it('of the control API gets no unexpected error', async () => {
    const statuses = await runCollection('control');
    expect(Object.keys(statuses).length).toBeGreaterThan(20);
    // An example cannot contain existing ids, so 404 and 409 are expected.
    const unexpected = Object.entries(statuses).filter(
      ([, status]) => status >= 400 && ![404, 409].includes(status),
    );
    // A snapshot file belongs to one version, so it has no valid example.
    expect(unexpected).toEqual([['POST _sandbox/workspaces/:ws/snapshots/import', 400]]);
  });
});
