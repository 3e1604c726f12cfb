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

const read = (name: string): Collection =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../openapi/postman/${name}.json`), 'utf8'),
  ) as Collection;

const requestsOf = (items: Item[]): NonNullable<Item['request']>[] =>
  items.flatMap(({ item, request }) => [...(request ? [request] : []), ...requestsOf(item ?? [])]);

/** Sends every request of a collection as Postman does, to a sandbox that is not at the usual port. */
async function play(name: string): Promise<Record<string, number>> {
  const { item, variable } = read(name);
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
    const filled = url.path.map(
      (part) => url.variable?.find(({ key }) => `:${key}` === part)?.value ?? part,
    );
    const query = (url.query ?? []).filter(({ disabled }) => !disabled);
    const asked = new URLSearchParams(
      query.map(({ key, value }): [string, string] => [key, value]),
    );
    const response = await fetch(`${base}/${filled.join('/')}?${asked.toString()}`, {
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

describe('the collection', () => {
  it('of the Ordersysteem orders and credits, and is refused what the other side serves', async () => {
    expect(await play('ordersysteem')).toEqual({
      'PUT orders': 202,
      'PUT creditorders': 202,
      'PUT orders/confirmations': 405,
      'PUT creditorders/confirmations': 405,
      ...discovery,
    });
  });

  it('of the Bestelomgeving confirms, and is refused what the other side serves', async () => {
    const statuses = await play('bestelomgeving');
    expect(statuses).toMatchObject({ 'PUT orders': 405, 'PUT creditorders': 405, ...discovery });
    // Nobody sent the orders of the examples here, so that they cannot be confirmed.
    expect(Object.keys(statuses)).toContain('PUT orders/confirmations');
  });

  it('of the Aanspraakmanager orders a delivery, and is refused what the other side serves', async () => {
    expect(await play('aanspraakmanager')).toEqual({
      'PUT deliveryorders': 202,
      'GET deliveryorders/:id': 405,
      'GET deliveryorders/school': 405,
      'POST deliveryorders/school/user': 405,
      'GET deliveryorders/contracts/:id': 405,
      'PUT deliveryorders/confirmations': 405,
      ...discovery,
    });
  });

  it('of the Bokbasen orders sends one, and updates one of the seed', async () => {
    expect(await play('bokbasen-orders')).toEqual({
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

  it('of DDS orders a title, and reads the inventory', async () => {
    const statuses = await play('dds');
    expect(statuses).toMatchObject({
      'POST dds/order/v1': 201,
      'POST dds/order/subscription/v1': 201,
      'GET dds/content/v1/:id/sample': 200,
      'GET dds/inventory/v2/:isbn': 200,
      // Of the other audiences the collection has no token.
      'GET bokskya/account/v1/:id': 403,
      'POST reporting/streaming/v1': 403,
    });
  });

  it('of the control API is understood', async () => {
    const statuses = await play('control');
    expect(Object.keys(statuses).length).toBeGreaterThan(20);
    // 404 and 409 come from ids that no example can know.
    const unexpected = Object.entries(statuses).filter(
      ([, status]) => status >= 400 && ![404, 409].includes(status),
    );
    // A snapshot's file is no example: it is of one version.
    expect(unexpected).toEqual([['POST _sandbox/workspaces/:ws/snapshots/import', 400]]);
  });
});
