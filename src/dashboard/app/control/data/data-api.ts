import { baseUrl, client, dataOf } from '../../api/client.js';
import type { components, paths } from '../../api/control-api.js';

const SEED = '/_sandbox/workspaces/{ws}/seed';
type Seed = NonNullable<paths[typeof SEED]['post']['requestBody']>['content']['application/yaml'];

export type Generated = components['schemas']['GeneratedOrdersView'];
export type GenerateRequest = components['schemas']['GenerateOrdersRequest'];

/** Address of the JSON Schema of a seed. */
export const seedSchemaUrl = `${baseUrl}docs/seed.schema.json`;

/** Loads a seed in YAML or JSON, and returns the number of items of each collection. The server finds the errors. */
export async function loadSeed(ws: string, text: string): Promise<Record<string, number>> {
  const { written } = dataOf(
    await client.POST(SEED, {
      params: { path: { ws } },
      headers: { 'content-type': 'application/yaml' },
      body: text as unknown as Seed,
      bodySerializer: (body) => body as unknown as string,
    }),
  );
  return written as Record<string, number>;
}

/** The example of the OpenAPI document, as JSON. */
export async function seedExample(): Promise<string> {
  const response = await fetch(`${baseUrl}docs/control.json`);
  const { paths: documented } = (await response.json()) as {
    paths: Record<
      string,
      { post: { requestBody: { content: Record<string, { schema: { example: object } }> } } }
    >;
  };
  const { content } = documented[SEED]!.post.requestBody;
  return `${JSON.stringify(content['application/json']!.schema.example, null, 2)}\n`;
}

export async function generateOrders(ws: string, body: GenerateRequest): Promise<Generated> {
  const params = { path: { ws } };
  return dataOf(await client.POST('/_sandbox/workspaces/{ws}/orders/generate', { params, body }));
}
